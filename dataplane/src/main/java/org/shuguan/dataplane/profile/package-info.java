/// Measures tables: one pass of the engine over the rows, then computation on a uniform sample.
@NullMarked
package org.shuguan.dataplane.profile;

import org.jspecify.annotations.NullMarked;
