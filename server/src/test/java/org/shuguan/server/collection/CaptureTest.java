package org.shuguan.server.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.settings.RuleFixtures;
import org.shuguan.server.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Plans whose table follows its source, of a real PostgreSQL.
@SpringBootTest
class CaptureTest {
    private static final ListQuery ALL = new ListQuery(1, 100, null, null);
    private static final CollectionController.WayRequest CAPTURE =
            new CollectionController.WayRequest(CollectionWay.Mode.CAPTURE, null, null, null, null);

    @Autowired
    Collecting collecting;

    @Autowired
    CollectionController controller;

    @Autowired
    CaptureController captureController;

    @Autowired
    CaptureKeeper keeper;

    @Autowired
    VersionController versions;

    @Autowired
    CollectionRuns runs;

    @Autowired
    Captures captures;

    @Autowired
    CopyChanges changes;

    @Autowired
    Plans plans;

    @Autowired
    DriftStops stops;

    @Autowired
    Removals removals;

    @Autowired
    RemovalKeys removed;

    @Autowired
    ObjectProvider<Removing> removing;

    @Autowired
    OwnDatabase own;

    @Autowired
    CollectedData collected;

    @Autowired
    Census census;

    @Autowired
    Catalog catalog;

    @Autowired
    Jobs jobs;

    @Autowired
    AuditTrail trail;

    @Autowired
    Settings settings;

    @Autowired
    RuleFixtures rules;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Institution institution;

    private Actor steward;
    private UnitCode unit;
    private String database;
    private UUID entry;
    private UUID plan;

