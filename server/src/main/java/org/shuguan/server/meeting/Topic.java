package org.shuguan.server.meeting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// Something that shall be discussed, as stored.
///
/// @param territory whose meeting shall discuss it
/// @param unit the unit that raised it; the territory's own code for the secretariat
/// @param subject what it is about, for example a follow-up's id, null if it is about nothing recorded
/// @param proposal what shall be decided
/// @param answer what the secretariat said when it accepted, merged or sent it back
public record Topic(
        UUID id,
        String number,
        UnitCode territory,
        UnitCode unit,
        Origin origin,
        @Nullable String subject,
        @Nullable String link,
        String title,
        String reason,
        String proposal,
        State state,
        @Nullable String answer,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt,
        @Nullable UUID mergedInto,
        String createdBy,
        Instant createdAt,
        long revision) {
    /// Where a topic comes from.
    public enum Origin {
        UNIT,
        SECRETARIAT,
        /// a refusal that the asking unit does not accept
        APPEAL,
        /// a follow-up that does not get done
        FOLLOW_UP,
        /// a demand that is not met
        DEMAND,
        /// a superior's document to be conveyed
        DIRECTIVE;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        /// @throws IllegalArgumentException for an unknown name
        @JsonCreator
        public static Origin of(String word) {
            return Rows.constant(Origin.class, word);
        }
    }

    /// Where it is on its way.
    public enum State {
        /// waits for the secretariat
        RAISED,
        /// waits for a meeting, or is on an agenda
        ACCEPTED,
        MERGED,
        SENT_BACK,
        WITHDRAWN,
        /// a meeting has dealt with it
        DEALT;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }
    }

    boolean isOpen() {
        return state == State.RAISED || state == State.ACCEPTED;
    }

    String page() {
        return "/office/meetings/topics/" + id;
    }
}
