package org.shuguan.server.job;

/// Thrown by work that stopped because of [JobContext#stopping]. The job is then cancelled, or continues at the next
/// start of the server, whichever was the reason.
public final class JobStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JobStopped() {
        super("the job was told to stop");
    }
}
