package org.shuguan.server.platform;

import java.util.Map;
import org.springframework.http.HttpStatus;

/// There is no such thing, or the reader may not know that there is: the two look the same on purpose.
public final class NotFound extends Refusal {
    private static final long serialVersionUID = 1L;

    public NotFound() {
        super("platform/not-found", HttpStatus.NOT_FOUND, Map.of());
    }
}
