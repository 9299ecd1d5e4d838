package org.shuguan.server.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.Audited;

record JobEvent(String action, String subject, @Nullable String unit, Map<String, ?> facts) implements Audited {
    static JobEvent of(String action, Job job) {
        return new JobEvent(
                action,
                "job " + job.id(),
                job.unit() == null ? null : job.unit().value(),
                Map.of("kind", job.kind(), "about", job.subject()));
    }
}
