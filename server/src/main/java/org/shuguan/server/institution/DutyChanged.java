package org.shuguan.server.institution;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// A duty of a role was recorded or changed.
record DutyChanged(String action, Duty duty) implements Audited {
    @Override
    public String subject() {
        return "role " + duty.role().word();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of(
                "text", duty.text(),
                "source", duty.source(),
                "mark", duty.mark().word(),
                "from", duty.validFrom().toString());
    }
}
