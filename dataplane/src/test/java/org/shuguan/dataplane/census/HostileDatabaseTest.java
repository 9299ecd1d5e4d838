package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import org.shuguan.dataplane.source.Sources;

/// Databases that hang, disappear or misbehave: each yields a reason, other tables are still read, and no
/// connection stays open.
class HostileDatabaseTest {
    private static final Source.Limits IMPATIENT =
            new Source.Limits(2, Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(2));
    private static final List<Duration> AT_ONCE = List.of(Duration.ofMillis(10), Duration.ofMillis(10));
    private static final long A_MEGABYTE = 1 << 20;
    private static final String TURNED = "\u202Eelbat\u202C";
    private static final String SQL = "x\"; drop table small_1; --";

    private static EmbeddedPostgres postgres;
    private Proxy proxy;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        execute("create schema calm");
        execute(
                "create table calm.large as select i, md5(i::text) as a, md5((i * 7)::text) as b from generate_series(1, 60000) i");
        for (int i = 1; i <= 6; i++) {
            execute("create table calm.small_" + i + " as select " + i + " as n");
        }
        execute("create schema odd");
        execute("create table odd.\"" + SQL.replace("\"", "\"\"") + "\" (\"a\"\"b\" text, \"'); select 1; --\" text)");
        execute("create table odd.\"" + TURNED + "\" (\"👩‍👩‍👧\" text, \"" + "长".repeat(21) + "\" int)");
        execute("insert into odd.\"" + TURNED + "\" values ('\u200F', 1)");
        execute("create table odd.\" \" (\" \" int)");
        execute("create table odd.told (n text)");
        execute("insert into odd.told values ('441202190001010013')");
        execute("create view odd.telling as select n::int from odd.told");
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    /// No connection of the census remains in the proxy or in the database.
    @AfterEach
    void nothingIsLeftOpen() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while ((sessions() > 0 || (proxy != null && proxy.held() > 0)) && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(sessions()).isZero();
        if (proxy != null) {
            assertThat(proxy.held()).isZero();
            proxy.close();
        }
    }

