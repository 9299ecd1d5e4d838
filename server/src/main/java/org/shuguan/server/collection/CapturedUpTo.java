package org.shuguan.server.collection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeVersion;

/// Up to which commit of the source captured data are true.
///
/// @param position the place in the source's log, as its administrators name it
/// @param at when the source was there
/// @param newest when the source committed the newest change that is included, null if there was none since the first
///     copy
record CapturedUpTo(
        String position, @Nullable Instant at, @Nullable Instant newest) {
    /// What a version in the lake says; null if it was not captured.
    static @Nullable CapturedUpTo of(LakeVersion version) {
        String position = version.facts().get(CopyMoment.POSITION);
        return position == null
                ? null
                : new CapturedUpTo(
                        position,
                        time(version.facts().get(CopyMoment.AT)),
                        time(version.facts().get(CopyMoment.NEWEST)));
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
