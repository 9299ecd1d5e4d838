package org.shuguan.dataplane.capture;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.KeptOut;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.Sources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A capture that runs: the engine reads the source's log, and each batch of whole transactions is committed to the
/// serving copy together with its position. It ends at the first failure; the next start goes on from the position.
public final class Capture implements AutoCloseable {
    /// What is captured, and into what.
    ///
    /// @param name of the capture at the source: lower-case letters, digits and underscores
    /// @param copy the table that takes the rows, quoted with its schema
    /// @param position where to go on; null to copy the table first
    /// @param keptOut removed keys whose rows do not come into the copy
    public record What(
            Source.Database source,
            CapturedTable table,
            String name,
            String copy,
            @Nullable Position position,
            KeptOut keptOut) {
        /// A capture of all rows.
        public What(
                Source.Database source, CapturedTable table, String name, String copy, @Nullable Position position) {
            this(source, table, name, copy, position, KeptOut.NONE);
        }
    }

    /// How often the source is asked for a sign of life, which moves the position while the table is quiet.
    public record Rhythm(Duration heartbeat) {
        public static Rhythm every(Duration heartbeat) {
            return new Rhythm(heartbeat);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);
    private static final Duration TO_END = Duration.ofSeconds(20);
    private static final int BATCH = 4096;

    private final What what;
    private final SourceLog log;
    private final CopyPlace place;
    private final Connection connection;
    private final ServingCopy copy;
    private final RowValues values;
    private final String transactions;
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable CaptureFailed failure;
    private volatile boolean closing;

    /// The position that the copy has; null until the first copy is complete.
    private @Nullable Position stored;
    /// Rows of the first copy, or -1 when it is complete.
    private long copied;
    /// Whether a transaction was seen that the copy did not have: until then what comes may be known.
    private boolean beyond;
    /// Whether the engine is in the middle of a transaction.
    private boolean open;
    private long changes;
    /// The changes of the transactions that have ended.
    private long ended;
    private long commits;
    private @Nullable Instant newest;
    private @Nullable List<String> moving;

    private Capture(What what, CopyPlace place, Connection connection, Rhythm rhythm, Consumer<Capture> ended) {
        this.what = what;
        this.log = SourceLog.of(what.source());
        this.place = place;
        this.connection = connection;
        this.copy = new ServingCopy(connection, what.table(), what.copy(), what.keptOut());
        String same = "same-" + UUID.randomUUID();
        this.values = new RowValues(what.table(), same);
        this.transactions = what.name() + ".transaction";
        this.stored = what.position();
        this.copied = what.position() == null ? 0 : -1;
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(settings(same, rhythm))
                .using((success, message, error) -> end(message, error, ended))
                .notifying(this::take)
                .build();
    }

    /// Starts. The capture has the connection for itself and closes it at its end, so that a position can only be
    /// stored by who holds it.
    ///
    /// @param ended is told once when it is over, also after [#close]
    public static Capture start(
            What what, CopyPlace place, Connection connection, Rhythm rhythm, Consumer<Capture> ended)
            throws SQLException {
        connection.setAutoCommit(false);
        Capture capture = new Capture(what, place, connection, rhythm, ended);
        Thread.ofPlatform().daemon().name("capture-" + what.name()).start(() -> capture.run(ended));
        return capture;
    }

    /// The statement that makes the table of a copy.
    public static String create(CapturedTable table, String copy) {
        return ServingCopy.create(table, copy);
    }

    private Properties settings(String same, Rhythm rhythm) {
        Source.Database source = what.source();
        Properties properties = log.engine(what.table(), what.name(), what.position() == null);
        properties.setProperty("name", what.name());
        properties.setProperty("topic.prefix", what.name());
        properties.setProperty("database.hostname", source.host());
        properties.setProperty("database.port", Integer.toString(source.port()));
        properties.setProperty("database.user", source.user());
        properties.setProperty("database.password", Objects.requireNonNullElse(source.secret(), ""));
        String schema = quoted(what.table().schema());
        String table = schema + "\\." + quoted(what.table().name());
        properties.setProperty("table.include.list", table);
        properties.setProperty(
                "column.include.list",
                table + "\\.("
                        + String.join(
                                "|",
                                what.table().columns().stream()
                                        .map(column -> quoted(column.name()))
                                        .toList())
                        + ")");
        properties.setProperty("offset.storage", KeptOffset.class.getName());
        properties.setProperty("offset.flush.interval.ms", "1000");
        Position position = what.position();
        if (position != null) {
            properties.setProperty(KeptOffset.KEY, "[\"" + what.name() + "\",{\"server\":\"" + what.name() + "\"}]");
            properties.setProperty(KeptOffset.VALUE, position.offset());
        }
        properties.setProperty(
                "heartbeat.interval.ms", Long.toString(rhythm.heartbeat().toMillis()));
        properties.setProperty("provide.transaction.metadata", "true");
        properties.setProperty("tombstones.on.delete", "false");
        properties.setProperty("skipped.operations", "none");
        properties.setProperty("include.schema.changes", "false");
        properties.setProperty("decimal.handling.mode", "string");
        properties.setProperty("time.precision.mode", "isostring");
        properties.setProperty("unavailable.value.placeholder", same);
        properties.setProperty("max.batch.size", Integer.toString(BATCH));
        properties.setProperty("max.queue.size", Integer.toString(4 * BATCH));
        properties.setProperty("poll.interval.ms", "50");
        // The start after a failure is the caller's: it goes on from the stored position.
        properties.setProperty("errors.max.retries", "0");
        return properties;
    }

