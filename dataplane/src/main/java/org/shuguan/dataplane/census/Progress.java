package org.shuguan.dataplane.census;

/// Progress of a census.
///
/// @param tables number of tables to read
/// @param tablesDone number of tables finished, read or not
/// @param rows rows read so far, over all tables
public record Progress(int tables, int tablesDone, long rows) {}
