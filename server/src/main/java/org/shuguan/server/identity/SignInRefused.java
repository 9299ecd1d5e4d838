package org.shuguan.server.identity;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// Name and password do not match, the account is locked, a one-time link is not valid, or too many sign-ins
/// failed or are waiting.
public final class SignInRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private SignInRefused(String code, HttpStatus status, Map<String, Object> facts) {
        super(code, status, facts);
    }

    static SignInRefused wrong() {
        return new SignInRefused("identity/sign-in-wrong", HttpStatus.UNAUTHORIZED, Map.of());
    }

    /// The code of the second factor is wrong or was used, or the account is locked.
    static SignInRefused wrongCode() {
        return new SignInRefused("identity/code-wrong", HttpStatus.UNAUTHORIZED, Map.of());
    }

    /// Too many sign-ins from this network failed.
    static SignInRefused tooOften(long minutes) {
        return new SignInRefused(
                "identity/sign-in-too-often", HttpStatus.TOO_MANY_REQUESTS, Map.of("minutes", minutes));
    }

    /// A one-time link that is not valid.
    ///
    /// @param why `unknown`, `used`, `replaced`, `expired` or `code-wrong`
    static SignInRefused link(String why) {
        return new SignInRefused(
                "identity/link-" + why, why.equals("code-wrong") ? HttpStatus.FORBIDDEN : HttpStatus.GONE, Map.of());
    }

    /// Too many sign-ins are waiting.
    static SignInRefused crowded() {
        return new SignInRefused("identity/sign-in-crowded", HttpStatus.SERVICE_UNAVAILABLE, Map.of());
    }
}
