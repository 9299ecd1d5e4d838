/// Measurements beside a named peer, in one run, as ratios.
@NullMarked
package org.shuguan.bench;

import org.jspecify.annotations.NullMarked;
