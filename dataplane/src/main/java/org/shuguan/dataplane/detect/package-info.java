/// Recognises what columns mean, from checksums, forms and lists of values together with the column's name and
/// comment, and suggests the resulting grade.
@NullMarked
package org.shuguan.dataplane.detect;

import org.jspecify.annotations.NullMarked;
