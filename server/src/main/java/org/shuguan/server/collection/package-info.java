/// Collection 归集: what flows from the units' sources into the city node. A plan says when the table of a published
/// catalog entry is collected; each collection becomes one version in the lake, all or nothing, and every row that does
/// not fit the catalog's items is kept in quarantine with the reason.
@NullMarked
package org.shuguan.server.collection;

import org.jspecify.annotations.NullMarked;
