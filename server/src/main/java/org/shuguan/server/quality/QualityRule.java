package org.shuguan.server.quality;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A rule of an entry.
///
/// @param terms [Terms] as JSON
/// @param weight its part in the score, 1 to 10
/// @param tolerance the largest share of wrong rows, in percent, with which it still holds
/// @param holds whether a version that breaks it is held back from consumers
/// @param replaces the rule in whose place it comes when it is approved
/// @param draftedForId the holder of the role for whom it was drafted, null if it was the drafter's own role
record QualityRule(
        UUID id,
        UUID entry,
        UnitCode unit,
        RuleKind kind,
        Dimension dimension,
        String terms,
        @Nullable String remark,
        int weight,
        double tolerance,
        boolean holds,
        boolean suggested,
        State state,
        @Nullable UUID replaces,
        String draftedBy,
        OfficerId draftedById,
        @Nullable OfficerId draftedForId,
        Instant draftedAt,
        @Nullable String returnedBecause,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        @Nullable String endedBy,
        @Nullable Instant endedAt,
        @Nullable String endedBecause) {
    enum State {
        DRAFT,
        /// waits for approval
        OFFERED,
        IN_FORCE,
        ENDED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// Whether so many wrong rows break it.
    boolean isBroken(long applicable, long failed) {
        return failed > 0 && failed * 100.0 > tolerance * applicable;
    }
}
