/// The cockpit 驾驶舱: the figures of all modules for the city's leaders, and of its own units for everybody else. It has
/// no rows of its own: it reads indicators, each in one pass.
@NullMarked
package org.shuguan.server.cockpit;

import org.jspecify.annotations.NullMarked;
