package org.shuguan.server.collection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// How the data of a catalog entry are collected.
///
/// @param cycle the entry's update cycle, from which the schedule follows
/// @param stoppedBecause the differences that stopped it, null if it is not stopped
/// @param declared JSON: the declared types of the columns
/// @param declaredVersion version of the entry to which they belong, 0 if none are known yet
/// @param watermark column whose value grows with each change of a row, null unless it is collected by increment
/// @param overlap how far below the last watermark is read again, in the unit of the column's kind
/// @param key columns of the key of an increment; empty for the items that the entry marks
/// @param fullEvery each collection of this number is a full load; 0 for never
/// @param nextAt when it is collected next, null if only by hand
record Plan(
        UUID id,
        UUID entry,
        String lakeTable,
        String code,
        String title,
        UnitCode unit,
        UUID source,
        String sourceName,
        String path,
        @Nullable UpdateCycle cycle,
        State state,
        @Nullable String stoppedBecause,
        String declared,
        int declaredVersion,
        CollectionWay.Mode mode,
        @Nullable String watermark,
        long overlap,
        List<String> key,
        int fullEvery,
        @Nullable Instant nextAt,
        String createdBy,
        Instant createdAt) {
    enum State {
        ACTIVE,
        /// by a person
        PAUSED,
        /// because the columns of the source changed
        STOPPED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    CollectionWay way() {
        return new CollectionWay(mode, watermark, overlap, key, fullEvery);
    }

    String link() {
        return "/office/collection/" + id;
    }
}
