/// Reads rows from databases, files, folders and HTTP interfaces. Every source becomes a relation that one engine,
/// DuckDB, reads.
@NullMarked
package org.shuguan.dataplane.source;

import org.jspecify.annotations.NullMarked;
