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
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.lake.Removal;
import org.shuguan.dataplane.lake.RemovedKeys;
import org.shuguan.server.Actors;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
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
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Rows are ordered to be removed from every version for good, confirmed by another person, removed, proven
/// and kept out.
@SpringBootTest
class RemovingTest {
    private static final ListQuery ALL = new ListQuery(1, 100, null, null);

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
    Removing removing;

    @Autowired
    Removals removals;

    @Autowired
    RemovalController removal;

    @Autowired
    CityLake lake;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient jdbc;

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
    private Actor steward;
    private Actor cdo;
    private Actor bureau;
    private String database;
    private SourceRecord source;
    private UUID entry;

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

    private static final Removing.Wanted SECOND =
            new Removing.Wanted(List.of(List.of(" 2 "), List.of("77")), "consent", "撤回同意书 2026-12");

    /// Three versions, of which each has the second person, and a quarantine that has it.
    private UUID planned() throws Exception {
        UUID plan = collecting.plan(entry, steward);
        collected(plan);
        sql("insert into person values (3, '陈明', '2000-02-29', null), (4, '甲', '1990-02-30', '441202199002300014')");
        collected(plan);
        sql("update person set birth = '1985-02-31' where id = 2");
        collected(plan);
        sql("update person set birth = '1985-12-31' where id = 2");
        collected(plan);
        return plan;
    }

