package org.shuguan.server.meeting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A role of a unit that is invited to a meeting. Whoever holds it, or stands in for the holder, answers.
///
/// @param isMember whether it counts for the quorum and votes; guests (列席) do not
/// @param answeredFor name of the holder for whom somebody answered, null in the person's own role
/// @param substituteName who comes instead; `substituteId` if that is an officer of the platform
/// @param attendedName who was there, as the minutes name them
record Seat(
        UUID id,
        UUID meeting,
        UnitCode unit,
        Role role,
        boolean isMember,
        @Nullable Answer answer,
        @Nullable String answerText,
        @Nullable String answeredBy,
        @Nullable String answeredFor,
        @Nullable Instant answeredAt,
        @Nullable String substituteName,
        @Nullable String substitutePosition,
        @Nullable OfficerId substituteId,
        @Nullable Boolean attended,
        @Nullable String attendedName) {
    enum Answer {
        COMES,
        SUBSTITUTE,
        ABSENT;

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        /// @throws IllegalArgumentException for an unknown name
        @JsonCreator
        static Answer of(String word) {
            return Rows.constant(Answer.class, word);
        }
    }

    String group() {
        return Capacity.group(role, unit);
    }

    boolean isOf(Actor actor) {
        return actor.capacities().stream().map(Capacity::group).anyMatch(group()::equals);
    }
}
