package org.shuguan.server.authority;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The state of the question does not allow this.
final class AuthorityRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private AuthorityRefused(String what, Map<String, Object> facts) {
        super("authority/" + what, HttpStatus.CONFLICT, facts);
    }

    static AuthorityRefused notThere() {
        return new AuthorityRefused("not-at-this-step", Map.of());
    }

    /// @param number of the question about the same two columns
    static AuthorityRefused askedAlready(String number) {
        return new AuthorityRefused("asked-already", Map.of("number", number));
    }
}
