package org.shuguan.server.followup;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.approval.FourEyes;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// What a unit told of its work.
///
/// @param principal the holder of the role for whom the officer acted, null if it was their own
/// @param isFinal whether it says that all is done
/// @param period of a follow-up with a rhythm: for which period, due on `periodDue`
record Progress(
        UUID id,
        UUID followUp,
        UnitCode unit,
        OfficerId officer,
        String officerName,
        @Nullable OfficerId principal,
        Instant at,
        @JsonProperty("final") boolean isFinal,
        @Nullable Integer percent,
        String text,
        @Nullable String problem,
        @Nullable String suggestion,
        @Nullable String period,
        @Nullable LocalDate periodDue,
        State state,
        @Nullable Instant answeredAt,
        @Nullable String answeredBy,
        @Nullable String answer) {
    enum State {
        WAITING,
        CONFIRMED,
        SENT_BACK;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    FourEyes.Party party() {
        return new FourEyes.Party(officer, principal);
    }
}
