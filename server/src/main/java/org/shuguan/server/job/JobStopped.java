package org.shuguan.server.job;

/// The work stopped because it was told to. Whether the job is cancelled or goes on at the next start is decided by
/// whoever told it.
public final class JobStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JobStopped() {
        super("the job was told to stop");
    }
}
