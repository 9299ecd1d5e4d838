package org.shuguan.server.client;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// A request of or about a machine client that cannot be granted.
final class ClientRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private ClientRefused(String code, HttpStatus status) {
        super(code, status, Map.of());
    }

    /// The token is not known or expired, or its client ended.
    static ClientRefused token() {
        return new ClientRefused("client/token-invalid", HttpStatus.UNAUTHORIZED);
    }

    /// No scope of the token covers the request.
    static ClientRefused outOfScope() {
        return new ClientRefused("client/out-of-scope", HttpStatus.FORBIDDEN);
    }

    /// Too many tokens were requested within a minute.
    static ClientRefused tooOften() {
        return new ClientRefused("client/too-often", HttpStatus.TOO_MANY_REQUESTS);
    }

    /// The client is in another state.
    static ClientRefused notInThisState() {
        return new ClientRefused("client/not-in-this-state", HttpStatus.CONFLICT);
    }

    /// The unit has a client of that name.
    static ClientRefused nameTaken() {
        return new ClientRefused("client/name-taken", HttpStatus.CONFLICT);
    }
}
