package org.shuguan.server.settings;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The change cannot be undone: it is already in force, or was undone before.
public final class AlreadyInForce extends Refusal {
    private static final long serialVersionUID = 1L;

    AlreadyInForce(RuleChange change) {
        super(
                "settings/already-in-force",
                HttpStatus.CONFLICT,
                Map.of("day", change.validFrom().toString()));
    }
}
