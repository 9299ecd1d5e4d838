package org.shuguan.server.identity;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// Name and password do not fit, or the account is locked for a while.
public final class SignInRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private SignInRefused(String code) {
        super(code, HttpStatus.UNAUTHORIZED, Map.of());
    }

    static SignInRefused wrong() {
        return new SignInRefused("identity/sign-in-wrong");
    }
}
