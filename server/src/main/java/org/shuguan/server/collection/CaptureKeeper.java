package org.shuguan.server.collection;

import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.capture.Capture;
import org.shuguan.dataplane.capture.CaptureFailed;
import org.shuguan.dataplane.capture.CapturedTable;
import org.shuguan.dataplane.capture.Lag;
import org.shuguan.dataplane.capture.Position;
import org.shuguan.dataplane.capture.Prerequisite;
import org.shuguan.dataplane.capture.SourceLog;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps the captures of this node alive. A capture belongs to the node whose connection holds its lock in the
/// database; the same connection writes its rows, so that a node that has lost the lock cannot write any more. Nothing
/// of a capture stays at a source that does not run: no reader, no log that is kept for it.
@Component
class CaptureKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureKeeper.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration AFTER_VAIN_COPY = Duration.ofHours(1);
    /// A reader of the old copy may have begun before the new one was served.
    private static final Duration OLD_COPY = Duration.ofMinutes(10);
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

    /// A capture of this node.
    ///
    /// @param source address of the source, by which its log is given free if the source is removed here
    /// @param keptOut which removals were in force when it began
    private record Running(
            Capture capture,
            SourceLog log,
            UUID source,
            long sourceVersion,
            String path,
            CapturedTable table,
            String keptOut) {}

    private final Captures captures;
    private final CopyChanges changes;
    private final Plans plans;
    private final Collecting collecting;
    private final DriftStops stops;
    private final Removals removals;
    private final RemovalKeys removed;
    private final ObjectProvider<Removing> removing;
    private final OwnDatabase own;
    private final Census census;
    private final Setting<Integer> most;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Duration beat;
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> watched = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> swept = new ConcurrentHashMap<>();
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("captures").factory());
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    CaptureKeeper(
            Captures captures,
            CopyChanges changes,
            Plans plans,
            Collecting collecting,
            DriftStops stops,
            Removals removals,
            RemovalKeys removed,
            ObjectProvider<Removing> removing,
            OwnDatabase own,
            Census census,
            Settings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock,
            @Value("${shuguan.capture.beat:2s}") Duration beat) {
        this.captures = captures;
        this.changes = changes;
        this.plans = plans;
        this.collecting = collecting;
        this.stops = stops;
        this.removals = removals;
        this.removed = removed;
        this.removing = removing;
        this.own = own;
        this.census = census;
        this.most = settings.number("collection.capture-lag");
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
        this.beat = beat;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        var _ = timer.scheduleWithFixedDelay(this::tendAll, 0, beat.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tendAll() {
        try {
            for (UUID plan : captures.tended()) {
                if (busy.add(plan)) {
                    work.execute(() -> {
                        try {
                            tend(plan);
                        } catch (RuntimeException e) {
                            LOG.warn("the capture of plan {} could not be tended and is tried again", plan, e);
                        } finally {
                            busy.remove(plan);
                        }
                    });
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("captures could not be tended and are tried again", e);
        }
    }

    private void tend(UUID id) {
        Plan plan = plans.find(id).orElse(null);
        if (plan == null || closed) {
            return;
        }
        if (removals.wantsCopies(id)) {
            // It goes on when the rows are removed, and keeps them out.
            stop(id);
            return;
        }
        tellOfRemoved(plan);
        if (plan.mode() != CollectionWay.Mode.CAPTURE) {
            captures.find(id).ifPresent(capture -> end(plan, capture));
        } else if (plan.state() != Plan.State.ACTIVE) {
            captures.find(id)
                    .filter(capture -> capture.state() != CaptureRecord.State.OFF)
                    .ifPresent(capture -> rest(plan, capture));
        } else {
            follow(plan, captures.find(id).orElseGet(() -> captures.add(id)));
        }
    }

    private void follow(Plan plan, CaptureRecord capture) {
        Running here = running.get(plan.id());
        Instant now = clock.instant();
        if (here != null && here.capture().isOver()) {
            running.remove(plan.id());
            CaptureFailed failure = here.capture().failure();
            if (failure != null) {
                failed(plan, capture, failure);
            }
        } else if (here != null) {
            if (!isAsWanted(plan, here)) {
                stop(plan.id());
                leave(plan, capture, here);
            } else if (now.isAfter(watched.getOrDefault(plan.id(), Instant.MIN))) {
                watched.put(plan.id(), now.plus(beat.multipliedBy(5)));
                watch(plan, here);
            }
        } else if (capture.nextTryAt() == null || !capture.nextTryAt().isAfter(now)) {
            start(plan);
        }
    }

    /// Tells of removed keys whose rows the source has sent again.
    private void tellOfRemoved(Plan plan) {
        Running here = running.get(plan.id());
        Set<String> cameBack = here == null ? Set.of() : here.capture().cameBack();
        if (!cameBack.isEmpty()) {
            removing.getObject().cameBack(plan, null, cameBack, cameBack.size());
        }
    }

    private boolean isAsWanted(Plan plan, Running here) {
        Set<String> columns =
                here.table().columns().stream().map(CapturedTable.Column::name).collect(Collectors.toSet());
        SourceRecord source = census.source(plan.source()).orElse(null);
        return source != null
                && source.id().equals(here.source())
                && source.version() == here.sourceVersion()
                && plan.path().equals(here.path())
                && here.keptOut().equals(removals.keptOutMark(plan.id()))
                && wanted(plan).stream().allMatch(columns::contains);
    }

    /// The plan is at another table now: the old one's source keeps nothing for us.
    private void leave(Plan plan, CaptureRecord capture, Running here) {
        if (plan.source().equals(here.source()) && plan.path().equals(here.path())) {
            return;
        }
        try {
            here.log().drop(capture.name());
        } catch (CaptureFailed e) {
            LOG.warn("the former source of {} still keeps log for {}", plan.path(), capture.name(), e);
        }
    }

    private static String origin(Plan plan, SourceRecord source) {
        // The places of a binlog are those of one server, which only its address names.
        return source.id() + " " + plan.path()
                + (source.kind() == SourceRecord.Kind.MYSQL ? " " + source.version() : "");
    }

    private Set<String> wanted(Plan plan) {
        return collecting
                .published(plan.entry())
                .map(Version::content)
                .map(CaptureKeeper::columns)
                .orElse(Set.of());
    }

    /// The columns that are captured: those of the items that are collected.
    static Set<String> columns(Content content) {
        Set<String> columns = new HashSet<>();
        for (Content.Item item : content.items()) {
            if (item.physicalName() != null && !"G".equals(item.type())) {
                columns.add(item.physicalName());
            }
        }
        return columns;
    }

    private void start(Plan plan) {
        Connection connection = locked(plan.id());
        if (connection == null) {
            return;
        }
        boolean kept = false;
        try {
            kept = started(plan, captures.find(plan.id()).orElseThrow(), connection);
        } catch (CaptureFailed failure) {
            failed(plan, captures.find(plan.id()).orElseThrow(), failure);
        } catch (SourceUnreadable unreadable) {
            troubled(
                    plan.id(),
                    captures.find(plan.id()).orElseThrow(),
                    "census.reason." + unreadable.reason().name(),
                    unreadable.detail());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            if (!kept) {
                close(connection);
            }
        }
    }

    private boolean started(Plan plan, CaptureRecord capture, Connection connection)
            throws CaptureFailed, SourceUnreadable, SQLException {
        Version version = collecting.published(plan.entry()).orElse(null);
        SourceRecord record = census.source(plan.source()).orElse(null);
        if (version == null || record == null) {
            troubled(
                    plan.id(),
                    capture,
                    version == null ? "collection.problem.not-published" : "collection.problem.source-removed",
                    plan.sourceName());
            return false;
        }
        Source source = census.opened(record);
        if (!(source instanceof Source.Database database) || !SourceLog.supports(source)) {
            throw new CaptureFailed(
                    CaptureFailed.Reason.NOT_READY, record.kind().word(), null);
        }
        SourceLog log = SourceLog.of(source);
        Set<String> wanted = columns(version.content());
        SourceLog.Checked checked = log.check(plan.path(), wanted, capture.name());
        CapturedTable now = checked.table();
        if (now == null || !checked.ready()) {
            throw new CaptureFailed(
                    CaptureFailed.Reason.NOT_READY,
                    checked.prerequisites().stream()
                            .filter(one -> one.needed() && !one.met())
                            .map(Prerequisite::code)
                            .collect(Collectors.joining(", ")),
                    null);
        }
        refuseDrift(capture, version, wanted, now);
        Position position = origin(plan, record).equals(capture.origin()) ? resumable(plan, capture, log, now) : null;
        int generation = position == null ? capture.generation() + 1 : capture.generation();
        String copy = copy(plan, generation);
        if (position == null) {
            own.define(CopyChanges.drop(copy) + "; " + Capture.create(now, copy));
            captures.begin(plan.id(), generation, now, origin(plan, record), version.number());
            log.prepare(now, capture.name());
        } else {
            captures.state(plan.id(), CaptureRecord.State.FOLLOWING);
        }
        String mark = removals.keptOutMark(plan.id());
        Capture started = Capture.start(
                new Capture.What(database, now, capture.name(), copy, position, removed.keptOut(plan.id())),
                new CapturePlace(plan.id(), () -> events.publishEvent(new CopyChanged(plan.entry()))),
                connection,
                Capture.Rhythm.every(beat.multipliedBy(5)),
                over -> {});
        running.put(plan.id(), new Running(started, log, record.id(), record.version(), plan.path(), now, mark));
        LOG.info("the capture {} of {} {}", capture.name(), plan.path(), position == null ? "copies" : "goes on");
        return true;
    }

    /// A column that is gone, or that has another type while the catalog is the same, is for a person.
    private void refuseDrift(CaptureRecord capture, Version version, Set<String> wanted, CapturedTable now)
            throws CaptureFailed {
        if (capture.captured() != null && capture.entryVersion() == version.number()) {
            List<String> differences = captures.table(capture).differences(now);
            if (!differences.isEmpty()) {
                throw new CaptureFailed(CaptureFailed.Reason.DRIFT, String.join("; ", differences), null);
            }
        }
        Set<String> gone = new HashSet<>(wanted);
        now.columns().forEach(column -> gone.remove(column.name()));
        if (!gone.isEmpty()) {
            throw new CaptureFailed(CaptureFailed.Reason.DRIFT, "− " + String.join("; − ", gone), null);
        }
    }

    /// Where the capture goes on; null if it begins with a new copy.
    private @Nullable Position resumable(Plan plan, CaptureRecord capture, SourceLog log, CapturedTable now)
            throws CaptureFailed {
        if (!capture.isWhole() || capture.anew() || !captures.table(capture).equals(now)) {
            return null;
        }
        Position position = capture.position();
        Lag lag = log.lag(capture.name(), position);
        if (isTooFar(lag)) {
            giveUp(plan, log, lag);
            return null;
        }
        return position;
    }

    /// A source that keeps no log for us is not harmed by a capture that is behind.
    private boolean isTooFar(Lag lag) {
        return !lag.there() || (lag.kept() != null && lag.bytes() > limit());
    }

    private long limit() {
        return most.today() * 1024L * 1024L;
    }

    /// Looks how much log the source keeps for the capture, and gives up before that harms the source.
    private void watch(Plan plan, Running here) {
        CaptureRecord capture = captures.find(plan.id()).orElseThrow();
        try {
            Lag lag = here.log().lag(capture.name(), capture.position());
            if (!lag.there() && !capture.isWhole()) {
                // The engine has not made its slot yet.
                return;
            }
            captures.lag(plan.id(), lag, clock.instant());
            if (isTooFar(lag)) {
                stop(plan.id());
                giveUp(plan, here.log(), lag);
                if (!capture.isWhole()) {
                    // A copy that takes longer than the source's log may grow would begin again and again.
                    captures.troubled(
                            plan.id(),
                            "collection.problem.capture-copy-too-slow",
                            Long.toString(lag.bytes() >> 20),
                            clock.instant().plus(AFTER_VAIN_COPY));
                }
                return;
            }
            sweep(here);
            dropOldCopies(plan, capture);
            if (isDue(plan.id())) {
                changes.tidy(plan);
            }
        } catch (CaptureFailed away) {
            LOG.info("the lag of {} is not known: {}", capture.name(), away.getMessage());
        }
    }

    private void giveUp(Plan plan, SourceLog log, Lag lag) throws CaptureFailed {
        log.drop(captures.find(plan.id()).orElseThrow().name());
        transaction.executeWithoutResult(status -> {
            captures.gaveUp(plan.id(), clock.instant());
            events.publishEvent(CollectionEvent.of(
                    CollectionEvent.What.GIVE_UP,
                    plan,
                    null,
                    null,
                    Map.of("lag", Long.toString(lag.bytes() >> 20), "most", Integer.toString(most.today()))));
        });
    }

    /// What plans that are no longer known have left at the source.
    private void sweep(Running here) throws CaptureFailed {
        if (!isDue(here.source())) {
            return;
        }
        List<String> left = here.log().names(captures.prefix());
        Set<String> known = new HashSet<>(captures.names());
        for (String name : left) {
            if (!known.contains(name)) {
                LOG.warn("{} belongs to no plan: the source gives its log free", name);
                here.log().drop(name);
            }
        }
    }

    /// Whether a source or a plan is swept now, which is then done.
    private boolean isDue(UUID id) {
        Instant now = clock.instant();
        if (now.isBefore(swept.getOrDefault(id, Instant.MIN))) {
            return false;
        }
        swept.put(id, now.plus(BETWEEN_SWEEPS));
        return true;
    }

    private void dropOldCopies(Plan plan, CaptureRecord capture) {
        Integer served = capture.served();
        if (served == null
                || served < 2
                || capture.servedSince() == null
                || capture.servedSince().plus(OLD_COPY).isAfter(clock.instant())) {
            return;
        }
        try {
            own.define(CopyChanges.drop(copy(plan, served - 1)));
        } catch (SQLException e) {
            LOG.warn("the copy before {} could not be dropped", copy(plan, served), e);
        }
    }

    static String copy(Plan plan, int generation) {
        return OwnDatabase.SCHEMA + "." + table(plan, generation);
    }

    static String table(Plan plan, int generation) {
        return plan.lakeTable() + "_" + generation;
    }

    private void failed(Plan plan, CaptureRecord capture, CaptureFailed failure) {
        switch (failure.reason()) {
            case DRIFT -> stops.stop(plan, null, failure.detail());
            case LOG_GONE -> {
                transaction.executeWithoutResult(status -> {
                    captures.gaveUp(plan.id(), clock.instant());
                    events.publishEvent(CollectionEvent.of(
                            CollectionEvent.What.GIVE_UP, plan, null, null, Map.of("lag", "", "most", "")));
                });
                troubled(plan.id(), capture, problem(failure), failure.detail());
            }
            case EMPTIED -> {
                captures.gaveUp(plan.id(), clock.instant());
                troubled(plan.id(), capture, problem(failure), failure.detail());
            }
            case AWAY, NOT_READY, TAKEN, OTHER -> {
                LOG.warn("the capture {} has stopped and is tried again", capture.name(), failure);
                troubled(plan.id(), capture, problem(failure), failure.detail());
            }
        }
    }

    private static String problem(CaptureFailed failure) {
        return "collection.problem.capture-" + failure.reason().word();
    }

    private void troubled(UUID plan, CaptureRecord capture, String problem, @Nullable String detail) {
        Duration pause = beat.multipliedBy(1L << Math.min(capture.tries(), 10));
        captures.troubled(
                plan,
                problem,
                detail,
                clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
    }

    /// A paused or stopped plan keeps its copy, and nothing at the source.
    private void rest(Plan plan, CaptureRecord capture) {
        if (dropped(plan, capture)) {
            captures.off(plan.id());
        }
    }

    /// The plan is collected in another way.
    private void end(Plan plan, CaptureRecord capture) {
        if (!dropped(plan, capture)) {
            return;
        }
        try {
            for (int generation = Math.max(1, capture.generation() - 2);
                    generation <= capture.generation();
                    generation++) {
                own.define(CopyChanges.drop(copy(plan, generation)));
            }
            captures.remove(plan.id());
        } catch (SQLException e) {
            LOG.warn("the copies of {} could not be dropped and are tried again", plan.path(), e);
        }
    }

    /// Ends the capture here and at its source; false if another node has it, or the source is away.
    private boolean dropped(Plan plan, CaptureRecord capture) {
        Running here = running.get(plan.id());
        stop(plan.id());
        if (capture.nextTryAt() != null && capture.nextTryAt().isAfter(clock.instant())) {
            return false;
        }
        Connection connection = locked(plan.id());
        if (connection == null) {
            return false;
        }
        try {
            SourceLog log = here == null ? log(plan) : here.log();
            if (log != null && capture.generation() > 0) {
                log.drop(capture.name());
            }
            return true;
        } catch (CaptureFailed | SourceUnreadable e) {
            LOG.warn("the source of {} still keeps log for {}: tried again", plan.path(), capture.name(), e);
            troubled(plan.id(), capture, "collection.problem.capture-not-dropped", capture.name());
            return false;
        } finally {
            close(connection);
        }
    }

    private @Nullable SourceLog log(Plan plan) throws SourceUnreadable {
        SourceRecord record = census.source(plan.source()).orElse(null);
        if (record == null) {
            LOG.warn("the source of {} was removed: whether it still keeps log for us is not known", plan.path());
            return null;
        }
        Source source = census.opened(record);
        return SourceLog.supports(source) ? SourceLog.of(source) : null;
    }

    private void stop(UUID plan) {
        Running here = running.remove(plan);
        if (here != null) {
            here.capture().close();
        }
    }

    /// A connection that holds the capture's lock; null if another node has it.
    private @Nullable Connection locked(UUID plan) {
        Connection connection = null;
        boolean got = false;
        try {
            connection = own.connect("capture");
            try (PreparedStatement statement =
                    connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
                statement.setString(1, "capture " + plan);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    got = row.getBoolean(1);
                }
            }
            return got ? connection : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            if (!got && connection != null) {
                close(connection);
            }
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("the connection was gone", e);
        }
    }

    @PreDestroy
    void close() {
        closed = true;
        timer.shutdownNow();
        work.shutdown();
        running.values().parallelStream().forEach(one -> one.capture().close());
    }
}
