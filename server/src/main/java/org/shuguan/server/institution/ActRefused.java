package org.shuguan.server.institution;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// A change of units that cannot be undone.
public final class ActRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private ActRefused(String code) {
        super(code, HttpStatus.CONFLICT, Map.of());
    }

    static ActRefused inForce() {
        return new ActRefused("institution/act-in-force");
    }

    static ActRefused followed() {
        return new ActRefused("institution/act-followed");
    }
}
