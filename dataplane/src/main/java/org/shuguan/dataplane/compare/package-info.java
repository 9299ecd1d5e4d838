/// What censuses tell when they are laid side by side: what changed between two of one source, how often a table really
/// changes, which tables belong together and which hold the same data twice. Arithmetic only: nothing is read here.
@NullMarked
package org.shuguan.dataplane.compare;

import org.jspecify.annotations.NullMarked;
