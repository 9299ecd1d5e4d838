/// What a table holds, measured: one pass of the engine over the rows, then arithmetic on a uniform sample.
@NullMarked
package org.shuguan.dataplane.profile;

import org.jspecify.annotations.NullMarked;
