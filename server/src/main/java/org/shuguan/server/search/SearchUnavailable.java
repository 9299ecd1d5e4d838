package org.shuguan.server.search;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The search index could not be opened; the server keeps trying.
final class SearchUnavailable extends Refusal {
    private static final long serialVersionUID = 1L;

    SearchUnavailable() {
        super("search/unavailable", HttpStatus.SERVICE_UNAVAILABLE, Fault.US, Map.of());
    }
}
