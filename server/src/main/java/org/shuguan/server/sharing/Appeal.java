package org.shuguan.server.sharing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// An appeal of a unit against the refusal of its request, for the joint meeting.
///
/// @param part the part of the request that was refused
/// @param title of the entry
/// @param refusalBasis the law on which the owner refused; null if it granted a part
/// @param decision what was decided, null while it is open
public record Appeal(
        UUID id,
        UUID part,
        UUID request,
        String number,
        String title,
        UnitCode unit,
        UnitCode owner,
        String reason,
        @Nullable String refusalBasis,
        State state,
        String raisedBy,
        Instant raisedAt,
        @Nullable String decision,
        @Nullable String settledBy,
        @Nullable Instant settledAt) {
    /// Where an appeal stands.
    public enum State {
        OPEN,
        /// the owner must answer again
        UPHELD,
        DISMISSED;

        /// The word in the database and in the API.
        @JsonValue
        public String word() {
            return Rows.word(this);
        }
    }

    /// The page of the request.
    public String link() {
        return "/office/sharing/" + request + "?part=" + part;
    }
}
