/// Databases of departments that do not exist, for trying the platform: plausible tables with planted defects, and
/// people who cannot be living. Always the same for the same seed.
@NullMarked
package org.shuguan.dataplane.demo;

import org.jspecify.annotations.NullMarked;
