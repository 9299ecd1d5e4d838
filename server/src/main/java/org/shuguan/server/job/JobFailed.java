package org.shuguan.server.job;

import org.jspecify.annotations.Nullable;

/// Thrown if the work cannot be done until a person removes the cause. The job fails without a retry.
public final class JobFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final @Nullable String detail;

    /// @param problem text key of the cause
    /// @param detail argument `{detail}` of the text, shown only to the job's unit; null if the text has none
    public JobFailed(String problem, @Nullable String detail) {
        super(problem + " " + detail);
        this.problem = problem;
        this.detail = detail;
    }

    String problem() {
        return problem;
    }

    @Nullable
    String detail() {
        return detail;
    }
}
