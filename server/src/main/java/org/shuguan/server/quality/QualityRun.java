package org.shuguan.server.quality;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// An examination of one version by the rules that were in force. Its state is that of its job, which has the same id.
///
/// @param versionAt when the version was committed
/// @param day the city's day for rules that compare with today
/// @param rows of the version; this and all that follows is null until it has ended
/// @param failing rows that fail at least one rule
/// @param applicable the score's denominator: the sum over the rules of the values to which they apply
/// @param score 0 to 100: Σ weight · (1 − failed ÷ applicable) ÷ Σ weight over the rules that apply; null if none does
/// @param broken number of rules with more wrong rows than they tolerate
/// @param held whether a broken rule holds the version back
record QualityRun(
        UUID id,
        UUID entry,
        UUID plan,
        UnitCode unit,
        String code,
        String title,
        String snapshot,
        Instant versionAt,
        LocalDate day,
        Cause cause,
        Instant createdAt,
        int percent,
        @Nullable Instant finishedAt,
        @Nullable Long rows,
        @Nullable Long failing,
        @Nullable Long applicable,
        @Nullable Double score,
        @Nullable Integer broken,
        @Nullable Boolean held) {
    /// Why it was begun.
    enum Cause {
        COLLECTION,
        /// rules were approved
        RULES,
        PERSON;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    long snapshotId() {
        return Long.parseLong(snapshot);
    }

    boolean isHeld() {
        return Boolean.TRUE.equals(held);
    }
}
