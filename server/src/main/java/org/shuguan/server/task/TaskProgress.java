package org.shuguan.server.task;

import java.util.UUID;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.UnitCode;

/// Progress of a task was reported.
record TaskProgress(UUID task, UnitCode of) implements Audited {
    @Override
    public String action() {
        return "task.progress";
    }

    @Override
    public String subject() {
        return "task " + task;
    }

    @Override
    public String unit() {
        return of.value();
    }
}
