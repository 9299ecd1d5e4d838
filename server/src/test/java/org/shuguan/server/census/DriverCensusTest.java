package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.UnhurriedJob;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/// Databases through a driver that an operator lays down beside the running server.
@SpringBootTest
class DriverCensusTest {
    private static final UnitCode UNIT = new UnitCode("05");
    private static final ListQuery ALL = new ListQuery(null, null, null, null);

    @Autowired
    Census census;

    @Autowired
    DriverFolder folder;

    @Autowired
    SourceRecords sources;

    @Autowired
    Runs runs;

    @Autowired
    FoundTables tables;

    @Autowired
    ObjectProvider<Census> censuses;

    @Autowired
    CorrectionsInForce inForce;

    @Autowired
    CensusRules rules;

    @Autowired
    CensusComparison beside;

    @Autowired
    Sketches sketches;

    @Autowired
    Jobs jobs;

    @Autowired
    SketchKeys keys;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ApplicationEventPublisher events;

    @Test
    void aDriverThatIsLaidDownIsReadWithoutARestartAndOneThatIsTakenAwayIsMissed() throws Exception {
        assertThat(folder.now().kind("kingbase")).isEmpty();
        Path own = Path.of(Class.forName("com.kingbase8.Driver")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.createDirectories(folder.folder());
        Path jar = Files.copy(own, folder.folder().resolve("kingbase8-9.0.1.jar"));
        SourceRecord source = census.register(UNIT, database());
        assertThat(sources.find(source.id()).orElseThrow().driver()).isEqualTo("kingbase");
        assertThat(census.test(database(), null, UNIT)).isEqualTo(1);

        UUID run = census.start(source, 0, "test");
        assertThat(finished(run).state()).isEqualTo(Job.State.DONE);
        long table = tables.list(run, ALL).items().getFirst().id();
        Census.Found found = census.found(run, table).orElseThrow();
        assertThat(found.kind()).isEqualTo("kingbase");
        assertThat(found.result().profile().rows()).isEqualTo(3);

        Files.delete(jar);
        CensusRun failed = finished(census.start(source, 0, "test"));
        assertThat(failed.state()).isEqualTo(Job.State.FAILED);
        assertThat(failed.problem()).isEqualTo("census.reason.DRIVER_MISSING");
    }

    /// A clock that is put back by an hour at each look at it.
    @Test
    void aClockThatIsPutBackHoldsUpNoCensus() {
        Clock wrong = new Clock() {
            private final AtomicLong looks = new AtomicLong();

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.parse("2031-01-01T00:00:00Z").minus(Duration.ofHours(looks.incrementAndGet()));
            }
        };
        SourceRecord source = census.register(
                UNIT, new Census.Entered("钟", SourceRecord.Kind.FILES, null, null, null, null, null, null));
        UUID run = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            assertThat(jobs.start(CensusJob.of(run, source, null))).isTrue();
            // Only the one below runs it.
            jobs.cancel(run);
            runs.add(run, source, 0, wrong.instant());
        });
        new CensusJob(
                        censuses,
                        sources,
                        runs,
                        tables,
                        inForce,
                        rules,
                        beside,
                        sketches,
                        keys,
                        transaction,
                        events,
                        wrong)
                .run(new UnhurriedJob(run, source.id().toString()));
        assertThat(runs.isRead(run)).isTrue();
    }

    private static Census.Entered database() throws Exception {
        String url = FreshDatabase.create("harbour");
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("create table ship as select i from generate_series(1, 3) i");
        }
        URI address = URI.create(url.substring("jdbc:".length()));
        return new Census.Entered(
                "金仓" + address.getPath(),
                SourceRecord.Kind.JDBC,
                address.getHost(),
                address.getPort(),
                address.getPath().substring(1),
                List.of("public"),
                "postgres",
                "postgres",
                "kingbase");
    }

    private CensusRun finished(UUID run) {
        return await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> runs.find(run).orElseThrow(),
                        found -> found.state().over());
    }
}
