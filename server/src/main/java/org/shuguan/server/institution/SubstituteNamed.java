package org.shuguan.server.institution;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// A substitution was recorded, or ended early.
record SubstituteNamed(String action, Substitute substitute, Appointment appointment) implements Audited {
    @Override
    public String subject() {
        return "officer " + substitute.officer();
    }

    @Override
    public String unit() {
        return appointment.unit().value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of(
                "role", appointment.role().word(),
                "holder", appointment.officerName(),
                "name", substitute.officerName(),
                "from", substitute.validFrom().toString(),
                "to", substitute.validTo().toString());
    }
}
