/// Change capture: a table of a source's database is copied once and then follows the database's own log of changes
/// (Debezium Engine in this process). Each committed transaction of the source reaches the serving copy in one
/// transaction together with the position in the log, so that the copy is at all times what the source was after one
/// of its commits.
@NullMarked
package org.shuguan.dataplane.capture;

import org.jspecify.annotations.NullMarked;
