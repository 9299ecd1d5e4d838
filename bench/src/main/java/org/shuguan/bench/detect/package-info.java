/// How well columns are recognised: a labelled set, a score, and a peer that looks at the same set.
@NullMarked
package org.shuguan.bench.detect;

import org.jspecify.annotations.NullMarked;
