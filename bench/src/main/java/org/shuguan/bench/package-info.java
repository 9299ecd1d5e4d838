/// Measurements, each compared with a named peer in the same run and printed as a ratio.
@NullMarked
package org.shuguan.bench;

import org.jspecify.annotations.NullMarked;
