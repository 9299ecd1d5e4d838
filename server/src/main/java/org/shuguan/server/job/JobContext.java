package org.shuguan.server.job;

import java.util.UUID;

/// A running job, through which the work reports its progress. Reports are stored about once a second, in their
/// own transaction, so they may be made as often as needed. Thread-safe.
public interface JobContext {
    UUID id();

    String subject();

    /// Reports how much there is to do.
    void total(long total);

    /// Reports how much is done, including what earlier starts of the job have done.
    void done(long done);

    /// Whether the work must stop: the job was cancelled or removed, the server is shutting down, or another node
    /// has taken the job over.
    boolean stopping();

    /// @throws JobStopped if [#stopping]
    default void orStop() {
        if (stopping()) {
            throw new JobStopped();
        }
    }
}
