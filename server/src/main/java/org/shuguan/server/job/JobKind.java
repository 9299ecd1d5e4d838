package org.shuguan.server.job;

/// A kind of long work. A module that has one registers it as a bean and starts jobs of it with [Jobs#start].
///
/// Its texts are `job.kind.<name>`, what it is called, and `job.title.<name>`, the title of one job with the job's
/// facts
/// as arguments.
public interface JobKind {
    /// Stable, in words of the database: `census`.
    String name();

    Lane lane();

    /// What [JobContext#done] counts; its text is `job.measure.<measure>`.
    String measure();

    /// How often it is tried before a fault ends it. Between two tries there is a pause that grows.
    default int tries() {
        return 3;
    }

    /// Does the work, to its end or until [JobContext#stopping]. It may be called again for the same job, after a fault
    /// or because the process died: the work keeps its own position and goes on behind it.
    ///
    /// @throws JobFailed where it cannot be done and trying again would not help
    /// @throws Exception for a fault that may pass: it is tried again
    void run(JobContext job) throws Exception;

    /// What follows from the end, in the transaction that ends the job: done, failed or cancelled.
    default void ended(Job job) {}

    /// Whether a person may have a failed job run again.
    default boolean canRunAgain(Job failed) {
        return true;
    }
}
