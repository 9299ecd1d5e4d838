/// The lake: tables of the city node, of which every version is kept (Apache Iceberg, Parquet on local disk), and
/// the collector that copies a table of a source into it.
@NullMarked
package org.shuguan.dataplane.lake;

import org.jspecify.annotations.NullMarked;