    private static String quoted(String name) {
        return name.replaceAll("[^A-Za-z0-9_\\u0080-\\uffff]", "\\\\$0");
    }

    /// Takes a batch of the engine. What ends in the middle of a transaction stays in the open transaction of the
    /// copy until its end comes with the next batch.
    private void take(
            List<RecordChangeEvent<SourceRecord>> batch,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        try {
            int last = lastEnd(batch);
            RecordChangeEvent<SourceRecord> committed = null;
            for (int i = 0; i < batch.size(); i++) {
                RecordChangeEvent<SourceRecord> event = batch.get(i);
                SourceRecord record = event.record();
                Struct value = (Struct) record.value();
                if (record.topic().equals(transactions)) {
                    boolean end = "END".equals(value.getString("status"));
                    open = !end;
                    if (end && ended(record, Instant.ofEpochMilli(value.getInt64("ts_ms")), i >= last)) {
                        committed = event;
                    }
                } else if (value == null || value.schema().field("op") == null || isMessage(value)) {
                    // A sign of life, or a message: nothing of the table, and the position is between transactions.
                    if (!open && i >= last && sign(record, value)) {
                        committed = event;
                    }
                } else {
                    row(record, value);
                }
            }
            if (copied > 0 && stored == null) {
                copy.write();
                place.copying(connection, copied);
                connection.commit();
            }
            if (committed != null) {
                committer.markProcessed(committed);
            }
            committer.markBatchFinished();
        } catch (SQLException | CaptureFailed e) {
            throw failed(e);
        }
    }