    private RowRemoval done(UUID id) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> removals.find(id).orElseThrow().state() == RowRemoval.State.DONE
                        || jobs.find(removals.find(id).orElseThrow().job())
                                .map(job -> job.state() == Job.State.FAILED)
                                .orElse(false));
        RowRemoval found = removals.find(id).orElseThrow();
        assertThat(jobs.find(found.job()).orElseThrow())
                .extracting(job -> job.problem() + " " + job.problemDetail())
                .isEqualTo("null null");
        return found;
    }

    private String all(UUID plan) {
        StringBuilder all = new StringBuilder();
        for (VersionController.VersionRow version :
                versions.versions(plan, ALL, steward).items()) {
            all.append(
                    versions.rows(plan, version.id(), null, null, 100, steward).rows());
        }
        return all.toString();
    }

    @Test
    void anOrderThatAnotherPersonConfirmsRemovesTheRowsFromAllVersionsAndProvesIt() throws Exception {
        UUID plan = planned();
        assertThat(all(plan)).contains("李");
        UUID id = removing.order(plan, SECOND, steward);
        RemovalController.RemovalView waiting = removal.one(id, cdo);
        assertThat(waiting.row().keys()).isEqualTo(2);
        assertThat(waiting.row().found()).isEqualTo(1);
        assertThat(waiting.may()).containsExactly("confirm");
        assertThat(waiting.keysShown()).hasSize(2);
        assertThat(removal.one(id, steward).may()).containsExactly("withdraw");
        assertThat(Actors.todos(tasks, cdo)).anyMatch(todo -> todo.kind().equals(Removing.CONFIRM));
        assertThat(all(plan)).as("nothing happens before it is confirmed").contains("李");
        removing.confirm(id, cdo);
        RowRemoval done = done(id);
        assertThat(Actors.todos(tasks, cdo)).noneMatch(todo -> todo.kind().equals(Removing.CONFIRM));

        assertThat(all(plan)).doesNotContain("李").contains("王", "陈");
        assertThat(versions.versions(plan, ALL, steward).items())
                .extracting(VersionController.VersionRow::removed)
                .containsExactly(1L, 0L, 1L, 1L);
        assertThat(versions.rows(plan, null, CityTime.today(clock), null, null, cdo)
                        .removed())
                .isEqualTo(1);
        RemovalProof proof = removal.one(id, bureau).proof();
        assertThat(proof.rowsFound()).isZero();
        assertThat(proof.rowsRemoved()).isEqualTo(3);
        assertThat(proof.versions())
                .extracting(version -> version.before() + " - " + version.removed() + " = " + version.after())
                .containsExactly("2 - 1 = 1", "3 - 1 = 2", "2 - 0 = 2", "3 - 1 = 2");
        assertThat(proof.files()).isNotEmpty().allMatch(file -> file.found() == null || file.found() == 0);
        assertThat(proof.places())
                .filteredOn(place -> place.place().equals("quarantine"))
                .singleElement()
                .extracting(place -> place.removed() + " " + place.left())
                .isEqualTo("1 0");
        assertThat(proof.keyDigests()).hasSize(2).allMatch(digest -> digest.matches("[0-9a-f]{64}"));
        assertThat(proof.unreachable()).extracting(RemovalProof.Sentence::code).contains("source", "backups");
        assertThat(proof.orderedBy()).isEqualTo("专员");
        assertThat(proof.confirmedBy()).isEqualTo("数官");
        byte[] file = removal.proof(id, cdo).getBody();
        String text = new String(file, StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("44120219851231002X", "李静");
        assertThat(json.readTree(text).get("number").asInt()).isEqualTo(done.number());
        String sha256 = Hashes.hexSha256(text);
        assertThat(done.proofSha256()).isEqualTo(sha256);
        assertThat(trail.list(new ListQuery(1, 200, null, null)).items())
                .anyMatch(one -> one.action().equals("collection.remove-rows")
                        && String.valueOf(one.facts()).contains(sha256));
        assertThat(audited("collection.order-removal", "collection.confirm-removal", "collection.remove-rows"))
                .isEqualTo(3);
        assertThat(jdbc.sql("select sealed_keys is null from collection.removal where id = :id")
                        .param("id", id)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        for (UUID run : runs.ofPlan(plan)) {
            assertThat(Removal.inQuarantine(
                            lake.quarantine(run),
                            new RemovedKeys(List.of("id"), List.of(List.of("2"))),
                            List.of("BIGINT")))
                    .isZero();
        }
    }

    @Test
    void aKeyThatComesAgainIsKeptOutAndToldUntilTheCdoLiftsTheRemoval() throws Exception {
        UUID plan = planned();
        UUID id = removing.order(plan, SECOND, steward);
        removing.confirm(id, cdo);
        done(id);
        CollectionRun again = collected(plan);
        assertThat(again.state()).isEqualTo(Job.State.DONE);
        assertThat(again.kept()).isEqualTo(2);
        assertThat(versions.quarantine(again.id(), "removed-key", ALL, steward).items())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.key()).isNull();
                    assertThat(row.value()).isNull();
                });
        assertThat(all(plan)).doesNotContain("李");
        assertThat(removal.one(id, steward).row().cameBack()).isEqualTo(1);
        assertThat(Actors.todos(tasks, steward)).anyMatch(todo -> todo.kind().equals(Removing.BACK));
        assertThat(audited("collection.key-back")).isEqualTo(1);
        collected(plan);
        assertThat(audited("collection.key-back")).as("told once").isEqualTo(1);

        assertThatThrownBy(() -> removing.lift(id, "x", steward)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> removing.lift(id, " ", cdo)).isInstanceOf(InvalidInput.class);
        removing.lift(id, "本人重新同意", cdo);
        assertThat(Actors.todos(tasks, steward)).noneMatch(todo -> todo.kind().equals(Removing.BACK));
        assertThat(collected(plan).kept()).isEqualTo(3);
        assertThat(all(plan)).contains("李");
        assertThatThrownBy(() -> removing.lift(id, "x", cdo)).isInstanceOf(CollectionRefused.class);
    }

    @Test
    void nobodyConfirmsTheirOwnOrderAndOthersHaveNoSay() throws Exception {
        UUID plan = planned();
        Actor stranger = Actors.holding("别人", Role.UNIT_CDO, new UnitCode("OTHER"));
        assertThatThrownBy(() -> removing.order(plan, SECOND, stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> removing.order(plan, SECOND, bureau)).isInstanceOf(Forbidden.class);
        UUID id = removing.order(plan, SECOND, steward);
        assertThatThrownBy(() -> removing.order(plan, SECOND, cdo)).isInstanceOf(CollectionRefused.class);
        assertThatThrownBy(() -> removing.confirm(id, steward)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> removing.confirm(id, bureau)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> removing.confirm(id, stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> removing.withdraw(id, cdo)).isInstanceOf(Forbidden.class);
        Actor both = Actors.with(
                steward.officer(), "专员", Capacity.own(Role.DATA_STEWARD, unit), Capacity.own(Role.UNIT_CDO, unit));
        assertThatThrownBy(() -> removing.confirm(id, both)).isInstanceOf(CollectionRefused.class);
        removing.withdraw(id, steward);
        assertThatThrownBy(() -> removing.confirm(id, cdo)).isInstanceOf(CollectionRefused.class);

        UUID byCdo = removing.order(plan, SECOND, cdo);
        assertThatThrownBy(() -> removing.confirm(byCdo, cdo)).isInstanceOf(CollectionRefused.class);
        assertThatThrownBy(() -> removing.refuse(byCdo, "x", cdo)).isInstanceOf(CollectionRefused.class);
        Actor city = Actors.holding("市数官", Role.CITY_CDO, UnitCode.CITY);
        assertThat(Actors.todos(tasks, city)).anyMatch(todo -> todo.kind().equals(Removing.CONFIRM));
        assertThat(removal.one(byCdo, city).keysShown())
                .as("who oversees sees no values")
                .isEmpty();
        assertThatThrownBy(() -> removing.refuse(byCdo, "", city)).isInstanceOf(InvalidInput.class);
        removing.refuse(byCdo, "依据不足", city);
        assertThat(removal.one(byCdo, cdo).refusedBecause()).isEqualTo("依据不足");
        assertThat(removals.digests(byCdo))
                .as("what was not removed is not known")
                .isEmpty();
        assertThat(all(plan)).contains("李");
        UUID third = removing.order(plan, SECOND, cdo);
        removing.confirm(third, city);
        done(third);
        assertThat(all(plan)).doesNotContain("李");
    }

    @Test
    void whatCannotBeOrderedIsSaidWithItsLines() throws Exception {
        UUID plan = planned();
        assertThatThrownBy(() -> removing.order(
                        plan, new Removing.Wanted(List.of(List.of("2"), List.of("x")), "consent", "y"), steward))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.errors()).singleElement().satisfies(error -> {
                            assertThat(error.code()).isEqualTo("removal-unfit");
                            assertThat(error.facts()).containsEntry("lines", "2");
                        }));
        assertThatThrownBy(() -> removing.order(
                        plan, new Removing.Wanted(List.of(List.of("1", "2"), List.of("")), "none", " "), steward))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.errors())
                                .extracting(InvalidInput.FieldError::code)
                                .containsExactly("removal-lines", "removal-basis", "required"));
        assertThatThrownBy(() -> removing.order(plan, new Removing.Wanted(null, null, null), steward))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void aConfirmedRemovalWhoseJobIsLostGoesOn() throws Exception {
        UUID plan = planned();
        UUID id = removing.order(plan, SECOND, steward);
        removals.decide(id, RowRemoval.State.CONFIRMED, Person.of(cdo), clock.instant(), "");
        assertThat(removal.one(id, steward).may()).containsExactly("resume");
        removing.reconcile();
        done(id);
        assertThat(all(plan)).doesNotContain("李");
        assertThat(removing.reconcile()).isZero();
    }

    @Test
    void anUploadThatFailedIsDeletedWithTheRowsThatItMayHave() throws Exception {
        UUID plan = planned();
        UUID failed = ended(collecting.upload(
                        plan,
                        "persons.csv",
                        IncomingFile.of("id,name\n2,李静\n".getBytes(StandardCharsets.UTF_8)),
                        steward))
                .id();
        assertThat(runs.find(failed).orElseThrow().state()).isEqualTo(Job.State.FAILED);
        assertThat(lake.upload(failed)).exists();
        UUID id = removing.order(plan, SECOND, steward);
        removing.confirm(id, cdo);
        done(id);
        assertThat(lake.upload(failed)).doesNotExist();
        assertThat(removals.places(id)).containsEntry("uploads", 1L);
        UUID later = ended(collecting.upload(
                        plan,
                        "persons.csv",
                        IncomingFile.of("id,name\n2,李静\n".getBytes(StandardCharsets.UTF_8)),
                        steward))
                .id();
        assertThat(lake.upload(later))
                .as("not kept where it may have removed rows")
                .doesNotExist();
    }

    private CollectionRun collected(UUID plan) {
        return ended(collecting.collect(plan, steward));
    }

    private CollectionRun ended(UUID run) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> runs.find(run).orElseThrow().state().over());
        return runs.find(run).orElseThrow();
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
}
