package org.shuguan.server.access;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// One person alone may not do this: it gives powers, or takes them from somebody who watches others. It is asked
/// for by one and confirmed by another (module `powers`).
public final class SecondPersonNeeded extends Refusal {
    private static final long serialVersionUID = 1L;

    public SecondPersonNeeded() {
        super("access/second-person-needed", HttpStatus.CONFLICT, Map.of());
    }
}
