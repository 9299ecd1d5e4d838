package org.shuguan.server.powers;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// What is asked for. Which components are needed depends on the kind.
///
/// @param reason why it is needed
/// @param account to be reset or disabled, or whose second factor is to be removed
/// @param appointment to be replaced, ended or cancelled, or whose holder is to have a substitute
/// @param version of that appointment as the reader saw it
/// @param officer to be appointed or to be the substitute; a new person by `officerName`
/// @param last the last day of an appointment that ends, unless `atOnce`
/// @param actingReason why a role is held provisionally, or why the holder is away
record Wanted(
        @Nullable Kind kind,
        @Nullable String reason,
        @Nullable UUID account,
        @Nullable UUID appointment,
        @Nullable Long version,
        @Nullable OfficerId officer,
        @Nullable String officerName,
        @Nullable Role role,
        @Nullable UnitCode unit,
        @Nullable String position,
        @Nullable String document,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable LocalDate last,
        @Nullable Boolean atOnce,
        @Nullable String actingReason) {
    enum Kind {
        APPOINT,
        REPLACE,
        END,
        CANCEL,
        SUBSTITUTE,
        RESET,
        DISABLE,
        REMOVE_FACTOR;

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        @JsonCreator
        static Kind of(String word) {
            return Rows.constant(Kind.class, word);
        }

        /// Whether it concerns an account, not an appointment.
        boolean ofAccount() {
            return this == RESET || this == DISABLE || this == REMOVE_FACTOR;
        }

        /// Whether it names a person who gets a role.
        boolean givesRole() {
            return this == APPOINT || this == REPLACE || this == SUBSTITUTE;
        }
    }

    Wanted by(OfficerId recorded) {
        return new Wanted(
                kind,
                reason,
                account,
                appointment,
                version,
                recorded,
                null,
                role,
                unit,
                position,
                document,
                from,
                to,
                last,
                atOnce,
                actingReason);
    }

    long versionSeen() {
        return version == null ? 0 : version;
    }

    boolean namesPerson() {
        return officer != null || (officerName != null && !officerName.isBlank());
    }

    Institution.Terms terms(LocalDate first) {
        return new Institution.Terms(String.valueOf(position), document, first, to, actingReason);
    }
}
