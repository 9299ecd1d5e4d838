package org.shuguan.server.job;

/// Thrown by work that stopped because of [JobContext#stopping]. The job is cancelled, or continues at the next
/// start of the server, depending on the cause.
public final class JobStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JobStopped() {
        super("the job was told to stop");
    }
}
