package org.shuguan.server.meeting;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A joint meeting as stored.
///
/// @param territory whose meeting it is: the city, or a district
/// @param chairRole with `territory` the group that chairs it and signs its minutes
/// @param sequence how often the invitation changed, SEQUENCE of RFC 5545
/// @param answerBy the last day to answer the invitation, null before it is sent
/// @param opening the first paragraph of the minutes, empty for the usual one
record Meeting(
        UUID id,
        UnitCode territory,
        String title,
        LocalDate day,
        LocalTime begins,
        LocalTime ends,
        String place,
        Role chairRole,
        State state,
        int sequence,
        @Nullable LocalDate answerBy,
        @Nullable String cancelledBecause,
        String opening,
        @Nullable Instant convenedAt,
        @Nullable Instant openedAt,
        @Nullable Instant endedAt,
        Instant changedAt,
        long revision) {
    enum State {
        /// only the secretariat and the chair see it
        PLANNED,
        /// the invitations are sent
        CONVENED,
        /// the meeting takes place: figures are frozen, resolutions are taken
        OPEN,
        ENDED,
        CANCELLED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// The group that chairs it.
    String chair() {
        return Capacity.group(chairRole, territory);
    }

    String subject() {
        return "meeting " + id;
    }

    String link() {
        return "/office/meetings/" + id;
    }
}
