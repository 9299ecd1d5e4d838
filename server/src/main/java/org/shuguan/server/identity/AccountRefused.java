package org.shuguan.server.identity;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// An operation on an account that the administrator may not perform.
final class AccountRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private AccountRefused(String what) {
        super("identity/" + what, HttpStatus.CONFLICT, Map.of());
    }

    /// Administrators cannot disable or reset their own account, because nobody might be left to undo it.
    static AccountRefused own() {
        return new AccountRefused("own-account");
    }
}
