package org.shuguan.server.frontendhost;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A front-end host of a unit.
///
/// @param publicKey its key in Base64 (X.509), null before it was enrolled
/// @param codeUntil until when a one-time code is valid, null if there is none
/// @param lastSeenAt when it asked for orders last
/// @param program version of its program
/// @param awayToldAt when its unit was told that it has not been seen, null while it is
record FrontEndHost(
        UUID id,
        UnitCode unit,
        String name,
        State state,
        @Nullable String publicKey,
        @Nullable Instant codeUntil,
        String createdBy,
        UUID createdById,
        Instant createdAt,
        @Nullable Instant enrolledAt,
        @Nullable Instant lastSeenAt,
        @Nullable String program,
        @Nullable Integer protocol,
        @Nullable Instant awayToldAt,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String endReason) {
    /// Where it stands.
    enum State {
        /// its code was not used yet
        WAITING,
        ENROLLED,
        ENDED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }
}
