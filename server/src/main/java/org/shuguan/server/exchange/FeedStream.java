package org.shuguan.server.exchange;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stream of changes to one client. At most one part is under way: the next is read when the client has taken it, so
/// that a slow client occupies neither memory nor a thread. It ends when its grant does not stand any more.
final class FeedStream implements FeedWatch.Waiter {
    private static final Logger LOG = LoggerFactory.getLogger(FeedStream.class);
    private static final long ALIVE_AFTER = TimeUnit.SECONDS.toNanos(15);
    /// A client that does not take a part within this is cut.
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    /// The client's connection.
    interface Output {
        /// Sends bytes without blocking.
        ///
        /// @param taken is called when the client has taken them
        void write(byte[] bytes, Runnable taken);

        /// Ends the answer.
        void end();
    }

    private enum State {
        WAITING,
        SENDING,
        ENDED
    }

    private final FeedGateway feed;
    private final CallInProgress call;
    private final Runnable release;
    private Output output = new Output() {
        @Override
        public void write(byte[] bytes, Runnable taken) {
            throw new IllegalStateException("the stream was not started");
        }

        @Override
        public void end() {
            // Nothing was begun.
        }
    };
    private State state = State.SENDING;
    private long after;
    private long bytes;
    private long since = System.nanoTime();

    FeedStream(FeedGateway feed, CallInProgress call, long after, Runnable release) {
        this.feed = feed;
        this.call = call;
        this.after = after;
        this.release = release;
    }

    /// Begins to send, after the head.
    void start(Output to) {
        synchronized (this) {
            output = to;
        }
        feed.watch().add(this);
        later(this::pump);
    }

    private void later(Runnable work) {
        try {
            feed.run(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.warn("a stream of grant {} ended", call.resource, e);
                    close();
                }
            });
        } catch (RejectedExecutionException full) {
            close();
        }
    }

    /// Sends what is new, or waits.
    private void pump() {
        long from = after();
        if (!feed.stands(call)) {
            close();
            return;
        }
        List<FeedRecords.Change> changes = feed.next(call, from);
        if (changes.isEmpty()) {
            synchronized (this) {
                state = state == State.ENDED ? State.ENDED : State.WAITING;
            }
            return;
        }
        byte[] text = FeedText.events(changes);
        long last = changes.getLast().number();
        var _ = feed.recorded(call, from, changes, text).whenComplete((written, failed) -> {
            if (failed != null) {
                LOG.error("a part of a stream was not recorded and is not sent", failed);
                close();
            } else {
                send(text, last);
            }
        });
    }

    private void send(byte[] text, long last) {
        Output to;
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            state = State.SENDING;
            since = System.nanoTime();
            to = output;
        }
        to.write(text, () -> {
            synchronized (this) {
                after = last;
                bytes += text.length;
                since = System.nanoTime();
            }
            later(this::pump);
        });
    }

    @Override
    public UUID grant() {
        return Objects.requireNonNull(call.grant).id();
    }

    private synchronized long after() {
        return after;
    }

    /// Begins to send what is new, keeps a quiet connection open, and ends what may not go on.
    @Override
    public void look(long last) {
        Output quiet = null;
        boolean news;
        boolean over;
        synchronized (this) {
            if (state == State.ENDED) {
                // It ended while it was started.
                feed.watch().remove(this);
                return;
            }
            long passed = System.nanoTime() - since;
            news = state == State.WAITING && last > after;
            over = state == State.SENDING && passed > PATIENCE;
            if (news) {
                state = State.SENDING;
                since = System.nanoTime();
            } else if (state == State.WAITING && passed > ALIVE_AFTER) {
                since = System.nanoTime();
                quiet = output;
            }
        }
        if (over || !feed.stands(call)) {
            close();
        } else if (news) {
            later(this::pump);
        } else if (quiet != null) {
            quiet.write(FeedText.ALIVE, () -> {});
        }
    }

    /// Ends the stream: the client has gone, or its grant does not stand any more.
    void close() {
        Output to;
        long sent;
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            state = State.ENDED;
            to = output;
            sent = bytes;
        }
        feed.watch().remove(this);
        release.run();
        to.end();
        try {
            feed.run(() -> feed.ended(call, sent));
        } catch (RejectedExecutionException full) {
            LOG.warn("the end of stream {} was not recorded", call.id);
        }
    }
}
