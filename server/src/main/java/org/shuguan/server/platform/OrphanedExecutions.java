package org.shuguan.server.platform;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Gives back, at the start of the only node, what an earlier process of it had in hand when it died: nobody needs to
/// wait for heartbeats that cannot come. Many nodes wait for them (20 s), because one that is silent may still live.
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
