/// Measurements of finding. They stand in the package that they measure, as its tests do: what is measured need
/// not be public for it.
@NullMarked
package org.shuguan.server.finding;

import org.jspecify.annotations.NullMarked;
