package org.shuguan.server.powers;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A matter for two persons, as stored.
///
/// @param askedAccount account of the person who asked
/// @param confirmer the role whose holder confirms it
/// @param subject whom it concerns
/// @param wanted JSON of a [Wanted]
/// @param facts what it was asked upon
/// @param answer why it was declined
record Request(
        UUID id,
        Wanted.Kind kind,
        State state,
        OfficerId askedBy,
        String askedByName,
        UUID askedAccount,
        Instant askedAt,
        Instant expiresAt,
        String reason,
        Role confirmer,
        OfficerId subject,
        String subjectName,
        @Nullable String accountName,
        @Nullable Role role,
        @Nullable UnitCode unit,
        String wanted,
        String facts,
        @Nullable String codeHash,
        @Nullable OfficerId decidedBy,
        @Nullable String decidedByName,
        @Nullable Instant decidedAt,
        @Nullable String answer) {
    /// `EXPIRED` is not stored: it is an open request after its time.
    enum State {
        OPEN,
        CONFIRMED,
        DECLINED,
        TAKEN_BACK,
        EXPIRED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        @JsonCreator
        static State of(String word) {
            return Rows.constant(State.class, word);
        }
    }
}
