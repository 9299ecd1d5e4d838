package org.shuguan.dataplane.profile;

import java.util.List;

/// A profile with the sample that it rests on, for the detectors. The sample stays in memory: it holds real values.
///
/// @param samples per column the distinct values of the sample, most frequent first
public record Profiled(TableProfile profile, List<List<ColumnProfile.Count>> samples) {}
