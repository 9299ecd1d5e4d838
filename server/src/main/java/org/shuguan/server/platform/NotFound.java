package org.shuguan.server.platform;

import java.util.Map;
import org.springframework.http.HttpStatus;

/// The object does not exist, or the user may not know that it exists; the response does not distinguish the two.
public final class NotFound extends Refusal {
    private static final long serialVersionUID = 1L;

    public NotFound() {
        super("platform/not-found", HttpStatus.NOT_FOUND, Map.of());
    }
}
