package org.shuguan.dataplane.lake;

/// Watches a collection and can stop it. Called by several threads.
public interface CollectListener {
    /// What is being done.
    enum Step {
        /// rows are received from the source
        READING,
        /// rows are converted and written
        WRITING,
        /// the version is committed
        COMMITTING
    }

    /// @param rows number of rows received so far
    /// @param estimated number of rows by the source's statistics, -1 if unknown
    default void onProgress(Step step, long rows, long estimated) {}

    /// Whether to stop.
    default boolean cancelled() {
        return false;
    }

    /// The removed keys whose rows must not come back. Asked once, when no removal can begin any more before the
    /// commit.
    default KeptOut keptOut() {
        return KeptOut.NONE;
    }
}
