/// What a column leaves behind so that it can be compared later, with itself and with columns of other units, without
/// any of its values: sketches of the set of its values, under a secret of the node.
@NullMarked
package org.shuguan.dataplane.sketch;

import org.jspecify.annotations.NullMarked;
