package org.shuguan.dataplane.profile;

import java.util.List;
import org.shuguan.dataplane.sketch.Sketch;

/// A profile with the sample that it rests on, for the detectors. The sample stays in memory: it holds real values.
///
/// @param samples per column the distinct values of the sample, most frequent first
/// @param sketches of those columns that were sketched
public record Profiled(TableProfile profile, List<List<ColumnProfile.Count>> samples, List<Sketch> sketches) {}
