/// Measurements of the catalog's search: relevance beside PostgreSQL, and speed in the whole server.
@NullMarked
package org.shuguan.bench.search;

import org.jspecify.annotations.NullMarked;
