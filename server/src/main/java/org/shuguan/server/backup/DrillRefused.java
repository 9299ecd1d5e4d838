package org.shuguan.server.backup;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// Why no drill is started.
final class DrillRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private DrillRefused(String code, Fault fault, Map<String, Object> facts) {
        super(code, HttpStatus.CONFLICT, fault, facts);
    }

    static DrillRefused underWay() {
        return new DrillRefused("backup/under-way", Fault.USER, Map.of());
    }

    static DrillRefused ownDatabase() {
        return new DrillRefused("backup/own-database", Fault.USER, Map.of());
    }

    static DrillRefused noRoom(DrillPlace.Room room) {
        return new DrillRefused(
                "backup/no-room",
                Fault.US,
                Map.of("needed", DrillJob.size(room.needed()), "free", DrillJob.size(room.free())));
    }
}
