package org.shuguan.server.exchange;

import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.client.MachineTokens.Machine;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.sharing.Grant;
import org.springframework.stereotype.Service;

/// The feed way: changes of granted rows in order, by pages that may wait for the next change, or as a stream. Neither
/// holds a thread while there is nothing new. Each page, and each part of a stream, is recorded before it leaves.
@Service
class FeedGateway {
    static final int MOST_CHANGES = 1000;
    static final int USUAL_CHANGES = 100;
    /// in seconds
    static final int LONGEST_WAIT = 30;
    /// The media type by which a stream is asked for.
    static final String EVENTS = "text/event-stream";

    static final int STREAMS_OF_A_GRANT = 4;
    private static final int STREAMS = 2000;
    private static final int READERS = 4;

    /// What is wanted.
    ///
    /// @param after the last number that the client has, 0 for all that are kept
    /// @param seconds to wait for the next change
    record Wanted(long after, int limit, int seconds) {}

    /// How a request is answered.
    sealed interface Answer {}

    /// The head to send, and then the stream to start.
    record Streaming(CallReplies.Head head, FeedStream stream) implements Answer {}

    /// A page, perhaps later, or why there is none.
    record Whole(CompletableFuture<Reply> reply) implements Answer {}

    private final Admission admission;
    private final Gateway gateway;
    private final Feeds feeds;
    private final FeedRecords records;
    private final FeedWatch watch;
    private final CallReplies replies;
    private final Semaphore all = new Semaphore(STREAMS);
    private final Map<UUID, Semaphore> ofGrants = new ConcurrentHashMap<>();
    private final ExecutorService readers;

    FeedGateway(
            Admission admission,
            Gateway gateway,
            Feeds feeds,
            FeedRecords records,
            FeedWatch watch,
            CallReplies replies) {
        this.admission = admission;
        this.gateway = gateway;
        this.feeds = feeds;
        this.records = records;
        this.watch = watch;
        this.replies = replies;
        var pool = new ThreadPoolExecutor(
                READERS,
                READERS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(2 * STREAMS),
                Thread.ofPlatform().name("exchange-feed-", 1).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        readers = pool;
    }

    /// Answers with a page, or with a stream if `Accept` asks for one.
    Answer answer(Request request, String resource) {
        boolean events = request.accept() != null
                && request.accept().toLowerCase(Locale.ROOT).contains(EVENTS);
        return events ? open(request, resource) : new Whole(page(request, resource));
    }

    /// Answers with a page, at once or when there is a change.
    private CompletableFuture<Reply> page(Request request, String resource) {
        Machine machine;
        try {
            machine = admission.machine(request);
        } catch (ExchangeRefused refused) {
            return CompletableFuture.completedFuture(replies.refusedUnrecorded(refused));
        }
        CallInProgress begun = new CallInProgress(request, machine, resource, Call.Action.FEED);
        return gateway.answered(
                begun,
                call -> {
                    Wanted wanted = admitted(call, new Asked(request), null);
                    List<FeedRecords.Change> found = records.after(grant(call).id(), wanted.after(), wanted.limit());
                    return found.isEmpty() && wanted.seconds() > 0 ? waited(call, wanted) : sent(call, wanted, found);
                },
                refused -> refused);
    }

    /// Admits the call, and checks that the feed has what it asks for.
    private Wanted admitted(CallInProgress call, Asked asked, @Nullable String lastEvent) {
        Grant grant = admission.grant(call.machine, call.resource, asked.grant());
        call.grant = grant;
        admission.admit(call, grant, Grant.Mode.FEED);
        Wanted wanted = asked.changes(lastEvent);
        call.filter = "after " + wanted.after();
        // Comparing versions takes as long as they are large, so only the first note is written for a request.
        FeedRecords.Feed feed = records.find(grant.id()).orElseGet(() -> feeds.build(grant));
        if (feed == null) {
            throw ExchangeRefused.noFeed();
        }
        if (wanted.after() > feed.lastNumber()) {
            throw ExchangeRefused.value("after", "0–" + feed.lastNumber());
        }
        if (wanted.after() > 0 && wanted.after() < feed.firstNumber() - 1) {
            throw ExchangeRefused.feedGone(feed.firstNumber());
        }
        return wanted;
    }

    private static Grant grant(CallInProgress call) {
        return Objects.requireNonNull(call.grant);
    }

    private CompletableFuture<Reply> waited(CallInProgress call, Wanted wanted) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        CompletableFuture<Void> change = new CompletableFuture<>();
        var waiter = new FeedWatch.Waiter() {
            @Override
            public UUID grant() {
                return FeedGateway.grant(call).id();
            }

            @Override
            public void look(long last) {
                if (last > wanted.after() || !stands(call)) {
                    change.complete(null);
                }
            }
        };
        watch.add(waiter);
        var _ = change.completeOnTimeout(null, wanted.seconds(), TimeUnit.SECONDS)
                .thenRunAsync(
                        () -> {
                            watch.remove(waiter);
                            var _ = gateway.answered(call, again -> afterWaiting(again, wanted), refused -> refused)
                                    .thenAccept(answer::complete);
                        },
                        readers)
                .exceptionally(full -> {
                    watch.remove(waiter);
                    answer.complete(replies.refusedUnrecorded(ExchangeRefused.busy()));
                    return null;
                });
        return answer;
    }

