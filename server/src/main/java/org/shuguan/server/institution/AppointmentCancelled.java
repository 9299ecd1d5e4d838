package org.shuguan.server.institution;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// An appointment was cancelled before it began.
record AppointmentCancelled(Appointment appointment) implements Audited {
    @Override
    public String action() {
        return "institution.cancel-appointment";
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
                "from", appointment.validFrom().toString());
    }
}
