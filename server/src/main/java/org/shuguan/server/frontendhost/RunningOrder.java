package org.shuguan.server.frontendhost;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.agent.Order;
import org.shuguan.dataplane.agent.Wire;
import org.shuguan.dataplane.source.SourceUnreadable;

/// An order that a thread of this node waits for. What the front-end host sends is kept here until that thread takes
/// it: at most [#MOST_CHUNKS] chunks and one that waits for room, whose request is not answered meanwhile, so that the
/// host does not send more.
final class RunningOrder {
    /// Chunks that may wait.
    static final int MOST_CHUNKS = 4;
    /// How often it is begun, if the host's program restarts.
    static final int MOST_ATTEMPTS = 3;

    /// What the host has sent.
    sealed interface Item {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Rows(byte[] chunk) implements Item {}

    /// The host began again: what came before does not count.
    record Restarted() implements Item {}

    record Asked(Wire.Found found, CompletableFuture<Wire.Least> least) implements Item {}

    record Ended(Wire.End end) implements Item {}

    record Failed(SourceUnreadable.Reason reason, String detail) implements Item {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pending(byte[] chunk, CompletableFuture<Wire.Position> taken) {}

    private final Clock clock;
    private final Instant askedAt;
    private final Deque<Item> items = new ArrayDeque<>();
    private Order order;
    private boolean handed;
    private boolean complete;
    private int next;
    private int chunks;
    private long bytes;
    private @Nullable Pending pending;
    private @Nullable CompletableFuture<Wire.Least> question;
    private Instant progress;

    RunningOrder(Order order, Clock clock) {
        this.order = order;
        this.clock = clock;
        this.askedAt = clock.instant();
        this.progress = askedAt;
    }

    UUID id() {
        return order.id();
    }

    Instant askedAt() {
        return askedAt;
    }

    synchronized Order order() {
        return order;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized boolean isHanded() {
        return handed;
    }

    /// When it was handed to the host, or the host sent something of it.
    synchronized Instant progress() {
        return progress;
    }

    /// Whether the host still has to do something for it.
    synchronized boolean isOpen() {
        return !complete;
    }

    /// Gives it to the host.
    synchronized Order hand() {
        handed = true;
        progress = clock.instant();
        return order;
    }

    /// The host does not know of it any more, as after a restart of its program.
    synchronized void restart() {
        if (complete) {
            return;
        }
        if (order.attempt() >= MOST_ATTEMPTS) {
            fail(SourceUnreadable.Reason.HOST_RESTARTED, Integer.toString(order.attempt()));
            return;
        }
        order = order.again(order.attempt() + 1);
        handed = false;
        begin(new Restarted());
    }

    private void begin(Item first) {
        release();
        items.clear();
        chunks = 0;
        next = 0;
        question = null;
        items.add(first);
        notifyAll();
    }

    private void release() {
        if (pending != null) {
            pending.taken().completeExceptionally(HostRefused.orderOver());
            pending = null;
        }
        if (question != null && !question.isDone()) {
            question.completeExceptionally(HostRefused.orderOver());
        }
    }

    /// Ends it from this side.
    synchronized void fail(SourceUnreadable.Reason reason, String detail) {
        if (!complete) {
            complete = true;
            begin(new Failed(reason, detail));
        }
    }

    private void check(int attempt) {
        if (complete || attempt != order.attempt()) {
            throw HostRefused.orderOver();
        }
        progress = clock.instant();
    }

    /// Takes a chunk, at once or as soon as there is room. One that was taken before is not taken again.
    ///
    /// @throws HostRefused if it does not belong to the attempt, or chunks before it are missing
    synchronized CompletableFuture<Wire.Position> chunk(int attempt, int number, byte[] chunk) {
        check(attempt);
        if (number > next) {
            throw HostRefused.position(next);
        }
        if (number < next) {
            return CompletableFuture.completedFuture(new Wire.Position(next));
        }
        if (pending != null) {
            // Its request was cut off and is repeated.
            pending.taken().completeExceptionally(HostRefused.busy());
            pending = null;
        }
        CompletableFuture<Wire.Position> taken = new CompletableFuture<>();
        if (chunks < MOST_CHUNKS) {
            take(chunk, taken);
        } else {
            pending = new Pending(chunk, taken);
        }
        return taken;
    }

    private void take(byte[] chunk, CompletableFuture<Wire.Position> taken) {
        items.add(new Rows(chunk));
        chunks++;
        next++;
        bytes += chunk.length;
        progress = clock.instant();
        notifyAll();
        taken.complete(new Wire.Position(next));
    }

    /// The request of a chunk that waits is answered now; it is sent again.
    synchronized void releaseWaiting() {
        if (pending != null) {
            giveUp(pending.taken());
        }
    }

    /// The request of a chunk waits no longer; it is sent again.
    @SuppressWarnings("ReferenceEquality") // this very request, and not its repetition
    synchronized void giveUp(CompletableFuture<Wire.Position> taken) {
        if (pending != null && pending.taken() == taken) {
            pending = null;
        }
        taken.completeExceptionally(HostRefused.busy());
    }

    /// Passes the question for the least watermark on; a repeated question gets the same answer.
    synchronized CompletableFuture<Wire.Least> watermark(int attempt, Wire.Found found) {
        check(attempt);
        if (question == null) {
            question = new CompletableFuture<>();
            items.add(new Asked(found, question));
            notifyAll();
        }
        return question;
    }

    synchronized Wire.Position end(int attempt, Wire.End end) {
        check(attempt);
        if (end.chunks() != next) {
            throw HostRefused.position(next);
        }
        complete = true;
        items.add(new Ended(end));
        notifyAll();
        return new Wire.Position(next);
    }

    /// The next item; null if none comes within the time.
    ///
    /// @throws InterruptedException if the waiting thread shall stop
    synchronized @Nullable Item take(long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        for (long left = milliseconds; items.isEmpty() && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        Item item = items.poll();
        if (item instanceof Rows) {
            chunks--;
            if (pending != null) {
                Pending waiting = pending;
                pending = null;
                take(waiting.chunk(), waiting.taken());
            }
        }
        return item;
    }

    /// Nobody takes anything any more.
    synchronized void close() {
        complete = true;
        release();
        items.clear();
    }
}
