package org.shuguan.server.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.UUID;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A holder delegates a role to another person for a period. It ends with the holder's own appointment.
record Delegation(
        UUID id,
        Role role,
        UnitCode unit,
        OfficerId fromOfficer,
        String fromName,
        OfficerId toOfficer,
        String toName,
        LocalDate validFrom,
        LocalDate validTo,
        boolean ended) {
    /// How a delegation stands on a day.
    enum State {
        AHEAD,
        IN_FORCE,
        /// its last day has passed
        OVER,
        /// the holder ended it
        ENDED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        /// The state as an SQL expression; `:today` is the day.
        static final String SQL = "case when ended then 'ended' when valid_to < :today then 'over'"
                + " when valid_from > :today then 'ahead' else 'in-force' end";
    }

    State stateOn(LocalDate day) {
        if (ended) {
            return State.ENDED;
        }
        if (validTo.isBefore(day)) {
            return State.OVER;
        }
        return validFrom.isAfter(day) ? State.AHEAD : State.IN_FORCE;
    }
}
