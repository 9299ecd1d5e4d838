package org.shuguan.server.identity;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The second factor is missing, or a request about it cannot be granted.
final class SecondFactorRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private SecondFactorRefused(String code, HttpStatus status, Map<String, Object> facts) {
        super(code, status, facts);
    }

    /// The password is right; the code is asked in the next step of the sign-in.
    ///
    /// @param days for which the device may be known, 0 if it may not
    static SecondFactorRefused due(long days) {
        return new SecondFactorRefused("identity/second-factor-due", HttpStatus.UNAUTHORIZED, Map.of("days", days));
    }

    /// The first step of the sign-in is missing, or too long ago.
    static SecondFactorRefused passwordFirst() {
        return new SecondFactorRefused("identity/password-first", HttpStatus.UNAUTHORIZED, Map.of());
    }

    /// The person must have a second factor and has none: nothing else is allowed before.
    static SecondFactorRefused enrolmentDue() {
        return new SecondFactorRefused("identity/enrolment-due", HttpStatus.FORBIDDEN, Map.of());
    }

    /// A sensitive act needs a code that was given a short time ago.
    static SecondFactorRefused stale(long minutes) {
        return new SecondFactorRefused(
                "identity/second-factor-stale", HttpStatus.FORBIDDEN, Map.of("minutes", minutes));
    }

    /// No secret was offered, or too long ago.
    static SecondFactorRefused nothingOffered() {
        return new SecondFactorRefused("identity/nothing-offered", HttpStatus.CONFLICT, Map.of());
    }

    static SecondFactorRefused none() {
        return new SecondFactorRefused("identity/no-second-factor", HttpStatus.CONFLICT, Map.of());
    }

    /// The person's role requires the factor.
    static SecondFactorRefused required() {
        return new SecondFactorRefused("identity/second-factor-required", HttpStatus.CONFLICT, Map.of());
    }
}
