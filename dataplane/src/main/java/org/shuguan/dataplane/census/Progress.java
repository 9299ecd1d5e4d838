package org.shuguan.dataplane.census;

/// How far a census has come.
///
/// @param rows rows read so far
public record Progress(int tables, int tablesDone, long rows) {}
