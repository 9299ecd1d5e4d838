package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.Map;
import org.shuguan.server.audit.Audited;

/// A person's role for a unit has got a last day.
///
/// @param openTodos how much open work passes to whoever holds the role next
public record AppointmentEnded(Appointment appointment, LocalDate last, int openTodos) implements Audited {
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
                "openTodos", openTodos);
    }
}
