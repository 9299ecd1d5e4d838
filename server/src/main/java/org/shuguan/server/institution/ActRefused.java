package org.shuguan.server.institution;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// A change of units that cannot be made or undone.
public final class ActRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private ActRefused(String code) {
        this(code, Map.of());
    }

    private ActRefused(String code, Map<String, Object> facts) {
        super(code, HttpStatus.CONFLICT, facts);
    }

    static ActRefused inForce() {
        return new ActRefused("institution/act-in-force");
    }

    /// The act would end the appointment of an administrator, for which two persons are needed.
    static ActRefused endsPower(String name) {
        return new ActRefused("institution/act-ends-power", Map.of("name", name));
    }

    static ActRefused followed() {
        return new ActRefused("institution/act-followed");
    }
}
