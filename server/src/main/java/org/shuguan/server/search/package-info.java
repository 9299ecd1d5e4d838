/// Search of the catalog (准确定位). Contains the query language, its expansion by synonyms and pinyin, ranking,
/// facets, suggestions, related entries, and the Lucene index, which is a cache of the catalog and may be deleted
/// at any time. Entries that a reader may not see are neither listed, counted nor suggested.
@NullMarked
package org.shuguan.server.search;

import org.jspecify.annotations.NullMarked;
