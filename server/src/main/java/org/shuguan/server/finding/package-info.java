/// Exact finding 准确定位: what people type, and which entries they meant. The index is a cache of the catalog that may be
/// deleted at any time; what one may not see is neither listed, counted nor suggested. Searches can be kept, and tell
/// when something new matches.
@NullMarked
package org.shuguan.server.finding;

import org.jspecify.annotations.NullMarked;
