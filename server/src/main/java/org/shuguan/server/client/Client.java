package org.shuguan.server.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A machine client.
///
/// @param id also its `client_id`
/// @param scopes words of scopes, separated by spaces
record Client(
        UUID id,
        String name,
        UnitCode unit,
        String purpose,
        String scopes,
        State state,
        String caseId,
        String createdBy,
        OfficerId createdById,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable Instant lastUsedAt) {
    /// Where a client stands.
    enum State {
        ASKED,
        ACTIVE,
        REFUSED,
        ENDED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        @JsonCreator
        static State of(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(word + " is no state of a client"));
        }
    }

    List<String> scopeList() {
        return List.of(scopes.split(" "));
    }
}
