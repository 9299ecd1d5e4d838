package org.shuguan.server.institution;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;

/// The appointment would break a rule of the institution.
public final class AppointmentRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private AppointmentRefused(String what, Map<String, Object> facts) {
        super("institution/" + what, HttpStatus.CONFLICT, facts);
    }

    static AppointmentRefused oneself() {
        return new AppointmentRefused("appoints-oneself", Map.of());
    }

    /// The kind of unit does not have this role.
    static AppointmentRefused unfitting(Role role) {
        return new AppointmentRefused(
                switch (role) {
                    case CITY_CDO, CITY_EXECUTIVE_OFFICER -> "city-role-elsewhere";
                    case BUREAU_OPERATOR, SECURITY_REVIEWER -> "bureau-role-elsewhere";
                    case SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR -> "administrator-elsewhere";
                    case AUDITOR -> "auditor-elsewhere";
                    case UNIT_CDO, DATA_STEWARD -> "unit-role-of-the-city";
                },
                Map.of());
    }

    static AppointmentRefused ended() {
        return new AppointmentRefused("already-ended", Map.of());
    }

    static AppointmentRefused notBegun() {
        return new AppointmentRefused("has-not-begun", Map.of());
    }

    static AppointmentRefused begun() {
        return new AppointmentRefused("has-begun", Map.of());
    }

    /// Finds the broken rule by the name of the violated constraint; any other exception is returned unchanged.
    static RuntimeException of(DataIntegrityViolationException refused) {
        String message = String.valueOf(refused.getMostSpecificCause().getMessage());
        for (String rule : new String[] {"one_holder", "powers_apart", "held_once", "one_substitute", "in_team_once"}) {
            if (message.contains(rule)) {
                return new AppointmentRefused(rule.replace('_', '-'), Map.of());
            }
        }
        return refused;
    }
}
