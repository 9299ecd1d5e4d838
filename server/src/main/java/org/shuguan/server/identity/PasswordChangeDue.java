package org.shuguan.server.identity;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The password must be changed before anything else is allowed.
final class PasswordChangeDue extends Refusal {
    private static final long serialVersionUID = 1L;

    PasswordChangeDue() {
        super("identity/password-change-due", HttpStatus.FORBIDDEN, Map.of());
    }
}
