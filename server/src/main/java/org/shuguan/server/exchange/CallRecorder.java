package org.shuguan.server.exchange;

import jakarta.annotation.PreDestroy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.shuguan.server.platform.Rows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Writes calls durably before their answers leave. One thread commits whatever waits, so that a commit serves many
/// calls under load and no call waits for a timer.
@Component
class CallRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(CallRecorder.class);
    private static final int MOST_IN_A_COMMIT = 1000;
    private static final int MOST_WAITING = 20_000;
    private static final int SECONDS = 10;
    private static final int COLUMNS = 21;
    private static final String COPY = "copy exchange.call (at, id, client, client_name, consumer, data_grant,"
            + " grant_number, owner, resource, purpose, action, filter, fields, row_count, status, result, microseconds,"
            + " bytes, digest, key_id, address) from stdin (format binary)";

    private record Waiting(Call call, CompletableFuture<Void> written) {}

    private final DataSource source;
    private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread writer;
    private volatile boolean closing;
    private @Nullable Connection connection;

    CallRecorder(DataSource source) {
        this.source = source;
        this.writer = Thread.ofPlatform().name("exchange-recorder").daemon().start(this::work);
    }

    /// Returns when the call is durable.
    ///
    /// @throws NotRecorded if it could not be written: then no answer may leave
    void record(Call call) {
        try {
            submit(call).join();
        } catch (CompletionException e) {
            throw new NotRecorded(e);
        }
    }

    /// Writes a call with the next commit.
    ///
    /// @return is completed when the call is durable, or has failed when it could not be written in time: then no
    /// answer may leave
    CompletableFuture<Void> submit(Call call) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        if (closing || !waiting.offer(new Waiting(call, written))) {
            written.completeExceptionally(new IllegalStateException("too many calls wait"));
        }
        return written.orTimeout(SECONDS, TimeUnit.SECONDS);
    }

    /// A call could not be recorded.
    static final class NotRecorded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NotRecorded(Throwable cause) {
            super("a call was not recorded", cause);
        }
    }

    private void work() {
        List<Waiting> group = new ArrayList<>();
        while (!closing || !waiting.isEmpty()) {
            try {
                Waiting first = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                group.add(first);
                waiting.drainTo(group, MOST_IN_A_COMMIT - 1);
                write(group);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                group.clear();
            }
        }
        drop();
    }

    private void write(List<Waiting> group) {
        try {
            copy(group);
            group.forEach(each -> each.written().complete(null));
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.error("{} calls were not recorded and not answered", group.size(), e);
            drop();
            group.forEach(each -> each.written().completeExceptionally(e));
        }
    }

    private void copy(List<Waiting> group) throws SQLException, IOException {
        CopyRows rows = new CopyRows();
        group.forEach(each -> add(rows, each.call()));
        Connection open = connected();
        try (var statement = open.createStatement()) {
            // The one who seals waits for those who write, so that no number below the seal is added later.
            statement.execute("select pg_advisory_xact_lock_shared(" + Sealing.LOCK + ")");
            open.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, new ByteArrayInputStream(rows.content()));
            open.commit();
        }
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = source.getConnection();
            open.setAutoCommit(false);
            connection = open;
        }
        return open;
    }

    private void drop() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try (open) {
                open.rollback();
            } catch (SQLException e) {
                LOG.debug("the recorder's connection was lost", e);
            }
        }
    }

    private static void add(CopyRows rows, Call call) {
        rows.row(COLUMNS)
                .value(call.at())
                .value(call.id())
                .value(call.client())
                .value(call.clientName())
                .value(call.consumer().value())
                .value(call.grant())
                .value(call.grantNumber())
                .value(call.owner())
                .value(call.resource())
                .value(call.purpose())
                .value(Rows.word(call.action()))
                .value(call.filter())
                .value(call.fields())
                .value(call.rows())
                .small(call.status())
                .value(call.result())
                .value(call.microseconds())
                .value(call.bytes())
                .value(call.digest())
                .value(call.keyId())
                .value(call.address());
    }

    @PreDestroy
    void close() throws InterruptedException {
        closing = true;
        writer.join(TimeUnit.SECONDS.toMillis(SECONDS));
    }
}
