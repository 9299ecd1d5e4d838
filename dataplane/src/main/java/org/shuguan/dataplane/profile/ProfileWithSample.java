package org.shuguan.dataplane.profile;

import java.util.List;
import org.shuguan.dataplane.sketch.Sketch;

/// A profile with the sample that it was computed from, which the detectors need. The sample holds real values and
/// never leaves memory.
///
/// @param samples for each column the distinct values of the sample, most frequent first
/// @param sketches sketches of the columns that were sketched
public record ProfileWithSample(TableProfile profile, List<List<ColumnProfile.Count>> samples, List<Sketch> sketches) {}
