package org.shuguan.server.approval;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The person who drafted or submitted a case must not decide it in any capacity: not as a substitute or delegate,
/// and not by way of one.
public final class OwnSubmission extends Refusal {
    private static final long serialVersionUID = 1L;

    public OwnSubmission() {
        super("approval/own-submission", HttpStatus.FORBIDDEN, Map.of());
    }
}
