/// Compares censuses: what changed between two of one source, how often a table changes, which tables are related
/// and which hold the same data. Works on stored results only; nothing is read from sources here.
@NullMarked
package org.shuguan.dataplane.compare;

import org.jspecify.annotations.NullMarked;
