package org.shuguan.server.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.Content;
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
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Collections of a table of a real database into the lake.
@SpringBootTest
class CollectingTest {
    static final ListQuery ALL = new ListQuery(1, 100, null, null);

    @Autowired
    Collecting collecting;

    @Autowired
    CollectionController controller;

    @Autowired
    VersionController versions;

    @Autowired
    CollectionRuns runs;

    @Autowired
    Plans plans;

    @Autowired
    RollBacks rollBacks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TidyJob tidy;

    @Autowired
    Census census;

    @Autowired
    Catalog catalog;

    @Autowired
    Jobs jobs;

    @Autowired
    Tasks tasks;

    @Autowired
    AuditTrail trail;

    @Autowired
    Institution institution;

    @Autowired
    Clock clock;

    private UnitCode unit = UnitCode.CITY;
    Actor steward;
    Actor cdo;
    private Actor bureau;
    private String database;
    private SourceRecord source;
    UUID entry;

    @BeforeEach
    void aPublishedEntryOnATableOfADatabase() throws Exception {
        unit = new UnitCode(
                "C" + Long.toString(System.nanoTime() % 10_000_000, 36).toUpperCase(Locale.ROOT));
        SampleUnits.department(institution, unit);
        steward = Actors.holding("专员", Role.DATA_STEWARD, unit);
        cdo = Actors.holding("数官", Role.UNIT_CDO, unit);
        bureau = Actors.holding("业务员", Role.BUREAU_OPERATOR, unit);
        database = FreshDatabase.create("source");
        sql("create table person (id int primary key, name varchar(20), birth varchar(20), id_number varchar(18));"
                + " insert into person values (1, '王伟', '1990-01-01', '441202199001010013'),"
                + " (2, '李静', '1985-12-31', '44120219851231002X')");
        source = census.register(
                unit,
                new Census.Entered(
                        "人口库",
                        SourceRecord.Kind.POSTGRESQL,
                        "127.0.0.1",
                        Integer.parseInt(database.replaceAll(".*:(\\d+)/.*", "$1")),
                        database.replaceAll(".*/([a-z0-9]+)\\?.*", "$1"),
                        List.of(),
                        "postgres",
                        "postgres"));
        takeCensus();
        Census.Place place = census.newest(source.id(), "public.person").orElseThrow();
        entry = catalog.create(
                unit,
                catalog.measured(place.run(), place.table())
                        .offered(SharingType.CONDITIONAL, "业务协同", OpeningType.NOT_OPEN, null, UpdateCycle.DAILY, "4"),
                steward);
        publish(1);
    }

    @Test
    void aTableBecomesAVersionAndEachCollectionAnother() throws Exception {
        UUID plan = collecting.plan(entry, steward);
        assertThat(plans.find(plan).orElseThrow().nextAt()).isAfter(clock.instant());
        CollectionRun first = collected(plan);
        assertThat(first.state()).isEqualTo(Job.State.DONE);
        assertThat(first.kept()).isEqualTo(2);
        assertThat(first.quarantined()).isZero();
        sql("update person set name = '王强' where id = 1; insert into person values (3, '陈明', '2000-02-29', null)");
        CollectionRun second = collected(plan);
        assertThat(second.kept()).isEqualTo(3);
        assertThat(versions.versions(plan, ALL, cdo).items())
                .extracting(VersionController.VersionRow::id)
                .containsExactly(second.snapshot(), first.snapshot());
        assertThat(controller.one(plan, bureau).currentRows()).isEqualTo(3);
        VersionController.DifferenceView difference = versions.difference(
                plan, String.valueOf(first.snapshot()), String.valueOf(second.snapshot()), null, null, null, cdo);
        assertThat(difference.added()).isEqualTo(1);
        assertThat(difference.changed()).isEqualTo(1);
        assertThat(difference.same()).isEqualTo(1);
        assertThat(versions.difference(
                                plan,
                                String.valueOf(first.snapshot()),
                                String.valueOf(second.snapshot()),
                                "added",
                                null,
                                null,
                                cdo)
                        .rows())
                .hasSize(1);
        assertThat(audited("collection.plan", "collection.start", "collection.finish"))
                .isEqualTo(5);
    }

