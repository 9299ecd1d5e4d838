package org.shuguan.server.meeting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// What a meeting resolves, as stored.
///
/// @param title what is to be done
/// @param measure by what it is seen to be done
/// @param dueText the words for the last day in the minutes, empty for the day itself
/// @param followUp the follow-up that it became when it was adopted
record Resolution(
        UUID id,
        UUID meeting,
        UUID item,
        int position,
        String title,
        String requirement,
        String measure,
        FollowUp.Kind kind,
        UnitCode lead,
        LocalDate due,
        String dueText,
        State state,
        @Nullable Manner manner,
        @Nullable Integer yes,
        @Nullable Integer no,
        @Nullable Integer abstain,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable UUID followUp,
        long revision) {
    enum State {
        DRAFT,
        ADOPTED,
        REJECTED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// How it was decided.
    enum Manner {
        CONSENT,
        VOTE;

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        /// @throws IllegalArgumentException for an unknown name
        @JsonCreator
        static Manner of(String word) {
            return Rows.constant(Manner.class, word);
        }
    }

    /// A unit that takes part, with what it has to do.
    record Unit(UUID resolution, UnitCode unit, String text) {}
}
