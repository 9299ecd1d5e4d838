package org.shuguan.server.platform;

import java.util.Map;
import org.springframework.http.HttpStatus;

/// Another person has saved since the reader loaded: the version sent is not the stored one.
public final class ChangedMeanwhile extends Refusal {
    private static final long serialVersionUID = 1L;

    public ChangedMeanwhile(long current) {
        super("platform/changed-meanwhile", HttpStatus.CONFLICT, Map.of("current", current));
    }
}
