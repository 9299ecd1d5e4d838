package org.shuguan.dataplane.profile;

import java.util.List;
import java.util.Set;
import org.shuguan.dataplane.sketch.Sketch;

/// A profile with the sample that it was computed from, which the detectors need. The sample holds real values and
/// never leaves memory.
///
/// @param samples for each column the distinct values of the sample, most frequent first
/// @param sketches sketches of the columns that were sketched
/// @param unreadable positions of the table's columns that could not be read; the profile does not contain them
public record ProfileWithSample(
        TableProfile profile,
        List<List<ColumnProfile.Count>> samples,
        List<Sketch> sketches,
        Set<Integer> unreadable) {}
