package org.shuguan.server.approval;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// Whoever submitted a case does not decide it, in whatever capacity: not as a substitute, not as a delegate, and not
/// through one.
public final class OwnSubmission extends Refusal {
    private static final long serialVersionUID = 1L;

    OwnSubmission() {
        super("approval/own-submission", HttpStatus.FORBIDDEN, Map.of());
    }
}
