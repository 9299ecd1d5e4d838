package org.shuguan.server.job;

import java.util.UUID;

/// A job as its work sees it. What is told here is written about once a second, in a transaction of its own; it may be
/// called as often as the work likes, from any thread.
public interface JobContext {
    UUID id();

    String subject();

    /// How much there is to do in all.
    void total(long total);

    /// How much of it is done, counted from the job's beginning and not from this start.
    void done(long done);

    /// Whether the work shall stop: it was cancelled, the server ends, or another start of the job counts now.
    boolean stopping();

    /// @throws JobStopped where it shall stop
    default void orStop() {
        if (stopping()) {
            throw new JobStopped();
        }
    }
}
