package org.shuguan.server.exchange;

import java.io.IOException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.ConsumerReader;
import org.shuguan.dataplane.serve.LakeServed;
import org.shuguan.dataplane.serve.ReadRefused;
import org.shuguan.dataplane.serve.RowFile;
import org.shuguan.dataplane.serve.RowSink;
import org.shuguan.dataplane.serve.RowsUnwritable;
import org.shuguan.dataplane.serve.ServedTable;
import org.shuguan.dataplane.serve.SourceAway;
import org.shuguan.dataplane.serve.TableLoad;
import org.shuguan.dataplane.serve.TargetRefused;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.Lane;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.shuguan.server.sharing.Grant;
import org.springframework.stereotype.Component;

/// Puts the rows of a grant into a table of its consumer, in one transaction there, or into a folder as one file. The
/// call is durable in the record before that transaction is committed or the file gets its name. A delivery that was
/// killed is found again by the line in the consumer's ledger, or by the hash of the file: it is either made once more
/// from the beginning, or it was committed and is only noted.
@Component
class TableJob implements JobKind {
    static final String NAME = "exchange-table";

    private final TargetRecords records;
    private final Deliveries deliveries;
    private final TableTargets targets;
    private final DropFolders folders;
    private final Admission admission;
    private final Served served;
    private final CallReplies replies;
    private final Setting<Integer> megabytes;
    private final Clock clock;

