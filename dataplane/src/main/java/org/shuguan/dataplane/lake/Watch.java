package org.shuguan.dataplane.lake;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.SourceUnreadable;

/// Watches a collection from a thread of its own: tells the progress, cancels when the listener says so, and ends the
/// reading of a source that delivers no row for too long.
final class Watch implements AutoCloseable {
    private static final long PAUSE_MILLIS = 100;

    private final Relation relation;
    private final CollectListener listener;
    private final Duration silence;
    private final long estimated;
    private final Thread thread;
    private volatile CollectListener.Step step = CollectListener.Step.READING;
    private volatile boolean ended;
    private volatile boolean cancelled;
    private volatile boolean stalled;

    Watch(Relation relation, CollectListener listener, Duration silence, long estimated) {
        this.relation = relation;
        this.listener = listener;
        this.silence = silence;
        this.estimated = estimated;
        this.thread = Thread.ofPlatform().name("collection-watch").daemon().start(this::watch);
    }

    private void watch() {
        long rows = -1;
        long since = System.nanoTime();
        while (!ended) {
            long now = relation.rowsSoFar();
            if (now != rows) {
                rows = now;
                since = System.nanoTime();
            }
            tell(now);
            stalled |= step == CollectListener.Step.READING && System.nanoTime() - since > silence.toNanos();
            cancelled |= asked();
            if (cancelled || stalled) {
                // A query that has not begun is not stopped: again and again until it has ended.
                relation.cancel();
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void tell(long rows) {
        try {
            listener.onProgress(step, rows, estimated);
        } catch (RuntimeException e) {
            // The progress is told again in a moment; the collection does not depend on it.
            return;
        }
    }

    private boolean asked() {
        try {
            return listener.cancelled();
        } catch (RuntimeException e) {
            // Asked again in a moment.
            return false;
        }
    }

    /// Says that all rows were received, or the reading has ended otherwise.
    void received() throws SourceUnreadable, LakeRefused {
        step = CollectListener.Step.WRITING;
        orStop();
    }

    void committing() throws SourceUnreadable, LakeRefused {
        orStop();
        step = CollectListener.Step.COMMITTING;
    }

    /// The removed keys whose rows must not come back.
    KeptOut keptOut() {
        return listener.keptOut();
    }

    /// @throws LakeRefused if the source was silent for too long
    /// @throws SourceUnreadable if the listener cancelled
    void orStop() throws SourceUnreadable, LakeRefused {
        if (stalled) {
            throw new LakeRefused(LakeRefused.Reason.STALLED, Long.toString(Math.max(1, silence.toMinutes())));
        }
        if (cancelled) {
            throw new SourceUnreadable(SourceUnreadable.Reason.CANCELLED, "cancelled", (@Nullable Throwable) null);
        }
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
