/// Rows for consumers: what a grant gives (`RowFilter`, `ItemMask`) and the one reader that applies it. No row
/// leaves the house for a consumer but through this package.
@NullMarked
package org.shuguan.dataplane.serve;

import org.jspecify.annotations.NullMarked;
