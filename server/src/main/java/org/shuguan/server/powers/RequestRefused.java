package org.shuguan.server.powers;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// A matter for two persons that cannot be asked for or decided now.
final class RequestRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private RequestRefused(String what) {
        super("powers/" + what, HttpStatus.CONFLICT, Map.of());
    }

    static RequestRefused already() {
        return new RequestRefused("already-asked");
    }

    static RequestRefused decided() {
        return new RequestRefused("not-open");
    }

    static RequestRefused stale() {
        return new RequestRefused("facts-changed");
    }

    static RequestRefused own() {
        return new RequestRefused("own-request");
    }
}
