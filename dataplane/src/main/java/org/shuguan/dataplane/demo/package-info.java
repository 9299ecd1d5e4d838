/// Databases of invented departments, to try the platform: plausible tables with planted defects and people who
/// cannot be living. The same seed gives the same values.
@NullMarked
package org.shuguan.dataplane.demo;

import org.jspecify.annotations.NullMarked;
