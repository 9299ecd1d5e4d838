package org.shuguan.server.job;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// Something that the state of a job does not allow.
final class JobRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private JobRefused(String code) {
        super(code, HttpStatus.CONFLICT, Map.of());
    }

    static JobRefused over() {
        return new JobRefused("job/over");
    }

    static JobRefused notFailed() {
        return new JobRefused("job/not-failed");
    }

    static JobRefused cannotRunAgain() {
        return new JobRefused("job/cannot-run-again");
    }

    static JobRefused underWay() {
        return new JobRefused("job/under-way");
    }
}
