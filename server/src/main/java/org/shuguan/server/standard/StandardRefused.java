package org.shuguan.server.standard;

import java.util.List;
import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The state of a standard or of an entry does not allow this.
final class StandardRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private StandardRefused(String what, Map<String, Object> facts) {
        super("standard/" + what, HttpStatus.CONFLICT, facts);
    }

    static StandardRefused identifierTaken(String identifier) {
        return new StandardRefused("identifier-taken", Map.of("identifier", identifier));
    }

    /// @param elements that have their values from the list
    static StandardRefused listUsed(List<String> elements) {
        return new StandardRefused("list-used", Map.of("elements", String.join("、", elements)));
    }

    static StandardRefused withdrawnAlready() {
        return new StandardRefused("withdrawn-already", Map.of());
    }
}
