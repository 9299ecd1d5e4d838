package org.shuguan.server.institution;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// A person was appointed to a role for a unit.
public record OfficerAppointed(Appointment appointment) implements Audited {
    @Override
    public String action() {
        return "institution.appoint";
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
                "position", appointment.position(),
                "from", appointment.validFrom().toString());
    }
}
