package org.shuguan.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.CensusListener;
import org.shuguan.dataplane.census.SourceCensus;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.dataplane.source.Table;

/// Measures a census of a database with very many tables, and its load on the database: the maximum number of
/// connections and the share of time with a running statement. Then measures only the discovery of still more and
/// wider tables.
final class BreadthBench {
    private static final String CENSUS = "'shuguan census'";
    private static final int WIDE_COLUMNS = 100;

    private final int tables;
    private final int rows;

    BreadthBench(int tables, int rows) {
        this.tables = tables;
        this.rows = rows;
    }

    void run() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("autovacuum", "off")
                        .setServerConfig("max_wal_size", "4GB")
                        .start();
                Connection connection = postgres.getPostgresDatabase().getConnection()) {
            fill(connection);
            census(postgres, connection);
            discovery(postgres, connection);
        }
    }

    private void census(EmbeddedPostgres postgres, Connection connection) throws Exception {
        Load load = new Load(connection);
        Count count = new Count();
        Thread observer = Thread.ofPlatform().start(load);
        Source.Database source = source(postgres, "broad");
        long start = System.nanoTime();
        double processor = processor();
        new SourceCensus(source, 0).run(Set.of(), count);
        double seconds = (System.nanoTime() - start) / 1e9;
        load.over.set(true);
        observer.join();
        System.out.printf("%,d tables × 20 columns × %,d rows%n", tables, rows);
        System.out.printf("discovery                        %8.1f s%n", count.discovered);
        System.out.printf(
                "whole census                     %8.1f s  (%.0f ms a table)%n", seconds, seconds * 1000 / tables);
        System.out.printf("processor time of the census     %8.1f s%n", processor() - processor);
        System.out.printf("at this pace 3,000 tables take   %8.1f s  (aim ≤ 600 s)%n", seconds * 3000 / tables);
        System.out.printf(
                "connections at most              %8d    (limit %d)%n",
                load.most, source.limits().connections());
        System.out.printf("source at work                   %8.0f %% of the time%n", load.share());
        if (count.read != tables || !count.failed.isEmpty()) {
            throw new IllegalStateException("read " + count.read + " of " + tables + ", failed: " + count.failed);
        }
    }

    private void discovery(EmbeddedPostgres postgres, Connection connection) throws Exception {
        int wide = tables * 5 / 3;
        String columns = String.join(
                ", ",
                java.util.stream.IntStream.rangeClosed(1, WIDE_COLUMNS)
                        .mapToObj(i -> "zd" + i + " varchar(" + i + ")")
                        .toList());
        execute(connection, "create schema wide");
        for (int i = 0; i < wide; i++) {
            execute(connection, "create table wide.b" + i + " (" + columns + ", primary key (zd1))");
        }
        long start = System.nanoTime();
        try (OpenSource open = Sources.open(source(postgres, "wide"))) {
            List<Table> found = open.tables();
            System.out.printf(
                    "discovery of %,d tables × %d columns: %.1f s%n",
                    found.size(), found.getFirst().columns().size(), (System.nanoTime() - start) / 1e9);
        }
    }

    /// Creates tables of five kinds in turn, as in systems of one vendor.
    private void fill(Connection connection) throws SQLException {
        execute(connection, "create schema broad");
        long start = System.nanoTime();
        for (int i = 0; i < tables; i++) {
            String name = "broad.t_" + i;
            execute(
                    connection,
                    "create unlogged table " + name + " as select " + columns(i % 5) + " from generate_series(1, "
                            + rows + ") i");
            execute(connection, "comment on table " + name + " is '业务表" + i + "'");
        }
        execute(connection, "analyze");
        System.out.printf("filled in %.0f s%n", (System.nanoTime() - start) / 1e9);
    }

    private static String columns(int kind) {
        String[] own = {
            "'4412021990' || lpad((i % 12 + 1)::text, 2, '0') || lpad((i % 28 + 1)::text, 2, '0') || lpad((i % 1000)::text, 3, '0') || 'X' as sfzh",
            "'91441200MA' || lpad((i * 7919 % 99999999)::text, 8, '0') as tyshxydm",
            "'广东省肇庆市端州区建设路' || i || '号' as dz",
            "'1' || (3000000000 + i * 7919)::text as sjh",
            "md5(i::text) as token"
        };
        return "i as id, " + own[kind] + ", (array['王伟','李秀英','张敏','刘静','欧阳文'])[i % 5 + 1] as xm,"
                + " (array['男','女'])[i % 2 + 1] as xb, date '1960-01-01' + i % 20000 as csrq, i * 1.25 as je,"
                + " i % 7 as zt, timestamp '2024-01-01' + i * interval '1 minute' as gxsj, '44120' || i % 9 as qhdm,"
                + " case when i % 9 = 0 then null else '备注' || i end as bz, i % 2 = 0 as sfyx, i * 31 as sl,"
                + " 'DJ' || lpad(i::text, 10, '0') as djh, (i % 100) / 100.0 as bl, md5((i * 3)::text) as zy,"
                + " '单位' || i % 50 as dwmc, i % 13 as lx, 'zt' || i % 4 as ztm, date '2024-01-01' + i % 300 as blrq,"
                + " 'user' || i % 30 as czr";
    }

    private static Source.Database source(EmbeddedPostgres postgres, String schema) {
        return new Source.Database(
                Source.Kind.POSTGRESQL,
                "127.0.0.1",
                postgres.getPort(),
                "postgres",
                List.of(schema),
                "postgres",
                null,
                Source.Limits.DEFAULT);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// CPU time of this process in seconds, over all processors.
    private static double processor() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1000.0;
    }

    /// Counts the tables of the census.
    private static final class Count implements CensusListener {
        private final long start = System.nanoTime();
        private final List<String> failed = new ArrayList<>();
        private double discovered;
        private int read;

        @Override
        public void discovered(List<Table> found, List<OpenSource.Unread> unread) {
            discovered = (System.nanoTime() - start) / 1e9;
        }

        @Override
        public void onTable(TableResult result) {
            read++;
            if (result.problem() != null) {
                failed.add(result.problem().detail());
            }
        }
    }

    /// Polls the database's list of connections.
    private static final class Load implements Runnable {
        private final Connection connection;
        private final AtomicBoolean over = new AtomicBoolean();
        private int most;
        private long looks;
        private long busy;
        private @Nullable SQLException failed;

        Load(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void run() {
            try (Statement statement = connection.createStatement()) {
                while (!over.get()) {
                    look(statement);
                    LockSupport.parkNanos(20_000_000);
                }
            } catch (SQLException e) {
                failed = e;
            }
        }

        private void look(Statement statement) throws SQLException {
            try (var row = statement.executeQuery(
                    "select count(*), count(*) filter (where state = 'active') from pg_stat_activity"
                            + " where application_name = " + CENSUS)) {
                row.next();
                most = Math.max(most, row.getInt(1));
                looks++;
                busy += row.getInt(2) > 0 ? 1 : 0;
            }
        }

        double share() {
            if (failed != null) {
                throw new IllegalStateException("polling the source's connections failed", failed);
            }
            return looks == 0 ? 0 : 100.0 * busy / looks;
        }
    }
}