    TableJob(
            TargetRecords records,
            Deliveries deliveries,
            TableTargets targets,
            DropFolders folders,
            Admission admission,
            Served served,
            CallReplies replies,
            Settings settings,
            Clock clock) {
        this.records = records;
        this.deliveries = deliveries;
        this.targets = targets;
        this.folders = folders;
        this.admission = admission;
        this.served = served;
        this.replies = replies;
        this.megabytes = settings.number("exchange.file-megabytes");
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

    @Override
    public boolean canRunAgain(Job failed) {
        return false;
    }

    @Override
    public void run(JobContext job) throws Exception {
        TargetRecords.Delivery delivery = deliveries.waiting(job.id()).orElse(null);
        if (delivery == null) {
            return;
        }
        try {
            TableTarget target = deliveries.target(delivery);
            Grant grant = deliveries.grant(delivery);
            if (target.kind() == TableTarget.Kind.FOLDER) {
                drop(delivery, target, grant, job);
            } else {
                deliver(delivery, target, grant, job);
            }
        } catch (ReadRefused refused) {
            throw deliveries.failed(delivery, ExchangeRefused.read(refused));
        } catch (RowsUnwritable unwritable) {
            throw deliveries.failed(delivery, ExchangeRefused.unwritable(unwritable));
        } catch (TargetRefused refused) {
            throw mayPass(refused) ? refused : deliveries.failed(delivery, ExchangeRefused.target(refused));
        } catch (SourceUnreadable unreadable) {
            throw deliveries.failed(delivery, ExchangeRefused.targetMoved());
        } catch (ExchangeRefused refused) {
            throw deliveries.failed(delivery, refused);
        }
    }

    /// Such failures are tried again by the job's own pauses.
    private static boolean mayPass(TargetRefused refused) {
        return refused.reason() == TargetRefused.Reason.AWAY || refused.reason() == TargetRefused.Reason.LOCKED;
    }

    private void deliver(TargetRecords.Delivery delivery, TableTarget target, Grant grant, JobContext job)
            throws ReadRefused, SourceAway, SourceUnreadable {
        Source.Database database = targets.opened(target);
        CallInProgress call = Deliveries.call(delivery, target, grant, database.host());
        try (TableLoad load = TableLoad.open(
                new TableLoad.Target(
                        database,
                        target.path(),
                        TableLoad.Manner.valueOf(target.manner().name()),
                        Boolean.TRUE.equals(target.made())),
                delivery.id().toString(),
                grant.number(),
                rows -> {
                    job.orStop();
                    deliveries.mustStand(grant);
                    job.done(rows);
                })) {
            Optional<TableLoad.Outcome> earlier = load.earlier();
            if (earlier.isPresent()) {
                // It was committed, but the process ended before that could be noted.
                ended(delivery, call, earlier.get().rows());
                return;
            }
            if (delivery.call() != null) {
                // It was recorded, but the process ended before the commit.
                deliveries.nothingLeft(call, delivery.call());
            }
            admission.admit(call, grant, Grant.Mode.TABLE);
            Long version = read(delivery, grant, load);
            TableLoad.Outcome done = load.put();
            job.orStop();
            deliveries.mustStand(grant);
            byte[] digest = load.digest();
            records.committing(delivery.id(), call.id, version, done, load.bytes(), digest);
            replies.began(call, 200, load.bytes(), digest);
            commit(load, call, digest);
            replies.ended(call, 200, Deliveries.counted(done.rows()), true, load.bytes(), digest);
            records.done(delivery.id(), clock.instant());
        }
    }

    /// Gives all rows of the grant to a sink.
    ///
    /// @return the version of the collected copy that was read, null for a live read
    private @Nullable Long read(TargetRecords.Delivery delivery, Grant grant, RowSink sink)
            throws ReadRefused, SourceAway {
        ServedTable table =
                delivery.version() == null ? served.whole(grant, null) : served.collected(grant, delivery.version());
        ConsumerReader.snapshot(table, served.granted(grant), sink);
        return table instanceof LakeServed lake ? Long.valueOf(lake.id()) : null;
    }

    private void commit(TableLoad load, CallInProgress call, byte[] digest) {
        try {
            load.commit();
        } catch (TargetRefused uncertain) {
            replies.ended(call, 200, 0, false, 0, digest);
            throw uncertain;
        }
    }

    private void drop(TargetRecords.Delivery delivery, TableTarget target, Grant grant, JobContext job)
            throws ReadRefused, SourceAway, IOException {
        DroppedFile file = folders.file(grant, target);
        CallInProgress call = Deliveries.call(delivery, target, grant, DropFolders.HERE);
        file.clean();
        if (delivery.call() != null) {
            if (file.isThere(String.valueOf(delivery.digest()))) {
                // It got its name, but the process ended before that could be noted.
                file.describe();
                ended(delivery, call, Objects.requireNonNull(delivery.rowCount()));
                return;
            }
            deliveries.nothingLeft(call, delivery.call());
        }
        admission.admit(call, grant, Grant.Mode.TABLE);
        TableTarget.Format format = Objects.requireNonNull(target.format());
        try {
            Long version;
            long rows;
            try (RowFile out = RowFile.create(
                    file.part(), format.file(), format.encoding(), (long) megabytes.today() << 20, done -> {
                        job.orStop();
                        deliveries.mustStand(grant);
                        job.done(done);
                    })) {
                version = read(delivery, grant, out);
                rows = out.rows();
            }
            folders.mustFit(target, file);
            String hash = file.force();
            job.orStop();
            deliveries.mustStand(grant);
            byte[] digest = HexFormat.of().parseHex(hash);
            long bytes = file.bytes();
            records.committing(delivery.id(), call.id, version, rows, bytes, digest);
            replies.began(call, 200, bytes, digest);
            file.publish();
            replies.ended(call, 200, Deliveries.counted(rows), true, bytes, digest);
            records.done(delivery.id(), clock.instant());
        } finally {
            file.clean();
        }
    }

    private void ended(TargetRecords.Delivery delivery, CallInProgress begun, long rows) {
        replies.ended(
                begun.as(Objects.requireNonNull(delivery.call())),
                200,
                Deliveries.counted(rows),
                true,
                Objects.requireNonNull(delivery.bytes()),
                HexFormat.of().parseHex(Objects.requireNonNull(delivery.digest())));
        records.done(delivery.id(), clock.instant());
    }

    @Override
    public void ended(Job job) {
        deliveries.ended(job);
    }
}
