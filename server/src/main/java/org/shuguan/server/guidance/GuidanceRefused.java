package org.shuguan.server.guidance;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The state of the inquiry or of the answer does not allow this.
final class GuidanceRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private GuidanceRefused(String code) {
        super(code, HttpStatus.CONFLICT, Map.of());
    }

    static GuidanceRefused notNow() {
        return new GuidanceRefused("guidance/not-now");
    }

    static GuidanceRefused withdrawn() {
        return new GuidanceRefused("guidance/withdrawn");
    }
}
