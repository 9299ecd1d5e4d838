package org.shuguan.server.identity;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The request does not carry the token that our own pages send.
final class CsrfMissing extends Refusal {
    private static final long serialVersionUID = 1L;

    CsrfMissing() {
        super("platform/csrf", HttpStatus.FORBIDDEN, Map.of());
    }
}
