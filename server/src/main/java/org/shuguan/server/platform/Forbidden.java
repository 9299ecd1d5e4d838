package org.shuguan.server.platform;

import java.util.Map;
import org.springframework.http.HttpStatus;

/// The reader may see the thing but not do this to it.
public final class Forbidden extends Refusal {
    private static final long serialVersionUID = 1L;

    public Forbidden() {
        super("platform/forbidden", HttpStatus.FORBIDDEN, Map.of());
    }
}