    @BeforeEach
    void aPlan() throws Exception {
        unit = new UnitCode(
                "C" + Long.toString(System.nanoTime() % 10_000_000, 36).toUpperCase(Locale.ROOT));
        SampleUnits.department(institution, unit);
        steward = Actors.holding("专员", Role.DATA_STEWARD, unit);
        database = FreshDatabase.create("captured");
        sql("""
                create table permit (id int primary key, holder varchar(20), fee numeric(10,2), issued date,
                                     id_number varchar(18), changed timestamp);
                insert into permit values (1, '王伟', 10, '2026-01-01', '441202199001010013', '2026-01-01 08:00'),
                                          (2, '李静', 20, '2026-01-02', '44120219851231002X', '2026-01-02 08:00'),
                                          (3, '陈明', 30, '2026-01-03', '441202197001010039', null);
                create table other (t text);
                """);
        SourceRecord source = census.register(
                unit,
                new Census.Entered(
                        "证照库",
                        SourceRecord.Kind.POSTGRESQL,
                        "127.0.0.1",
                        Integer.parseInt(database.replaceAll(".*:(\\d+)/.*", "$1")),
                        database.replaceAll(".*/([a-z0-9]+)\\?.*", "$1"),
                        List.of(),
                        "postgres",
                        "postgres"));
        UUID run = census.start(source, 0, "test");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> jobs.find(run).orElseThrow().state().over());
        Census.Place place = census.newest(source.id(), "public.permit").orElseThrow();
        entry = catalog.create(
                unit,
                catalog.measured(place.run(), place.table())
                        .offered(SharingType.CONDITIONAL, "业务协同", OpeningType.NOT_OPEN, null, UpdateCycle.DAILY, "4"),
                steward);
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, Actors.holding("数官", Role.UNIT_CDO, unit));
        catalog.publish(entry, 1, null, Actors.holding("业务员", Role.BUREAU_OPERATOR, unit));
        plan = collecting.plan(entry, steward);
    }

    @AfterEach
    void nothingStaysAtTheSource() throws Exception {
        rules.defaults();
        if (plans.find(plan).orElseThrow().mode() == CollectionWay.Mode.CAPTURE) {
            collecting.way(plan, CollectionWay.FULL, steward);
        }
        await("removed").until(() -> captures.find(plan).isEmpty());
        assertThat(one("select count(*) from pg_replication_slots where database = current_database()"))
                .isEqualTo("0");
        assertThat(one("select count(*) from pg_publication")).isEqualTo("0");
        assertThat(jdbc.sql("select count(*) from pg_class where relnamespace = 'captured'::regnamespace"
                                + " and relkind = 'r' and relname like :table")
                        .param("table", plans.find(plan).orElseThrow().lakeTable() + "%")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aChangeReachesTheCopyByItselfAndTheLakeInABatchBothSayUpToWhere() throws Exception {
        CaptureController.CheckView check = captureController.prerequisites(plan, steward);
        assertThat(check.ready()).isTrue();
        assertThat(check.prerequisites())
                .extracting(CaptureController.PrerequisiteView::code)
                .contains("wal-level", "replication", "key", "publication");
        controller.way(plan, CAPTURE, steward);
        followed();
        assertThat(rows()).isEqualTo("1:10.00 2:20.00 3:30.00");
        sql("update permit set fee = 11 where id = 1; delete from permit where id = 2;"
                + " insert into permit values (4, '赵敏', 40, '2026-01-05', null, null)");
        await().until(() -> rows().equals("1:11.00 3:30.00 4:40.00"));
        CollectionRun run = ended(collecting.collect(plan, steward));
        assertThat(run.state()).isEqualTo(Job.State.DONE);
        assertThat(run.kept()).isEqualTo(3);
        CaptureController.CaptureView view = captureController.capture(plan, steward);
        assertThat(view.state()).isEqualTo(CaptureRecord.State.FOLLOWING);
        assertThat(view.changes()).isEqualTo(3);
        assertThat(view.upTo().newest()).isNotNull();
        VersionController.VersionRow version =
                versions.versions(plan, ALL, steward).items().getFirst();
        assertThat(version.capturedUpTo().newest()).isEqualTo(view.upTo().newest());
        assertThat(version.capturedUpTo().position()).contains("/");
        assertThat(captures.find(plan).orElseThrow().isInLake()).isTrue();
        sql("truncate permit");
        await().until(() -> rows().isEmpty());
        assertThat(captures.find(plan).orElseThrow().isInLake()).isFalse();
        // A lag is read from the source while it runs.
        await().until(() -> captureController.capture(plan, steward).lagBytes() != null);
    }

    @Test
    void whatTheSourceLacksIsRefusedByName() throws Exception {
        sql("alter table permit drop constraint permit_pkey");
        assertThatThrownBy(() -> controller.way(plan, CAPTURE, steward))
                .isInstanceOfSatisfying(
                        CollectionRefused.class,
                        refused -> assertThat(String.valueOf(refused.facts().get("missing")))
                                .contains("primary key"));
        assertThat(plans.find(plan).orElseThrow().mode()).isEqualTo(CollectionWay.Mode.FULL);
    }

    @Test
    void aPausedPlanLeavesNothingAtTheSourceAndGoesOnWithANewCopy() throws Exception {
        controller.way(plan, CAPTURE, steward);
        followed();
        collecting.pause(plan, steward);
        await().until(() -> one("select count(*) from pg_replication_slots where database = current_database()")
                .equals("0"));
        sql("insert into permit (id, fee) values (9, 9)");
        assertThat(rows()).isEqualTo("1:10.00 2:20.00 3:30.00");
        collecting.resume(plan, steward);
        await().until(() -> rows().equals("1:10.00 2:20.00 3:30.00 9:9.00"));
        assertThat(captures.find(plan).orElseThrow().served()).isEqualTo(2);
    }

    @Test
    void tooMuchKeptLogIsGivenUpAndANewCopyReplacesTheOldOneInOneStep() throws Exception {
        controller.way(plan, CAPTURE, steward);
        followed();
        rules.set("collection.capture-lag", 1);
        try (Connection holding = DriverManager.getConnection(database)) {
            // A transaction that is never ended keeps the log, whoever reads it.
            holding.setAutoCommit(false);
            holding.createStatement().execute("insert into other values ('x')");
            sql("insert into other select md5(random()::text) from generate_series(1, 50000) i");
            sql("update permit set fee = 12 where id = 1");
            await().until(() -> captures.find(plan).orElseThrow().giveUps() > 0);
            await().until(() -> one("select count(*) from pg_replication_slots where database = current_database()"
                            + " and pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) > 4000000")
                    .equals("0"));
            // What consumers read stays what the source once was.
            assertThat(rows()).startsWith("1:1");
            holding.rollback();
        }
        rules.defaults();
        sql("update permit set fee = 13 where id = 1");
        await().until(() -> rows().startsWith("1:13.00"));
        assertThat(captures.find(plan).orElseThrow().served()).isGreaterThan(1);
        assertThat(trail.list(new ListQuery(1, 200, null, null)).items())
                .extracting(one -> one.action() + " " + one.unit())
                .contains("collection.give-up " + unit.value());
    }

    @Test
    void aRetypedColumnStopsThePlanWithATaskAndNothingStaysAtTheSource() throws Exception {
        controller.way(plan, CAPTURE, steward);
        followed();
        sql("alter table permit drop column issued; update permit set fee = 14 where id = 1");
        await("stopped").until(() -> plans.find(plan).orElseThrow().state() == Plan.State.STOPPED);
        assertThat(controller.one(plan, steward).stoppedBecause()).isEqualTo("− issued");
        assertThat(jdbc.sql("select count(*) from task.task where kind = :kind and subject = :subject")
                        .param("kind", CollectionJob.TASK)
                        .param("subject", plan.toString())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        await("off").until(() -> captures.find(plan).orElseThrow().state() == CaptureRecord.State.OFF);
        assertThat(rows()).isEqualTo("1:10.00 2:20.00 3:30.00");
    }

    @Test
    void removedRowsLeaveTheServingCopyAndStayOutOfItWhileOthersFollow() throws Exception {
        controller.way(plan, CAPTURE, steward);
        followed();
        ended(collecting.collect(plan, steward));
        UUID id =
                removing.getObject().order(plan, new Removing.Wanted(List.of(List.of("2")), "consent", "撤回"), steward);
        removing.getObject().confirm(id, Actors.holding("数官", Role.UNIT_CDO, unit));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> removals.find(id).orElseThrow().state() == RowRemoval.State.DONE);
        assertThat(removals.places(id)).containsEntry("serving-copy", 1L);
        assertThat(rows()).isEqualTo("1:10.00 3:30.00");
        sql("update permit set fee = 99 where id = 2; update permit set fee = 11 where id = 1;"
                + " insert into permit (id, fee) values (4, 40)");
        await().atMost(Duration.ofMinutes(1)).until(() -> rows().equals("1:11.00 3:30.00 4:40.00"));
        await("told")
                .atMost(Duration.ofMinutes(1))
                .until(() -> trail.list(new ListQuery(1, 200, null, null)).items().stream()
                        .anyMatch(one -> one.action().equals("collection.key-back")
                                && unit.value().equals(one.unit())));
        removing.getObject().lift(id, "重新同意", Actors.holding("数官", Role.UNIT_CDO, unit));
        sql("update permit set fee = 22 where id = 2");
        // The capture begins again without the key, before or after the change: the next change of the row comes.
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            sql("update permit set fee = 22 where id = 2");
            return rows().equals("1:11.00 2:22.00 3:30.00 4:40.00");
        });
    }

    @Test
    void oneNodeCapturesAndAnotherGoesOnWhenItsConnectionIsLost() throws Exception {
        CaptureKeeper second = new CaptureKeeper(
                captures,
                changes,
                plans,
                collecting,
                stops,
                removals,
                removed,
                removing,
                own,
                census,
                settings,
                transaction,
                events,
                clock,
                Duration.ofMillis(300));
        second.begin();
        try {
            controller.way(plan, CAPTURE, steward);
            followed();
            for (int i = 1; i <= 4; i++) {
                sql("update permit set fee = " + (100 + i) + " where id = 1");
                FreshDatabase.superuser(jdbc)
                        .sql("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                                + " where application_name = 'shuguan capture' and datname = current_database()")
                        .query(Long.class)
                        .single();
                sql("insert into permit (id, fee) values (" + (10 + i) + ", 1)");
                String wanted = "1:" + (100 + i) + ".00";
                int row = 10 + i;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> rows().startsWith(wanted) && rows().contains(row + ":1.00"));
            }
            assertThat(captures.find(plan).orElseThrow().served()).isEqualTo(1);
        } finally {
            second.close();
        }
    }

    private void followed() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> captureController.capture(plan, steward).upTo() != null);
    }

    /// The rows that consumers read: ids with their fees.
    private String rows() {
        return jdbc.sql("select coalesce(string_agg(id || ':' || fee, ' ' order by id), '') from "
                        + collected.copy(entry).orElseThrow().path())
                .query(String.class)
                .single();
    }

    private CollectionRun ended(UUID run) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> runs.find(run).orElseThrow().state().over());
        return runs.find(run).orElseThrow();
    }

    private void sql(String statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
