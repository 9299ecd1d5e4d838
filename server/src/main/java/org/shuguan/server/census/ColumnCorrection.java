package org.shuguan.server.census;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;

/// A person's correction of a column.
///
/// @param value the word of a data type or `none`, the word of a grade, or a Chinese title
/// @param measured the measured value at that time
/// @param saidForId the holder of the role for whom a substitute or delegate corrected it, null if there is none
/// @param decidedFor the name of the holder for whom a substitute or delegate decided, null if there is none
/// @param lowers whether it is a grade below the measured one
record ColumnCorrection(
        UUID id,
        UUID source,
        UnitCode unit,
        String path,
        String columnName,
        What what,
        String value,
        @Nullable String measured,
        String reason,
        boolean lowers,
        State state,
        String saidBy,
        OfficerId saidById,
        @Nullable OfficerId saidForId,
        Instant saidAt,
        @Nullable String decidedBy,
        @Nullable OfficerId decidedById,
        @Nullable String decidedFor,
        @Nullable Instant decidedAt,
        @Nullable String decidedBecause) {
    enum What {
        TYPE,
        GRADE,
        TITLE;

        @com.fasterxml.jackson.annotation.JsonValue
        String word() {
            return org.shuguan.server.platform.Rows.word(this);
        }

        @com.fasterxml.jackson.annotation.JsonCreator
        static What of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT));
        }
    }

    enum State {
        ASKED,
        IN_FORCE,
        REFUSED,
        REPLACED,
        UNDONE;

        @com.fasterxml.jackson.annotation.JsonValue
        String word() {
            return org.shuguan.server.platform.Rows.word(this);
        }
    }
}