    @Test
    void aServerThatTakesTheConnectionAndNeverSaysAWordIsATimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Source.Kind kingbase =
                    new DriverFolder().with("com.kingbase8.Driver").kind("kingbase");
            for (Source.Kind kind : List.of(Source.Kind.POSTGRESQL, Source.Kind.MYSQL, kingbase)) {
                assertThatThrownBy(() -> Sources.check(address(kind, silent.getLocalPort(), "calm")))
                        .as(kind.word())
                        .isInstanceOfSatisfying(
                                SourceUnreadable.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
            }
        }
    }

    @Test
    void aServerOfAnotherKindIsNoDatabase() {
        assertThatThrownBy(() -> Sources.check(address(Source.Kind.MYSQL, postgres.getPort(), "calm")))
                .isInstanceOf(SourceUnreadable.class);
    }

    @Test
    void oneThatFallsSilentInTheMidstOfATableCostsThatTableAlone() throws Exception {
        proxy = new Proxy(postgres.getPort()).harms(Proxy.Harm.SILENCE, A_MEGABYTE);
        Map<String, TableResult> results = census("calm", AT_ONCE);
        assertThat(reason(results, "calm.large")).isEqualTo("TIMED_OUT");
        assertSmallOnesAreRead(results);
    }

    @Test
    void oneThatBreaksOffInTheMidstOfATableCostsThatTableAlone() throws Exception {
        proxy = new Proxy(postgres.getPort()).harms(Proxy.Harm.CUT, A_MEGABYTE);
        Map<String, TableResult> results = census("calm", AT_ONCE);
        assertThat(reason(results, "calm.large")).isEqualTo("BROKEN_OFF");
        assertSmallOnesAreRead(results);
    }

    @Test
    void oneThatIsBackAfterAWhileIsReadWhole() throws Exception {
        proxy = new Proxy(postgres.getPort()).harms(Proxy.Harm.CUT, A_MEGABYTE).turnsAwayAfterwards(2);
        // A second connection would read the table, and no connection would be refused.
        Map<String, TableResult> results = census("calm", AT_ONCE, 1);
        assertThat(proxy.turnedAway()).isEqualTo(2);
        assertThat(results)
                .hasSize(7)
                .allSatisfy(
                        (path, result) -> assertThat(result.problem()).as(path).isNull());
    }

    @Test
    void oneThatIsGoneForGoodEndsTheCensusRatherThanEachTable() throws Exception {
        proxy = new Proxy(postgres.getPort()).harms(Proxy.Harm.CUT, A_MEGABYTE).isGoneAfterwards();
        assertThatThrownBy(() -> census("calm", AT_ONCE))
                .isInstanceOfSatisfying(
                        SourceUnreadable.class, e -> assertThat(e.reason()).isIn(Reason.REFUSED, Reason.BROKEN_OFF));
    }

    @Test
    void cancellingDoesNotWaitForADatabaseThatIsSilent() throws Exception {
        proxy = new Proxy(postgres.getPort()).harms(Proxy.Harm.SILENCE, A_MEGABYTE);
        Source.Limits patient = new Source.Limits(1, Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofHours(1));
        Source.Database own = address(Source.Kind.POSTGRESQL, proxy.port(), "calm");
        Source.Database slow = new Source.Database(
                own.kind(), own.host(), own.port(), own.database(), own.schemas(), own.user(), null, patient);
        CensusListener impatient = new CensusListener() {
            private long rows;

            @Override
            public void onTable(TableResult result) {}

            @Override
            public void onProgress(Progress progress) {
                rows = progress.rows();
            }

            @Override
            public boolean cancelled() {
                return rows > 0;
            }
        };
        assertThatThrownBy(() -> new SourceCensus(slow, 0, AT_ONCE).run(Set.of(), impatient))
                .isInstanceOfSatisfying(
                        SourceUnreadable.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
    }

    @Test
    void namesMayHoldAnything() throws Exception {
        proxy = new Proxy(postgres.getPort());
        Map<String, TableResult> results = census("odd", AT_ONCE);
        for (String name : List.of(SQL, TURNED, " ")) {
            assertThat(results.get("odd." + name).problem()).as(name).isNull();
        }
        assertThat(results.get("odd." + TURNED).table().columns())
                .extracting(column -> column.name())
                .containsExactly("👩‍👩‍👧", "长".repeat(21));
        execute("select 1 from calm.small_1");
    }

    @Test
    void whatADatabaseSaysOfARowIsHidden() throws Exception {
        proxy = new Proxy(postgres.getPort());
        TableResult.Problem problem = census("odd", AT_ONCE).get("odd.telling").problem();
        assertThat(problem.detail()).contains("integer").doesNotContain("441202190001010013");
    }

    private static void assertSmallOnesAreRead(Map<String, TableResult> results) {
        assertThat(results).hasSize(7);
        for (int i = 1; i <= 6; i++) {
            assertThat(results.get("calm.small_" + i).problem()).isNull();
        }
    }

    private static String reason(Map<String, TableResult> results, String path) {
        TableResult.Problem problem = results.get(path).problem();
        return problem == null ? "" : problem.reason();
    }

    private Map<String, TableResult> census(String schema, List<Duration> retryPauses) throws SourceUnreadable {
        return census(schema, retryPauses, IMPATIENT.connections());
    }

    private Map<String, TableResult> census(String schema, List<Duration> retryPauses, int connections)
            throws SourceUnreadable {
        Map<String, TableResult> results = new HashMap<>();
        new SourceCensus(address(Source.Kind.POSTGRESQL, proxy.port(), schema, connections), 0, retryPauses)
                .run(Set.of(), result -> results.put(result.table().path(), result));
        return results;
    }

    private static Source.Database address(Source.Kind kind, int port, String schema) {
        return address(kind, port, schema, IMPATIENT.connections());
    }

    private static Source.Database address(Source.Kind kind, int port, String schema, int connections) {
        Source.Limits limits =
                new Source.Limits(connections, IMPATIENT.statement(), IMPATIENT.connect(), IMPATIENT.silence());
        return new Source.Database(kind, "127.0.0.1", port, "postgres", List.of(schema), "postgres", null, limits);
    }

    private static int sessions() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity where application_name = 'shuguan census'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
