package org.shuguan.server.identity;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The first sign-in: nothing else before a password of one's own.
final class PasswordChangeDue extends Refusal {
    private static final long serialVersionUID = 1L;

    PasswordChangeDue() {
        super("identity/password-change-due", HttpStatus.FORBIDDEN, Map.of());
    }
}
