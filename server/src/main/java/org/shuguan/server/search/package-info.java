/// Exact finding 准确定位: searches the catalog with what people type. Knows the query language, its expansion by
/// synonyms and pinyin, ranking, facets, suggestions, related entries, and the Lucene index, which is a cache of the
/// catalog: it may be deleted at any time. What a reader may not see is neither listed, counted nor suggested.
@NullMarked
package org.shuguan.server.search;

import org.jspecify.annotations.NullMarked;
