package org.shuguan.server.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.shuguan.dataplane.serve.ConsumerReader;
import org.shuguan.dataplane.serve.ItemMask;
import org.shuguan.dataplane.serve.LakeServed;
import org.shuguan.dataplane.serve.ReadRefused;
import org.shuguan.dataplane.serve.RowFile;
import org.shuguan.dataplane.serve.RowsUnwritable;
import org.shuguan.dataplane.serve.ServedTable;
import org.shuguan.dataplane.serve.SourceAway;
import org.shuguan.server.exchange.TargetRecords.Batch;
import org.shuguan.server.exchange.TargetRecords.Delivery;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.Lane;
import org.shuguan.server.platform.AfterCommit;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.Grants;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends the rows of a grant to an entry of another node. They are read once, kept as they were read, and sent in
/// parts whose keys are the delivery's id and the part's number: a delivery that was killed or cut goes on with the
/// first part of which there is no receipt, and what the other node has taken already, it does not take twice. The
/// call is durable in the record before the first part leaves. The delivery is done when all receipts say that the
/// rows are collected.
@Component
class NodeJob implements JobKind {
    static final String NAME = "exchange-node";

    private static final int TRIES = 12;
    private static final int TIMES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration FIRST_LOOK = Duration.ofMillis(200);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);
    private static final Duration COLLECTING = Duration.ofMinutes(5);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final TargetRecords records;
    private final Deliveries deliveries;
    private final TableTargets targets;
    private final NodeSpool spool;
    private final Grants grants;
    private final Admission admission;
    private final Served served;
    private final CallReplies replies;
    private final Setting<Integer> megabytes;
    private final TransactionTemplate transaction;
    private final Clock clock;

    NodeJob(
            TargetRecords records,
            Deliveries deliveries,
            TableTargets targets,
            NodeSpool spool,
            Grants grants,
            Admission admission,
            Served served,
            CallReplies replies,
            Settings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.records = records;
        this.deliveries = deliveries;
        this.targets = targets;
        this.spool = spool;
        this.grants = grants;
        this.admission = admission;
        this.served = served;
        this.replies = replies;
        this.megabytes = settings.number("exchange.file-megabytes");
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Lane lane() {
        return Lane.LONG;
    }

    @Override
    public String measure() {
        return "rows";
    }

    /// A node that is away is waited for about an hour and a half.
    @Override
    public int tries() {
        return TRIES;
    }

    @Override
    public boolean canRunAgain(Job failed) {
        return false;
    }

    @Override
    public void run(JobContext job) throws Exception {
        Delivery delivery = deliveries.waiting(job.id()).orElse(null);
        if (delivery == null) {
            return;
        }
        try {
            TableTarget target = deliveries.target(delivery);
            Grant grant = deliveries.grant(delivery);
            deliver(delivery, target, grant, job);
        } catch (ReadRefused refused) {
            throw failed(delivery, ExchangeRefused.read(refused));
        } catch (RowsUnwritable unwritable) {
            throw failed(delivery, ExchangeRefused.unwritable(unwritable));
        } catch (ExchangeRefused refused) {
            throw failed(delivery, refused);
        }
    }

    private void deliver(Delivery begun, TableTarget target, Grant grant, JobContext job)
            throws ReadRefused, SourceAway, IOException, NodeLine.Away {
        NodeLine line = targets.line(target);
        CallInProgress call = Deliveries.call(begun, target, grant, TableTargets.host(target));
        Delivery delivery = begun;
        if (begun.batches() == null) {
            if (begun.call() != null) {
                // It was recorded, but the process ended before the first part left.
                deliveries.nothingLeft(call, begun.call());
            }
            delivery = read(begun, target, grant, line, call, job);
        } else if (!spool.holds(begun.id(), String.valueOf(begun.digest()))) {
            throw ExchangeRefused.nodeSpool();
        }
        long rows = Objects.requireNonNull(delivery.rowCount());
        job.total(rows);
        send(delivery, target, grant, line, job);
        long quarantined = collected(delivery, line, job);
        replies.ended(
                call.as(Objects.requireNonNull(delivery.call())),
                200,
                Deliveries.counted(rows),
                true,
                Objects.requireNonNull(delivery.bytes()),
                HexFormat.of().parseHex(Objects.requireNonNull(delivery.digest())));
        records.done(delivery.id(), quarantined, clock.instant());
        spool.remove(delivery.id());
    }

    /// Reads the rows, and records that they will leave.
    private Delivery read(
            Delivery delivery, TableTarget target, Grant grant, NodeLine line, CallInProgress call, JobContext job)
            throws ReadRefused, SourceAway, IOException, NodeLine.Away {
        NodeLine.Resource entry = patiently(job, () -> line.resource(target.path()));
        Map<String, String> names = names(grant, entry, target.path());
        admission.admit(call, grant, Grant.Mode.TABLE);
        Long version;
        long rows;
        try (RowFile out =
                RowFile.lines(spool.unfinished(delivery.id()), names, (long) megabytes.today() << 20, done -> {
                    job.orStop();
                    deliveries.mustStand(grant);
                })) {
            ServedTable table = delivery.version() == null
                    ? served.whole(grant, null)
                    : served.collected(grant, delivery.version());
            ConsumerReader.snapshot(table, served.granted(grant), out);
            version = table instanceof LakeServed lake ? Long.valueOf(lake.id()) : null;
            rows = out.rows();
        }
        byte[] digest = HexFormat.of().parseHex(spool.finished(delivery.id()));
        List<Batch> batches = spool.batches(delivery.id());
        long bytes = spool.bytes(delivery.id());
        job.orStop();
        deliveries.mustStand(grant);
        records.committing(delivery.id(), call.id, version, rows, bytes, digest);
        replies.began(call, 200, bytes, digest);
        transaction.executeWithoutResult(status -> records.spooled(delivery.id(), batches));
        return waiting(delivery.id());
    }

    /// The delivery as it is now.
    private Delivery waiting(UUID id) {
        return deliveries.waiting(id).orElseThrow(ExchangeRefused::nodeSpool);
    }

    private void send(Delivery delivery, TableTarget target, Grant grant, NodeLine line, JobContext job)
            throws IOException, NodeLine.Away {
        long sent = records.sent(delivery.id()).rows();
        job.done(sent);
        for (Batch batch : records.batches(delivery.id())) {
            if (batch.receipt() != null) {
                continue;
            }
            job.orStop();
            deliveries.mustStand(grant);
            waiting(delivery.id());
            byte[] body = spool.body(batch);
            String key = delivery.id() + "-" + batch.number();
            NodeLine.Receipt receipt = patiently(job, () -> line.send(target.path(), key, body));
            records.taken(delivery.id(), batch.number(), receipt.batch());
            sent += batch.rowCount();
            job.done(sent);
        }
    }

    /// Waits until the other node has collected what it took.
    ///
    /// @return rows of these collections that it has put into quarantine
    private long collected(Delivery delivery, NodeLine line, JobContext job) throws NodeLine.Away {
        Map<String, Long> quarantined = new HashMap<>();
        Duration pause = FIRST_LOOK;
        long end = System.nanoTime() + COLLECTING.toNanos();
        for (Batch batch : records.batches(delivery.id())) {
            UUID id = Objects.requireNonNull(batch.receipt());
            NodeLine.Receipt receipt = patiently(job, () -> line.receipt(id));
            while (!receipt.state().equals("collected")) {
                if (receipt.state().equals("failed")) {
                    throw ExchangeRefused.nodeFailed(String.valueOf(receipt.problem()));
                }
                if (System.nanoTime() > end) {
                    throw new NodeLine.Away("the rows are not collected yet", null);
                }
                pause(job, pause);
                pause = shorter(pause.multipliedBy(2), LONGEST_LOOK);
                receipt = patiently(job, () -> line.receipt(id));
            }
            quarantined.put(String.valueOf(receipt.collection()), receipt.quarantined());
        }
        return quarantined.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The other node's name of each granted item.
    ///
    /// @throws ExchangeRefused if it has no column for one, or the grant does not give its key
    static Map<String, String> names(Grant grant, NodeLine.Resource entry, String code) {
        if (!entry.accepts()) {
            throw ExchangeRefused.nodeClosed(code);
        }
        Map<String, String> names = new LinkedHashMap<>();
        List<String> lacking = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Set<String> whole = new HashSet<>();
        for (Grant.Item item : grant.items()) {
            if (item.mask().kind() == ItemMask.Kind.DROP) {
                continue;
            }
            Optional<String> column = column(item, entry).filter(taken::add);
            column.ifPresentOrElse(name -> names.put(item.code(), name), () -> lacking.add(item.code()));
            if (item.mask().kind() == ItemMask.Kind.CLEAR || item.mask().kind() == ItemMask.Kind.PSEUDONYM) {
                column.ifPresent(whole::add);
            }
        }
        if (!lacking.isEmpty()) {
            throw ExchangeRefused.nodeColumns(code, String.join(", ", lacking));
        }
        List<String> missing =
                entry.key().stream().filter(column -> !whole.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw ExchangeRefused.nodeKey(code, String.join(", ", missing));
        }
        return names;
    }

    /// By the column's name, else by its title.
    private static Optional<String> column(Grant.Item item, NodeLine.Resource entry) {
        List<Predicate<NodeLine.Column>> ways = List.of(
                column -> column.name().equals(item.code()),
                column -> column.name().equalsIgnoreCase(item.code()),
                column -> column.title().equals(item.code()),
                column -> column.title().equals(item.name()));
        return ways.stream()
                .flatMap(way -> entry.columns().stream().filter(way).limit(1))
                .map(NodeLine.Column::name)
                .findFirst();
    }

    private interface Asking<T> {
        T ask() throws NodeLine.Away;
    }

    /// Asks a few times, with the pauses that the node asks for, or growing ones. What still fails then waits for the
    /// next start of the job.
    private static <T> T patiently(JobContext job, Asking<T> asking) throws NodeLine.Away {
        Duration pause = FIRST_PAUSE;
        for (int times = 1; ; times++) {
            try {
                return asking.ask();
            } catch (NodeLine.Away away) {
                Duration asked = away.pause();
                boolean last = times == TIMES;
                if (asked != null || !last) {
                    pause(job, asked == null ? pause : shorter(asked, LONGEST_PAUSE));
                }
                if (last) {
                    throw away;
                }
                pause = pause.multipliedBy(2);
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Waits, and ends at once if the job must stop.
    private static void pause(JobContext job, Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
            job.orStop();
            LockSupport.parkNanos(Math.min(left, GLANCE.toNanos()));
        }
        job.orStop();
    }

    private JobFailed failed(Delivery delivery, ExchangeRefused refused) {
        JobFailed failed = deliveries.failed(delivery, refused);
        over(delivery.id());
        return failed;
    }

    /// Records what of a failed delivery has left, and deletes its rows.
    private void over(UUID id) {
        Delivery delivery = records.delivery(id).orElse(null);
        TableTarget target =
                delivery == null ? null : records.find(delivery.target()).orElse(null);
        Grant grant =
                delivery == null ? null : grants.find(delivery.dataGrant()).orElse(null);
        UUID call = delivery == null ? null : delivery.call();
        if (delivery != null && target != null && grant != null && call != null && delivery.batches() != null) {
            List<Batch> taken = records.batches(id).stream()
                    .filter(batch -> batch.receipt() != null)
                    .toList();
            long bytes = taken.stream().mapToLong(Batch::byteCount).sum();
            replies.ended(
                    Deliveries.call(delivery, target, grant, TableTargets.host(target))
                            .as(call),
                    200,
                    Deliveries.counted(taken.stream().mapToLong(Batch::rowCount).sum()),
                    false,
                    bytes,
                    digest(id, bytes));
        }
        spool.remove(id);
    }

    private byte[] digest(UUID delivery, long bytes) {
        try {
            return spool.digest(delivery, bytes);
        } catch (NoSuchFileException gone) {
            return Hashes.sha256(new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void ended(Job job) {
        boolean open = job.state() != Job.State.DONE && records.waits(job.id());
        deliveries.ended(job);
        if (open) {
            AfterCommit.run(() -> over(job.id()));
        }
    }
}
