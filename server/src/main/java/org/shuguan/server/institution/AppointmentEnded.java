package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.Map;
import org.shuguan.server.audit.Audited;

/// The last day of an appointment was set.
///
/// @param atOnce whether it ended during its last day, which then does not count
/// @param openTodos number of open to-dos that pass to the next holder of the role
public record AppointmentEnded(Appointment appointment, LocalDate last, boolean atOnce, int openTodos)
        implements Audited {
    @Override
    public String action() {
        return "institution.end";
    }

    @Override
    public String subject() {
        return "officer " + appointment.officer();
    }

    @Override
    public String unit() {
        return appointment.unit().value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of(
                "role", appointment.role().word(),
                "name", appointment.officerName(),
                "last", last.toString(),
                "atOnce", atOnce,
                "openTodos", openTodos);
    }
}
