package org.shuguan.dataplane.serve;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;

/// A source's own database, read for consumers while its own programs work with it: a pool of few connections, a
/// bounded number of waiting questions, a time limit for each statement, and a pause after repeated failures.
public final class LiveSource implements AutoCloseable {
    /// What a source may be burdened with.
    ///
    /// @param connections most connections, and statements at the same time
    /// @param statement longest duration of a statement
    public record Load(int connections, Duration statement) {}

    private static final int WAITING_PER_CONNECTION = 16;
    private static final Duration FOR_A_CONNECTION = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final long SHAPE_REMEMBERED = TimeUnit.MINUTES.toNanos(1);

    private record Remembered(Shape shape, long at) {}

    private final Dialect dialect;
    private final HikariDataSource pool;
    private final Semaphore asked;
    private final CircuitBreaker breaker;
    private final Map<String, Remembered> shapes = new ConcurrentHashMap<>();

    private LiveSource(Dialect dialect, HikariDataSource pool, Semaphore asked, CircuitBreaker breaker) {
        this.dialect = dialect;
        this.pool = pool;
        this.asked = asked;
        this.breaker = breaker;
    }

    /// Whether tables of this kind of source can be read live.
    public static boolean supports(Source source) {
        return source instanceof Source.Database database && database.kind() instanceof Source.BuiltIn;
    }

    /// Prepares the pool; a connection is made at the first question.
    ///
    /// @throws IllegalArgumentException if it is not supported
    public static LiveSource of(String name, Source source, Load load) {
        if (!(source instanceof Source.Database database) || !(database.kind() instanceof Source.BuiltIn kind)) {
            throw new IllegalArgumentException(name);
        }
        Source.Database limited = new Source.Database(
                kind,
                database.host(),
                database.port(),
                database.database(),
                database.schemas(),
                database.user(),
                database.secret(),
                new Source.Limits(
                        load.connections(),
                        load.statement(),
                        FOR_A_CONNECTION,
                        load.statement().plusSeconds(5)));
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(new SourceConnections(limited));
        config.setMaximumPoolSize(load.connections());
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE.toMillis());
        config.setConnectionTimeout(FOR_A_CONNECTION.toMillis());
        config.setInitializationFailTimeout(-1);
        CircuitBreakerConfig pauses = CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(SourceAway.Reason.RESTING.retrySeconds()))
                .permittedNumberOfCallsInHalfOpenState(2)
                .build();
        return new LiveSource(
                kind == Source.BuiltIn.MYSQL ? Dialect.MYSQL : Dialect.POSTGRESQL,
                new HikariDataSource(config),
                new Semaphore(load.connections() * WAITING_PER_CONNECTION),
                CircuitBreaker.of(name, pauses));
    }

    /// A table of the source.
    ///
    /// @param path `schema.name`, or the name alone, as the census has it
    public ServedTable table(String path) {
        return live(path);
    }

    /// Changes of a table, which the database keeps in a table beside it. That has the table's columns and, before
    /// them, `#number`, counted without gaps, `#after`, whether the row is that after the change, and `#at`.
    ///
    /// @param log path of the table with the changes
    /// @param since number of the change before the first
    /// @param upTo number of the last change
    public LoggedChanges changes(String path, String log, long since, long upTo) {
        return new LoggedChanges(live(path), live(log), since, upTo);
    }

    private LiveTable live(String path) {
        int dot = path.indexOf('.');
        return new LiveTable(this, dot < 0 ? null : path.substring(0, dot), path.substring(dot + 1));
    }

    Dialect dialect() {
        return dialect;
    }

    Shape shape(LiveTable table, List<String> columns) throws SourceAway {
        String id = table.from() + " " + columns;
        Remembered known = shapes.get(id);
        if (known != null && System.nanoTime() - known.at() < SHAPE_REMEMBERED) {
            return known.shape();
        }
        try {
            Shape shape = this.<Shape>ask(
                    connection -> Shape.of(connection, dialect, table.from(), columns, primaryKey(connection, table)));
            shapes.put(id, new Remembered(shape, System.nanoTime()));
            return shape;
        } catch (ReadRefused e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> primaryKey(Connection connection, LiveTable table) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        boolean mysql = dialect == Dialect.MYSQL;
        String catalog = mysql && table.schema() != null ? table.schema() : connection.getCatalog();
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet keys = data.getPrimaryKeys(catalog, mysql ? null : table.schema(), table.name())) {
            while (keys.next()) {
                columns.put(keys.getInt("KEY_SEQ"), keys.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    <T> T ask(ServedTable.Work<T> work) throws SourceAway, ReadRefused {
        if (!asked.tryAcquire()) {
            throw new SourceAway(SourceAway.Reason.BUSY, null);
        }
        try {
            if (!breaker.tryAcquirePermission()) {
                throw new SourceAway(SourceAway.Reason.RESTING, null);
            }
            return admitted(work);
        } finally {
            asked.release();
        }
    }

    private <T> T admitted(ServedTable.Work<T> work) throws SourceAway, ReadRefused {
        long start = System.nanoTime();
        Connection connection;
        try {
            connection = pool.getConnection();
        } catch (SQLException e) {
            boolean full = pool.getHikariPoolMXBean() != null
                    && pool.getHikariPoolMXBean().getActiveConnections() >= pool.getMaximumPoolSize();
            throw failed(start, new SourceAway(full ? SourceAway.Reason.BUSY : SourceAway.Reason.DOWN, e));
        }
        try (connection) {
            T answer = work.with(connection);
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return answer;
        } catch (SQLException e) {
            shapes.clear();
            throw failed(start, new SourceAway(reason(e), e));
        } catch (ReadRefused | RuntimeException e) {
            // The source has no part in it.
            breaker.releasePermission();
            throw e;
        }
    }

    private SourceAway failed(long start, SourceAway away) {
        switch (away.reason()) {
            case DOWN, SLOW -> breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, away);
            case BUSY, RESTING, CHANGED -> breaker.releasePermission();
        }
        return away;
    }

    private static SourceAway.Reason reason(SQLException failed) {
        return reason(SourceConnections.reason(failed));
    }

    static SourceAway.Reason reason(SourceUnreadable.Reason unreadable) {
        return switch (unreadable) {
            case TIMED_OUT -> SourceAway.Reason.SLOW;
            case TOO_MANY_CONNECTIONS -> SourceAway.Reason.BUSY;
            case HOST_UNKNOWN, REFUSED, BROKEN_OFF, CREDENTIALS, DATABASE_MISSING, HOST_AWAY, HOST_SILENT ->
                SourceAway.Reason.DOWN;
            default -> SourceAway.Reason.CHANGED;
        };
    }

    @Override
    public void close() {
        pool.close();
    }
}
