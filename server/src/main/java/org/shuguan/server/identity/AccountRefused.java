package org.shuguan.server.identity;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// What an administrator may not do to an account.
final class AccountRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private AccountRefused(String what) {
        super("identity/" + what, HttpStatus.CONFLICT, Map.of());
    }

    /// Nobody disables or resets the account at which they sit: nobody would be left to mend it.
    static AccountRefused own() {
        return new AccountRefused("own-account");
    }
}