    @Test
    void rowsAreShownMaskedAndAsOfADay() {
        UUID plan = collecting.plan(entry, steward);
        collected(plan);
        VersionController.RowsView rows = versions.rows(plan, null, null, null, null, cdo);
        assertThat(rows.total()).isEqualTo(2);
        assertThat(rows.rows().toString()).contains("441202********0013").doesNotContain("199001010013");
        LocalDate today = CityTime.today(clock);
        assertThat(versions.rows(plan, null, today, null, null, steward).version())
                .isEqualTo(rows.version());
        assertThatThrownBy(() -> versions.rows(plan, null, today.minusDays(1), null, null, steward))
                .isInstanceOf(CollectionRefused.class);
        assertThatThrownBy(() -> versions.rows(plan, null, null, null, null, bureau))
                .isInstanceOf(Forbidden.class);
        Actor stranger = Actors.holding("别人", Role.DATA_STEWARD, new UnitCode("OTHER"));
        assertThatThrownBy(() -> controller.one(plan, stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> collecting.collect(plan, cdo)).isInstanceOf(Forbidden.class);
    }

    @Test
    void whatDoesNotFitIsListedWithItsReasonAndTheNumbersAddUp() throws Exception {
        UUID plan = collecting.plan(entry, steward);
        sql("insert into person values (3, '甲', '1990-02-30', null), (4, '乙', '不详', null),"
                + " (5, '丙', '19900228', '441202199002280019')");
        CollectionRun run = collected(plan);
        assertThat(run.sourceRows()).isEqualTo(5);
        assertThat(run.kept()).isEqualTo(3);
        assertThat(run.quarantined()).isEqualTo(2);
        assertThat(versions.quarantine(run.id(), null, ALL, steward).items())
                .extracting(row ->
                        row.row() + " " + row.key() + " " + row.column() + " " + row.value() + " " + row.reason())
                .containsExactly("3 3 birth 1990-02-30 not-date", "4 4 birth 不详 not-date");
        assertThat(versions.quarantine(run.id(), "too-long", ALL, steward).total())
                .isZero();
        // The CDO sees that there are two, not what they are.
        assertThat(versions.quarantine(run.id(), null, ALL, cdo).items())
                .extracting(VersionController.QuarantineRow::value)
                .doesNotContain("不详", "1990-02-30");
        assertThatThrownBy(() -> versions.quarantine(run.id(), null, ALL, bureau))
                .isInstanceOf(Forbidden.class);
        assertThat(audited("collection.read-values")).isEqualTo(2);
        assertThat(audited("collection.quarantine")).isEqualTo(1);
    }

    @Test
    void aGoneColumnStopsThePlanWithATaskUntilACollectionSucceeds() throws Exception {
        UUID plan = collecting.plan(entry, steward);
        collected(plan);
        sql("alter table person add column extra text; alter table person rename column name to full_name");
        CollectionRun stopped = collected(plan);
        assertThat(stopped.state()).isEqualTo(Job.State.FAILED);
        assertThat(stopped.problem()).isEqualTo("collection.problem.drift");
        assertThat(plans.find(plan).orElseThrow().state()).isEqualTo(Plan.State.STOPPED);
        assertThat(drifts()).hasSize(1);
        assertThat(controller.one(plan, cdo).stoppedBecause()).isEqualTo("− name");
        assertThat(versions.versions(plan, ALL, steward).total()).isEqualTo(1);
        sql("alter table person rename column full_name to name");
        CollectionRun mended = collected(plan);
        assertThat(mended.added()).containsExactly("extra");
        assertThat(plans.find(plan).orElseThrow().state()).isEqualTo(Plan.State.ACTIVE);
        assertThat(drifts()).isEmpty();
        sql("alter table person alter id_number type text");
        collected(plan);
        assertThat(controller.one(plan, cdo).stoppedBecause()).isEqualTo("id_number: character varying(18) → text");
    }

    @Test
    void anOlderVersionBecomesTheCurrentOneWithAReason() throws Exception {
        UUID plan = collecting.plan(entry, steward);
        CollectionRun first = collected(plan);
        sql("delete from person");
        CollectionRun second = collected(plan);
        assertThat(controller.one(plan, steward).currentRows()).isZero();
        long older = Long.parseLong(String.valueOf(first.snapshot()));
        assertThatThrownBy(() -> collecting.rollBack(plan, older, " ", steward)).hasMessageContaining("invalid-input");
        assertThatThrownBy(() -> collecting.rollBack(plan, older, "误删", cdo)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() ->
                        collecting.rollBack(plan, Long.parseLong(String.valueOf(second.snapshot())), "误删", steward))
                .hasMessageContaining("current-already");
        collecting.rollBack(plan, older, "源库误删，恢复前一版本", steward);
        assertThat(controller.one(plan, steward).currentVersion()).isEqualTo(first.snapshot());
        assertThat(versions.versions(plan, ALL, steward).items())
                .extracting(VersionController.VersionRow::rolledBack)
                .containsExactly(null, "源库误删，恢复前一版本");
        assertThat(audited("collection.roll-back")).isEqualTo(1);
    }

    @Test
    void aFileIsCollectedInTheTablesPlace() {
        UUID plan = collecting.plan(entry, steward);
        String csv = "id,name,birth,id_number\n7,赵敏,1999-09-09,\n8,钱多,不详,\n9,孙三\n";
        UUID run = collecting.upload(
                plan, "C:\\data\\人员.csv", IncomingFile.of(csv.getBytes(StandardCharsets.UTF_8)), steward);
        CollectionRun done = ended(run);
        assertThat(done.fileName()).isEqualTo("人员.csv");
        assertThat(done.kept()).isEqualTo(1);
        assertThat(done.quarantined()).isEqualTo(2);
        assertThat(versions.quarantine(run, null, ALL, steward).items())
                .extracting(row -> row.row() + " " + row.column() + " " + row.reason())
                .containsExactly("3 birth not-date", "4 null not-row");
        UUID wrong = collecting.upload(
                plan, "x.csv", IncomingFile.of("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)), steward);
        assertThat(ended(wrong).problem()).isEqualTo("collection.problem.file-columns");
        assertThat(plans.find(plan).orElseThrow().state()).isEqualTo(Plan.State.ACTIVE);
        assertThatThrownBy(() -> collecting.upload(plan, "x.pdf", IncomingFile.of(new byte[1]), steward))
                .hasMessageContaining("file-kind");
    }

    @Test
    void onlyDuePlansStartAndAPausedOneDoesNot() {
        UUID plan = collecting.plan(entry, steward);
        plans.next(plan, clock.instant().minusSeconds(1));
        assertThat(collecting.startDue()).isGreaterThanOrEqualTo(1);
        CollectionRun run = runs.newest(List.of(plan)).get(plan);
        assertThat(ended(run.id()).kept()).isEqualTo(2);
        assertThat(run.startedBy()).isNull();
        assertThat(plans.find(plan).orElseThrow().nextAt()).isAfter(clock.instant());
        controller.pause(plan, steward);
        assertThat(plans.find(plan).orElseThrow().nextAt()).isNull();
        assertThatThrownBy(() -> collecting.collect(plan, steward)).hasMessageContaining("paused");
        controller.resume(plan, steward);
        assertThat(plans.find(plan).orElseThrow().nextAt()).isAfter(clock.instant());
    }

    @Test
    void aSourceThatIsGoneIsSaidToBeAndAnUnpublishedEntryIsNotPlanned() {
        assertThatThrownBy(() -> collecting.plan(
                        catalog.create(
                                unit,
                                catalog.measured(
                                        census.newest(source.id(), "public.person")
                                                .orElseThrow()
                                                .run(),
                                        census.newest(source.id(), "public.person")
                                                .orElseThrow()
                                                .table()),
                                steward),
                        steward))
                .hasMessageContaining("not-published");
        UUID plan = collecting.plan(entry, steward);
        assertThatThrownBy(() -> collecting.plan(entry, steward)).hasMessageContaining("planned-already");
        assertThat(controller.ofEntry(entry, cdo).plan().id()).isEqualTo(plan);
        assertThat(controller.list(null, null, false, ALL, cdo).total()).isEqualTo(1);
    }

    @Test
    void oldVersionsAreRemovedByTheRuleAndTheNewestStay() {
        UUID plan = collecting.plan(entry, steward);
        collected(plan);
        collected(plan);
        tidy.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> !jobs.isUnderWay(TidyJob.NAME, "city"));
        assertThat(versions.versions(plan, ALL, steward).total()).isEqualTo(2);
    }

    @Test
    void aCollectionWhoseServerDiedAfterTheCommitIsStoredWithoutASecondVersion() throws Exception {
        UUID plan = collecting.plan(entry, steward);
        CollectionRun first = collected(plan);
        jdbc.sql("update collection.run set snapshot = null, committed_at = null, source_rows = null, kept = null,"
                        + " quarantined = null where id = :id")
                .param("id", first.id())
                .update();
        jdbc.sql("update job.job set state = 'failed' where id = :id")
                .param("id", first.id())
                .update();
        sql("insert into person values (3, '后来', null, null)");
        jobs.runAgain(first.id());
        CollectionRun again = ended(first.id());
        assertThat(again.snapshot()).isEqualTo(first.snapshot());
        assertThat(again.kept()).isEqualTo(2);
        assertThat(versions.versions(plan, ALL, steward).total()).isEqualTo(1);
    }

    @Test
    void anOrderToRollBackThatTheServerDidNotCarryOutIsCarriedOutLater() throws Exception {
        UUID plan = collecting.plan(entry, steward);
        CollectionRun first = collected(plan);
        sql("delete from person");
        collected(plan);
        rollBacks.order(
                plans.find(plan).orElseThrow(),
                Long.parseLong(String.valueOf(first.snapshot())),
                "误删",
                Person.of(steward));
        assertThat(controller.one(plan, steward).currentRows()).isZero();
        assertThat(rollBacks.reconcile()).isEqualTo(1);
        assertThat(controller.one(plan, steward).currentRows()).isEqualTo(2);
        assertThat(rollBacks.reconcile()).isZero();
    }

    CollectionRun collected(UUID plan) {
        return ended(collecting.collect(plan, steward));
    }

    private CollectionRun ended(UUID run) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> runs.find(run).orElseThrow().state().over());
        return runs.find(run).orElseThrow();
    }

