package org.shuguan.server.job;

import org.jspecify.annotations.Nullable;

/// The work cannot be done, for a reason that a person has to remove. The job fails at once.
public final class JobFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final @Nullable String detail;

    /// @param problem key of the sentence that says why
    /// @param detail the sentence's argument `{detail}`, shown to the job's unit only; null where it has none
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
