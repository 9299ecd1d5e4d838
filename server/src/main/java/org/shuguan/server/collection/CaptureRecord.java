package org.shuguan.server.collection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.capture.Position;
import org.shuguan.server.platform.Rows;

/// How a captured table follows its source.
///
/// @param name of its slot and its publication at the source
/// @param generation number of the copy that is written
/// @param served number of the copy that is served; null before the first is complete
/// @param captured JSON: the table as it was when the newest copy was begun
/// @param origin the source and the table of which it is a copy
/// @param entryVersion version of the entry that named its columns
/// @param anew whether the next start makes a new copy
/// @param copiedRows rows of the newest first copy
/// @param positionAt when the source wrote what is before the position
/// @param newestAt when the source committed the newest change that the copy has
/// @param changes changes of rows that the copy has taken
/// @param lagBytes log that the source keeps because of it
record CaptureRecord(
        UUID plan,
        String name,
        State state,
        int generation,
        @Nullable Integer served,
        @Nullable Instant servedSince,
        @Nullable String captured,
        @Nullable String origin,
        int entryVersion,
        boolean anew,
        long copiedRows,
        @Nullable String positionOffset,
        @Nullable String positionText,
        @Nullable String positionOrder,
        @Nullable Instant positionAt,
        @Nullable Instant newestAt,
        long changes,
        long commits,
        @Nullable Integer lakeGeneration,
        @Nullable Long lakeChanges,
        @Nullable String problem,
        @Nullable String problemDetail,
        int tries,
        @Nullable Instant nextTryAt,
        int giveUps,
        @Nullable Instant givenUpAt,
        @Nullable Long lagBytes,
        @Nullable String lagKept,
        @Nullable Long lagLeft,
        @Nullable Instant lagAt) {
    enum State {
        /// starts within seconds
        WAITING,
        /// the table is copied
        COPYING,
        /// changes come as they are committed
        FOLLOWING,
        /// it does not go on at the moment, and is tried again
        TROUBLED,
        /// nothing of it is at the source: the plan is paused or stopped
        OFF;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// Up to where the served copy is true.
    @Nullable
    Position position() {
        return served == null
                ? null
                : new Position(
                        Objects.requireNonNull(positionOffset),
                        Objects.requireNonNull(positionText),
                        Objects.requireNonNull(positionOrder),
                        positionAt);
    }

    /// Whether the copy that is written is the one that is served.
    boolean isWhole() {
        return served != null && served == generation;
    }

    /// Whether the lake has all changes that the copy has.
    boolean isInLake() {
        return served != null && Objects.equals(served, lakeGeneration) && Objects.equals(changes, lakeChanges);
    }
}
