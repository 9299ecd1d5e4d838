package org.shuguan.server.institution;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// A member joined or left a unit's support team, or has different work.
record TeamChanged(String action, TeamMember member) implements Audited {
    @Override
    public String subject() {
        return "officer " + member.officer();
    }

    @Override
    public String unit() {
        return member.unit().value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("name", member.officerName(), "work", member.work());
    }
}
