package org.shuguan.server.job;

/// A kind of long work. A module registers it as a bean and starts jobs of it with [Jobs#start].
///
/// It needs the texts `job.kind.<name>`, the name of the kind, `job.title.<name>`, the title of a job with the
/// job's facts as arguments, and `job.measure.<measure>`.
public interface JobKind {
    /// Stable, because it is stored: `census`.
    String name();

    Lane lane();

    /// The unit of measure of [JobContext#done] and [JobContext#total]: `tables`.
    String measure();

    /// Number of consecutive errors that end the job. The pause before the next try grows with each error.
    default int tries() {
        return 3;
    }

    /// Does the work, until it is done or until [JobContext#stopping]. It is called again for the same job after
    /// an error or after the process died: the work stores its own position and continues from there.
    ///
    /// @throws JobFailed if it cannot be done and a retry would not help: the job fails
    /// @throws JobStopped if it stopped because of [JobContext#stopping]
    /// @throws Exception for any other error: the work is retried
    void run(JobContext job) throws Exception;

    /// Called in the transaction that ends the job, whether done, failed or cancelled.
    default void ended(Job job) {}

    /// Whether a failed job can be started again by a person.
    default boolean canRunAgain(Job failed) {
        return true;
    }
}
