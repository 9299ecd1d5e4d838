package org.shuguan.server.identity;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// Nobody is signed in, or the session has ended.
final class NotSignedIn extends Refusal {
    private static final long serialVersionUID = 1L;

    NotSignedIn() {
        super("platform/not-signed-in", HttpStatus.UNAUTHORIZED, Map.of());
    }
}
