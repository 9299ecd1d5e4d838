package org.shuguan.server.institution;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// A new unit was recorded.
record UnitEstablished(Unit established) implements Audited {
    @Override
    public String action() {
        return "institution.establish-unit";
    }

    @Override
    public String subject() {
        return "unit " + established.code();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("name", established.name(), "kind", established.kind().word());
    }
}
