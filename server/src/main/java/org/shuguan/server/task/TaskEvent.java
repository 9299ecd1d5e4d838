package org.shuguan.server.task;

import java.util.Map;
import org.shuguan.server.audit.Audited;

record TaskEvent(String action, String subject, String unit, Map<String, ?> facts) implements Audited {
    static TaskEvent of(String action, AssignedTask task, Map<String, ?> facts) {
        return new TaskEvent(action, "task " + task.id(), task.unit().value(), facts);
    }
}
