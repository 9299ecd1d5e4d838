/// What a column means: identifiers by checksum, form, list and by the column's own name and comment together, and the
/// grade that follows.
@NullMarked
package org.shuguan.dataplane.detect;

import org.jspecify.annotations.NullMarked;
