package org.shuguan.server.followup;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.approval.FourEyes;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A longer term or another lead unit, for which the lead unit asks.
record TermRequest(
        UUID id,
        UUID followUp,
        Kind kind,
        @Nullable LocalDate due,
        @Nullable UnitCode lead,
        String reason,
        OfficerId officer,
        String officerName,
        @Nullable OfficerId principal,
        Instant at,
        State state,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String decision) {
    enum Kind {
        EXTEND,
        HAND_ON;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    enum State {
        WAITING,
        GRANTED,
        REFUSED,
        /// the follow-up was closed, or given to another unit, before it was decided
        LAPSED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    FourEyes.Party party() {
        return new FourEyes.Party(officer, principal);
    }
}
