package org.shuguan.server.approval;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The case is not at this step, or not any more because somebody else has decided it.
public final class StepGone extends Refusal {
    private static final long serialVersionUID = 1L;

    StepGone() {
        super("approval/step-gone", HttpStatus.CONFLICT, Map.of());
    }
}