    private int lastEnd(List<RecordChangeEvent<SourceRecord>> batch) {
        if (!beyond) {
            // One by one, so that a transaction that the copy has can be left out.
            return -1;
        }
        for (int i = batch.size() - 1; i >= 0; i--) {
            SourceRecord record = batch.get(i).record();
            if (record.topic().equals(transactions) && "END".equals(((Struct) record.value()).getString("status"))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isMessage(Struct value) {
        return "m".equals(value.getString("op"));
    }

    private void row(SourceRecord record, Struct value) throws SQLException, CaptureFailed {
        String operation = value.getString("op");
        Struct key = (Struct) record.key();
        switch (operation) {
            case "r" -> {
                copy.change(values.change(value.getStruct("after"), null));
                copied++;
                if (isLastOfCopy(record, value)) {
                    store(log.position(record.sourceOffset(), Instant.ofEpochMilli(value.getInt64("ts_ms"))));
                }
            }
            case "t" -> {
                if (!log.truncatesInTransactions()) {
                    throw new CaptureFailed(CaptureFailed.Reason.EMPTIED, "truncate", null);
                }
                copy.truncate();
                changes++;
            }
            case "d" -> {
                Header moved = record.headers().lastWithName("__debezium.newkey");
                if (moved == null) {
                    copy.change(Change.gone(values.key(Objects.requireNonNull(key))));
                    changes++;
                } else {
                    // The row comes at once under its new key; until then nothing is lost.
                    moving = values.key(Objects.requireNonNull(key));
                }
            }
            default -> {
                Change change = values.change(value.getStruct("after"), "u".equals(operation) ? key : null);
                copy.change(
                        moving == null
                                ? change
                                : Change.row(moving, Objects.requireNonNull(change.values()), change.same()));
                moving = null;
                changes++;
            }
        }
    }

    private static boolean isLastOfCopy(SourceRecord record, Struct value) {
        return "last".equals(value.getStruct("source").getString("snapshot"))
                || Boolean.TRUE.equals(record.sourceOffset().get("last_snapshot_record"))
                || Boolean.TRUE.equals(record.sourceOffset().get("snapshot_completed"));
    }

    /// The end of a transaction.
    ///
    /// @param commit whether to commit, or to go on with the next one in the same transaction of the copy
    /// @return whether the copy has it now
    private boolean ended(SourceRecord record, Instant at, boolean commit) throws SQLException {
        Position position = log.position(record.sourceOffset(), at);
        if (!beyond && !position.isAfter(stored)) {
            copy.forget();
            connection.rollback();
            changes = 0;
            return false;
        }
        beyond = true;
        if (changes > ended) {
            newest = at;
            commits++;
        }
        ended = changes;
        if (commit) {
            store(position);
        } else if (place.isFollowed()) {
            copy.write();
        }
        return commit;
    }

    /// A sign of life between transactions.
    private boolean sign(SourceRecord record, @Nullable Struct value) throws SQLException {
        Map<String, ?> offset = record.sourceOffset();
        if (!log.isPlace(offset) || offset.containsKey("snapshot")) {
            return false;
        }
        Instant at = value != null && value.schema().field("ts_ms") != null
                ? Instant.ofEpochMilli(value.getInt64("ts_ms"))
                : null;
        Position position = log.position(offset, at);
        if (!position.isAfter(stored)) {
            return false;
        }
        store(position);
        return true;
    }

    private void store(Position position) throws SQLException {
        copy.write();
        if (copied >= 0) {
            place.complete(connection, copied);
            copied = -1;
        }
        CopyPlace.Step step = new CopyPlace.Step(position, changes, commits, newest);
        place.step(connection, step);
        connection.commit();
        place.stored(step);
        stored = position;
        changes = 0;
        ended = 0;
        commits = 0;
        newest = null;
    }

    /// What the database says, without values of rows.
    private static String detail(Exception e) {
        return e instanceof SQLException sql
                ? String.valueOf(Sources.unreadable(sql).detail())
                : String.valueOf(e.getMessage());
    }

    private RuntimeException failed(Exception e) {
        failure =
                e instanceof CaptureFailed known ? known : new CaptureFailed(CaptureFailed.Reason.OTHER, detail(e), e);
        return new IllegalStateException(e);
    }

    private void run(Consumer<Capture> ended) {
        try {
            engine.run();
            // An engine that is closed while it starts does not say that it has ended.
            end("closed", null, ended);
        } catch (RuntimeException | Error e) {
            end(String.valueOf(e.getMessage()), e, ended);
            throw e;
        }
    }

    private synchronized void end(@Nullable String message, @Nullable Throwable error, Consumer<Capture> ended) {
        if (isOver()) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("the connection of {} was gone", what.name(), e);
        }
        if (failure == null && !closing) {
            failure = failure(message, error);
        }
        over.countDown();
        ended.accept(this);
    }

    private static CaptureFailed failure(@Nullable String message, @Nullable Throwable error) {
        StringBuilder all = new StringBuilder(String.valueOf(message));
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            all.append('\n').append(cause.getMessage());
        }
        String text = all.toString();
        CaptureFailed.Reason reason = text.contains("is active for PID")
                ? CaptureFailed.Reason.TAKEN
                : text.contains("no longer available")
                                || text.contains("can no longer get changes")
                                || text.contains("Could not find first log file")
                        ? CaptureFailed.Reason.LOG_GONE
                        : error == null ? CaptureFailed.Reason.OTHER : CaptureFailed.Reason.AWAY;
        return new CaptureFailed(reason, text.strip(), error);
    }

    /// The digests of removed keys that came and were left out since this was asked last.
    public Set<String> cameBack() {
        return copy.cameBack();
    }

    /// Why it ended; null while it runs, and if it was closed.
    public @Nullable CaptureFailed failure() {
        return failure;
    }

    public boolean isOver() {
        return over.getCount() == 0;
    }

    /// Ends it after the transaction that is being written, or in the middle: what was not committed comes again.
    @Override
    public void close() {
        closing = true;
        // The engine waits for minutes for a source that does not answer any more.
        Thread ending =
                Thread.ofPlatform().name("end of " + what.name()).daemon().start(this::closeEngine);
        try {
            boolean closed = ending.join(TO_END);
            if (!closed || !over.await(TO_END.toSeconds(), TimeUnit.SECONDS)) {
                connection.abort(Runnable::run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.debug("the connection of {} was gone", what.name(), e);
        }
    }

    private void closeEngine() {
        try {
            engine.close();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("the capture {} has ended already", what.name(), e);
        }
    }
}
