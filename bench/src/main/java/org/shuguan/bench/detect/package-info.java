/// Measures how well columns are recognised: a labelled set, a score, and a peer on the same set.
@NullMarked
package org.shuguan.bench.detect;

import org.jspecify.annotations.NullMarked;