    private CompletableFuture<Reply> afterWaiting(CallInProgress call, Wanted wanted) {
        if (!stands(call)) {
            throw ExchangeRefused.noGrant();
        }
        return sent(call, wanted, records.after(grant(call).id(), wanted.after(), wanted.limit()));
    }

    boolean stands(CallInProgress call) {
        return admission.stands(grant(call).id(), grant(call).change());
    }

    private CompletableFuture<Reply> sent(CallInProgress call, Wanted wanted, List<FeedRecords.Change> found) {
        call.headers.put("content-type", "application/json");
        return replies.sent(call, 200, FeedText.page(found, wanted.after()), rows(found), "ok");
    }

    /// Number of rows, without the notes that all rows must be read.
    static int rows(List<FeedRecords.Change> changes) {
        return (int) changes.stream()
                .filter(change -> change.change() != FeedRecords.Kind.SNAPSHOT)
                .count();
    }

    /// Opens a stream.
    private Answer open(Request request, String resource) {
        Machine machine;
        try {
            machine = admission.machine(request);
        } catch (ExchangeRefused refused) {
            return new Whole(CompletableFuture.completedFuture(replies.refusedUnrecorded(refused)));
        }
        CallInProgress begun = new CallInProgress(request, machine, resource, Call.Action.FEED);
        return gateway.answered(
                begun,
                call -> {
                    Wanted wanted = admitted(call, new Asked(request), request.lastEvent());
                    Runnable release = slot(grant(call));
                    try {
                        call.headers.put("content-type", EVENTS);
                        call.headers.put("x-accel-buffering", "no");
                        CallReplies.Head head = replies.began(call, 200, 0, Hashes.sha256(new byte[0]));
                        return new Streaming(head, new FeedStream(this, call, wanted.after(), release));
                    } catch (RuntimeException | Error e) {
                        release.run();
                        throw e;
                    }
                },
                Whole::new);
    }

    private Runnable slot(Grant grant) {
        Semaphore own = ofGrants.computeIfAbsent(grant.id(), id -> new Semaphore(STREAMS_OF_A_GRANT));
        if (!own.tryAcquire()) {
            throw ExchangeRefused.streams(STREAMS_OF_A_GRANT);
        }
        if (!all.tryAcquire()) {
            own.release();
            throw ExchangeRefused.busy();
        }
        return () -> {
            own.release();
            all.release();
        };
    }

    // What a stream needs.

    List<FeedRecords.Change> next(CallInProgress call, long after) {
        return records.after(grant(call).id(), after, MOST_CHANGES);
    }

    CompletableFuture<Void> recorded(CallInProgress call, long after, List<FeedRecords.Change> changes, byte[] text) {
        return replies.part(call, UUID.randomUUID(), "call " + call.id + " after " + after, rows(changes), text);
    }

    void ended(CallInProgress call, long bytes) {
        replies.ended(call, 200, 0, true, bytes, Hashes.sha256(new byte[0]));
    }

    FeedWatch watch() {
        return watch;
    }

    /// Runs work that reads or records.
    ///
    /// @throws RejectedExecutionException if too much waits
    void run(Runnable work) {
        readers.execute(work);
    }

    @PreDestroy
    void close() {
        readers.shutdownNow();
    }
}
