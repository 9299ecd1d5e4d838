package org.shuguan.server.platform;

import java.util.Map;
import org.springframework.http.HttpStatus;

/// The user may see the object but not perform this action on it.
public final class Forbidden extends Refusal {
    private static final long serialVersionUID = 1L;

    public Forbidden() {
        super("platform/forbidden", HttpStatus.FORBIDDEN, Map.of());
    }
}
