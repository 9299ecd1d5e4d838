package org.shuguan.server.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.audit.AuditChain;
import org.shuguan.server.audit.AuditCheckpoints;
import org.shuguan.server.audit.CheckpointKeeper;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.Lane;
import org.shuguan.server.job.NewJob;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.DatabaseAddress;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes a backup of the running home, restores it beside it, starts its database and verifies what is in it. Whatever
/// happens, nothing of it stays but the report. After the death of its process it begins again.
@Component
class DrillJob implements JobKind {
    static final String NAME = "restore-drill";
    static final String PAGE = "/office/jobs/drills";
    private static final int PASSWORD_BYTES = 24;
    private static final int NAMED = 5;
    private static final int MB = 20;
    private static final int BETWEEN_LOOKS = 1000;

    private final ObjectProvider<Jobs> jobs;
    private final Drills drills;
    private final DrillPlace place;
    private final RestoredRecord record;
    private final CheckpointKeeper checkpoints;
    private final ObjectProvider<RestoreCheck> checks;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /// @param checks of modules that use jobs; asked for when it runs
    DrillJob(
            ObjectProvider<Jobs> jobs,
            Drills drills,
            DrillPlace place,
            RestoredRecord record,
            CheckpointKeeper checkpoints,
            ObjectProvider<RestoreCheck> checks,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jobs = jobs;
        this.drills = drills;
        this.place = place;
        this.record = record;
        this.checkpoints = checkpoints;
        this.checks = checks;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /// Starts a drill.
    ///
    /// @param by null if no person starts it
    /// @throws DrillRefused if one waits or runs
    UUID start(@Nullable Person by) {
        UUID id = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            NewJob job = new NewJob(
                    id, NAME, "home", null, Map.of("day", CityTime.today(clock).toString()), PAGE, by);
            if (!jobs.getObject().start(job)) {
                throw DrillRefused.underWay();
            }
            drills.add(id, by == null ? null : by.name(), clock.instant());
            events.publishEvent(DrillEvent.begun(id, by == null ? null : by.id(), clock.instant()));
        });
        return id;
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
        return "megabytes";
    }

    /// A drill that failed is told, not repeated: what it found is the result.
    @Override
    public int tries() {
        return 1;
    }

    @Override
    public boolean canRunAgain(Job failed) {
        return false;
    }

    @Override
    public void run(JobContext job) throws Exception {
        DatabaseAddress live = place.database().orElseThrow(() -> new JobFailed("backup.problem.own-database", null));
        prepare();
        boolean over = false;
        try {
            DrillPlace.Room room = place.room();
            drills.begin(job.id(), room.size(), clock.instant());
            if (!room.enough()) {
                throw new JobFailed("backup.problem.no-room", size(room.needed()) + " / " + size(room.free()));
            }
            // Copied once into the backup and once out of it.
            job.total(Math.max(1, (2 * room.size()) >> MB));
            drill(job, live, room.size());
            over = true;
        } finally {
            if (!over) {
                place.sweepOrTell();
            }
        }
        leaveNothing();
        job.done(Math.max(1, (2 * drills.find(job.id()).map(Drill::sizeBytes).orElse(0L)) >> MB));
    }

    private void drill(JobContext job, DatabaseAddress live, long size) {
        String password = password();
        List<AuditChain.Noted> noted = noted();
        Map<String, CountedPoint.Range> ranges = backup(job, live, password);
        long began = System.nanoTime();
        drills.phase(job.id(), Drill.Phase.RESTORE);
        HomeRestore.Done restored = restore(job, password, size);
        drills.restored(job.id(), restored.files(), since(began));
        job.orStop();
        drills.phase(job.id(), Drill.Phase.START);
        began = System.nanoTime();
        Home home = new Home(place.restored());
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, HomeBackup.SERVER)) {
            DatabaseAddress address = database.existingDatabase(DrillPlace.DATABASE)
                    .orElseThrow(() -> new JobFailed("backup.problem.no-database", null));
            drills.started(job.id(), since(began));
            job.orStop();
            verify(job, home, address, noted, ranges);
        } catch (UncheckedIOException e) {
            throw new JobFailed("backup.problem.start", e.getMessage());
        }
    }

    private Map<String, CountedPoint.Range> backup(JobContext job, DatabaseAddress live, String password) {
        long began = System.nanoTime();
        try (CountedPoint point = new CountedPoint(live, bytes -> {
            job.orStop();
            job.done(bytes >> MB);
        })) {
            place.backup().write(place.file(), password, point);
            drills.backedUp(job.id(), Files.size(place.file()), since(began));
            return point.ranges(job::orStop);
        } catch (IOException | SQLException e) {
            throw new JobFailed("backup.problem.backup", e.getMessage());
        }
    }

    private HomeRestore.Done restore(JobContext job, String password, long size) {
        try {
            HomeRestore.Done done = HomeRestore.read(place.file(), place.restored(), password, true, bytes -> {
                job.orStop();
                job.done((size + bytes) >> MB);
            });
            // Its space is free again before the database needs more.
            Files.delete(place.file());
            return done;
        } catch (IOException e) {
            throw new JobFailed("backup.problem.restore", e.getMessage());
        }
    }

    private void verify(
            JobContext job,
            Home home,
            DatabaseAddress address,
            List<AuditChain.Noted> noted,
            Map<String, CountedPoint.Range> ranges) {
        long began = System.nanoTime();
        Map<String, Long> found = new LinkedHashMap<>();
        drills.phase(job.id(), Drill.Phase.RECORD);
        found.putAll(record.verify(home, address, noted, entry -> {
            if (entry % BETWEEN_LOOKS == 0) {
                job.orStop();
            }
        }));
        drills.found(job.id(), found, since(began));
        drills.phase(job.id(), Drill.Phase.ROWS);
        found.putAll(rows(job, address, ranges));
        drills.found(job.id(), found, since(began));
        drills.phase(job.id(), Drill.Phase.FILES);
        RestoredHome restored = new RestoredHome(place.home().folder(), home.folder(), address);
        for (RestoreCheck check : checks.orderedStream().toList()) {
            job.orStop();
            found.putAll(check.verify(restored, job));
        }
        drills.found(job.id(), found, since(began));
    }

    private static Map<String, Long> rows(
            JobContext job, DatabaseAddress address, Map<String, CountedPoint.Range> ranges) {
        List<String> different = new ArrayList<>();
        long all = 0;
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            for (Map.Entry<String, CountedPoint.Range> table : ranges.entrySet()) {
                job.orStop();
                long rows = CountedPoint.count(connection, table.getKey());
                all += rows;
                if (!table.getValue().has(rows)) {
                    different.add(table.getKey() + " " + table.getValue() + " → " + rows);
                }
            }
        } catch (SQLException e) {
            throw new JobFailed("backup.problem.rows-unread", e.getMessage());
        }
        if (!different.isEmpty()) {
            String more = different.size() > NAMED ? " …" : "";
            throw new JobFailed(
                    "backup.problem.rows",
                    String.join("; ", different.stream().limit(NAMED).toList()) + more);
        }
        return Map.of("tables", (long) ranges.size(), "rows", all);
    }

    /// The checkpoints before the backup: the restored record must contain them.
    private List<AuditChain.Noted> noted() {
        try {
            AuditCheckpoints.Found found = checkpoints.read();
            return found.noted();
        } catch (IOException e) {
            throw new JobFailed("backup.problem.checkpoints", e.getMessage());
        }
    }

    private void prepare() {
        try {
            place.prepare();
        } catch (IOException | UncheckedIOException e) {
            throw new JobFailed("backup.problem.left", place + ": " + e.getMessage());
        }
    }

    private void leaveNothing() {
        try {
            place.sweep();
        } catch (IOException e) {
            throw new JobFailed("backup.problem.left", place + ": " + e.getMessage());
        }
    }

    @Override
    public void ended(Job job) {
        Drill.State state = switch (job.state()) {
            case DONE -> Drill.State.DONE;
            case CANCELLED -> Drill.State.CANCELLED;
            case FAILED -> Drill.State.FAILED;
            case QUEUED, RUNNING -> throw new IllegalStateException(job.id() + " has not ended");
        };
        drills.end(
                job.id(),
                state,
                state == Drill.State.FAILED ? Objects.requireNonNull(job.problem()) : null,
                state == Drill.State.FAILED ? job.problemDetail() : null,
                clock.instant());
        if (state != Drill.State.CANCELLED) {
            events.publishEvent(DrillEvent.ended(
                    job.id(),
                    state == Drill.State.DONE,
                    CityTime.day(job.createdAt()).toString(),
                    clock.instant()));
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static String password() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /// A size that needs no translation.
    static String size(long bytes) {
        double gib = bytes / (double) (1L << 30);
        return String.format(Locale.ROOT, gib < 1 ? "%.2f GiB" : "%.1f GiB", gib);
    }
}