    private List<Todo> drifts() {
        return Actors.todos(tasks, steward).stream()
                .filter(todo -> todo.kind().equals(CollectionJob.TASK))
                .toList();
    }

    /// Number of entries of the record with these actions for the unit.
    private long audited(String... actions) {
        return trail.list(new ListQuery(1, 200, null, null)).items().stream()
                .filter(one ->
                        unit.value().equals(one.unit()) && List.of(actions).contains(one.action()))
                .count();
    }

    private void takeCensus() {
        UUID run = census.start(source, 0, "test");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> jobs.find(run).orElseThrow().state().over());
        assertThat(jobs.find(run).orElseThrow().state()).isEqualTo(Job.State.DONE);
    }

    private void publish(int number) {
        catalog.submit(entry, number, steward);
        catalog.sign(entry, number, null, cdo);
        catalog.publish(entry, number, null, bureau);
    }

    private void sql(String statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /// The items of the entry, to see that the test has what it names.
    @Test
    void theBirthIsADayAndTheNumberIsRecognised() {
        Content content = collecting.published(entry).orElseThrow().content();
        assertThat(content.items())
                .extracting(item -> item.physicalName() + " " + item.type() + " " + item.key())
                .containsExactly("id I true", "name C false", "birth D false", "id_number C false");
    }
}
