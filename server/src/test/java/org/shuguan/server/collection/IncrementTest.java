package org.shuguan.server.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
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
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// Plans that are collected by increment, of a table of a real database.
@SpringBootTest
class IncrementTest {
    private static final ListQuery ALL = new ListQuery(1, 100, null, null);
    private static final CollectionWay BY_TIME = CollectionWay.increment("changed", 0, List.of(), 3);

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
    Census census;

    @Autowired
    Catalog catalog;

    @Autowired
    Jobs jobs;

    @Autowired
    AuditTrail trail;

    @Autowired
    Institution institution;

    private Actor steward;
    private Actor cdo;
    private String database;
    private UUID plan;

    @BeforeEach
    void aPlanOfATableThatGrows() throws Exception {
        UnitCode unit = new UnitCode(
                "I" + Long.toString(System.nanoTime() % 10_000_000, 36).toUpperCase(Locale.ROOT));
        SampleUnits.department(institution, unit);
        steward = Actors.holding("专员", Role.DATA_STEWARD, unit);
        cdo = Actors.holding("数官", Role.UNIT_CDO, unit);
        database = FreshDatabase.create("growing");
        sql("""
                create table permit (id int primary key, holder varchar(20), fee numeric(10,2), issued date,
                                     id_number varchar(18), changed timestamp);
                insert into permit values (1, '王伟', 10, '2026-01-01', '441202199001010013', '2026-01-01 08:00'),
                                          (2, '李静', 20, '2026-01-02', '44120219851231002X', '2026-01-02 08:00'),
                                          (3, '陈明', 30, '2026-01-03', '441202197001010039', null);
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
        UUID entry = catalog.create(
                unit,
                catalog.measured(place.run(), place.table())
                        .offered(SharingType.CONDITIONAL, "业务协同", OpeningType.NOT_OPEN, null, UpdateCycle.DAILY, "4"),
                steward);
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, cdo);
        catalog.publish(entry, 1, null, Actors.holding("业务员", Role.BUREAU_OPERATOR, unit));
        plan = collecting.plan(entry, steward);
    }

    @Test
    void columnsAreOfferedWithTheirTypesAndWhatTheCensusFound() {
        CollectionController.WayView offered = controller.way(plan, steward);
        assertThat(offered.possible()).isTrue();
        assertThat(offered.way().mode()).isEqualTo(CollectionWay.Mode.FULL);
        assertThat(offered.columns())
                .extracting(column ->
                        column.column() + " " + column.kind() + " " + column.without() + " " + column.usualOverlap())
                .containsExactly("changed time 1 60", "issued day 0 1", "id number 0 1000", "fee number 0 1000");
        assertThat(offered.keys())
                .extracting(column -> column.column() + " " + column.marked())
                .startsWith("id true", "holder false");
        assertThat(offered.usualFullEvery()).isEqualTo(10);
    }

    @Test
    void anIncrementReadsWhatChangedAndEachVersionSaysWhatItBrought() throws Exception {
        controller.way(
                plan,
                new CollectionController.WayRequest(CollectionWay.Mode.INCREMENT, "changed", 0L, List.of("id"), 3),
                steward);
        assertThat(plans.find(plan).orElseThrow().key()).isEmpty();
        CollectionRun first = collected();
        assertThat(first.grown().because()).isEqualTo("first");
        assertThat(first.grown().without()).isEqualTo(1);
        sql("""
                update permit set fee = 25, changed = '2026-01-04 08:00' where id = 2;
                insert into permit values (4, '赵敏', 40, '2026-01-05', null, '2026-01-05 08:00');
                delete from permit where id = 1;
                """);
        CollectionRun second = collected();
        assertThat(second.sourceRows()).isEqualTo(2);
        assertThat(second.kept()).isEqualTo(2);
        assertThat(second.grown().increment()).isTrue();
        assertThat(second.grown().from()).isEqualTo("2026-01-02 08:00:00.000000");
        CollectionController.PlanView seen = controller.one(plan, cdo);
        assertThat(seen.currentRows()).isEqualTo(4);
        assertThat(seen.grown().upTo()).isEqualTo("2026-01-05 08:00:00.000000");
        assertThat(seen.grown().fullAt())
                .isEqualTo(versions.versions(plan, ALL, cdo).items().getLast().at());
        assertThat(seen.row().mode()).isEqualTo(CollectionWay.Mode.INCREMENT);
        assertThat(versions.versions(plan, ALL, cdo).items())
                .extracting(row -> row.grown().increment() + " " + row.grown().added() + " "
                        + row.grown().replaced())
                .containsExactly("true 1 1", "false 3 0");
        VersionController.DifferenceView difference = versions.difference(
                plan, String.valueOf(first.snapshot()), String.valueOf(second.snapshot()), null, null, null, cdo);
        assertThat(difference.added()).isEqualTo(1);
        assertThat(difference.changed()).isEqualTo(1);
        assertThat(difference.gone()).isZero();
        collected();
        CollectionRun full = collected();
        assertThat(full.grown().because()).isEqualTo("due");
        assertThat(full.grown().gone()).isEqualTo(1);
        assertThat(controller.one(plan, cdo).currentRows()).isEqualTo(3);
        assertThat(trail.list(new ListQuery(1, 200, null, null)).items())
                .extracting(one -> one.action() + " " + one.unit())
                .contains("collection.way "
                        + plans.find(plan).orElseThrow().unit().value());
    }

    @Test
    void rolledBackTheNextIncrementBeginsWhereThatVersionEnded() throws Exception {
        collecting.way(plan, BY_TIME, steward);
        CollectionRun first = collected();
        sql("insert into permit values (4, '赵敏', 40, null, null, '2026-01-05 08:00')");
        collected();
        collecting.rollBack(plan, Long.parseLong(String.valueOf(first.snapshot())), "核对", steward);
        assertThat(controller.one(plan, steward).grown().upTo()).isEqualTo("2026-01-02 08:00:00.000000");
        CollectionRun third = collected();
        assertThat(third.grown().from()).isEqualTo("2026-01-02 08:00:00.000000");
        assertThat(third.grown().added()).isEqualTo(1);
        assertThat(controller.one(plan, steward).currentRows()).isEqualTo(4);
    }

    @Test
    void anUploadAnotherWayAndAPersonsWishMakeTheNextCollectionAFullLoad() throws Exception {
        collecting.way(plan, BY_TIME, steward);
        collected();
        assertThat(ended(collecting.collect(plan, true, steward)).grown().because())
                .isEqualTo("requested");
        String csv = "id,holder,fee,issued,id_number,changed\n7,钱多,1,,,2026-01-09 08:00\n";
        ended(collecting.upload(plan, "permit.csv", IncomingFile.of(csv.getBytes(StandardCharsets.UTF_8)), steward));
        assertThat(controller.one(plan, steward).grown()).isNull();
        assertThat(collected().grown().because()).isEqualTo("other-way");
        collecting.way(plan, CollectionWay.increment("issued", 1, List.of("id_number"), 0), steward);
        CollectionRun otherKey = collected();
        assertThat(otherKey.grown().because()).isEqualTo("other-way");
        assertThat(collected().grown().increment()).isTrue();
        collecting.way(plan, CollectionWay.FULL, steward);
        assertThat(collected().grown()).isNull();
    }

    @Test
    void brokenRowsAreQuarantinedAndTheirKeyIsMaskedByTheChosenItems() throws Exception {
        collecting.way(plan, CollectionWay.increment("changed", 0, List.of("id_number"), 0), steward);
        collected();
        sql("insert into permit values (5, '孙三', 5, null, '441202199001010013', '2026-01-06 08:00'),"
                + " (6, '周四', 6, null, null, '2026-01-07 08:00'),"
                + " (7, '吴五', 7, null, '441202199001010013', '2026-01-08 08:00')");
        CollectionRun second = collected();
        assertThat(second.sourceRows()).isEqualTo(4);
        assertThat(second.kept()).isEqualTo(2);
        assertThat(versions.quarantine(second.id(), null, ALL, steward).items())
                .extracting(row -> row.key() + " " + row.column() + " " + row.reason())
                .containsExactlyInAnyOrder("441202199001010013 id_number repeated-key", " id_number missing-key");
        assertThat(versions.quarantine(second.id(), "repeated-key", ALL, cdo).items())
                .extracting(VersionController.QuarantineRow::key)
                .containsExactly("441202********0013");
        assertThat(second.grown().replaced()).isEqualTo(1);
    }

    @Test
    void aGoneWatermarkStopsThePlanAndAnotherTypeIsSaid() throws Exception {
        collecting.way(plan, BY_TIME, steward);
        collected();
        sql("alter table permit rename column changed to altered");
        CollectionRun gone = collected();
        assertThat(gone.problem()).isEqualTo("collection.problem.drift");
        assertThat(controller.one(plan, cdo).stoppedBecause()).isEqualTo("− changed");
        sql("alter table permit rename column altered to changed");
        assertThat(collected().state()).isEqualTo(Job.State.DONE);
        collecting.way(plan, CollectionWay.increment("fee", 0, List.of(), 0), steward);
        assertThat(collected().grown().because()).isEqualTo("other-way");
    }

    @Test
    void whatCannotBeAWayIsRefusedFieldByField() {
        assertThatThrownBy(() ->
                        collecting.way(plan, CollectionWay.increment("holder", -1, List.of("nothing"), 1), steward))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.errors())
                                .extracting(error -> error.field() + " " + error.code())
                                .containsExactly(
                                        "watermark no-watermark",
                                        "overlap setting-number",
                                        "fullEvery setting-number",
                                        "key no-key-column"));
        assertThatThrownBy(() -> collecting.way(plan, CollectionWay.increment("", 0, List.of(), 0), steward))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.errors())
                                .extracting(error -> error.field() + " " + error.code())
                                .containsExactly("watermark required"));
        assertThatThrownBy(() -> collecting.way(plan, CollectionWay.increment("issued", 367, List.of(), 0), steward))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> collecting.way(plan, BY_TIME, cdo)).isInstanceOf(Forbidden.class);
        assertThat(plans.find(plan).orElseThrow().mode()).isEqualTo(CollectionWay.Mode.FULL);
    }

    private CollectionRun collected() {
        return ended(collecting.collect(plan, steward));
    }

    private CollectionRun ended(UUID run) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> runs.find(run).orElseThrow().state().over());
        return runs.find(run).orElseThrow();
    }

    private void sql(String statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
