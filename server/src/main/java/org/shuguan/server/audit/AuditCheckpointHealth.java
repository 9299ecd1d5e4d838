package org.shuguan.server.audit;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Reports as down while checkpoints of the record cannot be written, and while the record does not contain the
/// last one. The rest of the server works, so a probe that takes servers out of service must not use it.
@Component("auditCheckpointHealthIndicator")
class AuditCheckpointHealth implements HealthIndicator {
    private final CheckpointKeeper keeper;

    AuditCheckpointHealth(CheckpointKeeper keeper) {
        this.keeper = keeper;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        keeper.failure()
                .ifPresent(failure ->
                        health.down().withDetail("since", failure.since()).withDetail("reason", failure.reason()));
        keeper.lost().ifPresent(lost -> health.down().withDetail("lostEntry", lost.entries()));
        return health.build();
    }
}
