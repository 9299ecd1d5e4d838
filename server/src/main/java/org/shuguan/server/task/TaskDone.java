package org.shuguan.server.task;

import java.util.Map;
import java.util.UUID;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.UnitCode;

/// A task was closed.
record TaskDone(UUID task, UnitCode of, String note) implements Audited {
    @Override
    public String action() {
        return "task.done";
    }

    @Override
    public String subject() {
        return "task " + task;
    }

    @Override
    public String unit() {
        return of.value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("note", note);
    }
}
