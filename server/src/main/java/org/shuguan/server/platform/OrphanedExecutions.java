package org.shuguan.server.platform;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// When the only node starts, releases the jobs that an earlier process of it was running when it died, without
/// waiting for missed heartbeats. With several nodes the scheduler waits for them (20 s), because a silent node
/// may still be alive.
@Component
@ConditionalOnBooleanProperty("shuguan.single-node")
class OrphanedExecutions {
    OrphanedExecutions(JdbcClient jdbc) {
        jdbc.sql("""
                        update platform.scheduled_task
                           set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                         where picked
                        """).update();
    }
}
