package org.shuguan.server.quality;

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
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.server.Actors;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.Collecting;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// Rules, examinations and objections on data that were collected from a real database.
@SpringBootTest
class QualityTest {
    private static final ListQuery ALL = new ListQuery(1, 100, null, null);
    private static final Duration LONG = Duration.ofMinutes(1);

    @Autowired
    Collecting collecting;

    @Autowired
    CollectedData data;

    @Autowired
    Quality quality;

    @Autowired
    QualityController controller;

    @Autowired
    RuleController rules;

    @Autowired
    ExaminationController results;

    @Autowired
    ObjectionController objections;

    @Autowired
    Objections answering;

    @Autowired
    Examining examining;

    @Autowired
    ObjectionCheckJob checks;

    @Autowired
    Census census;

    @Autowired
    Catalog catalog;

    @Autowired
    Tasks tasks;

    @Autowired
    AuditTrail trail;

    @Autowired
    Institution institution;

    private UnitCode unit = UnitCode.CITY;
    private Actor steward;
    private Actor second;
    private Actor cdo;
    private Actor bureau;
    private Actor reader;
    private String database;
    private UUID entry;
    private UUID plan;

    @BeforeEach
    void aCollectedEntry() throws Exception {
        unit = new UnitCode(
                "Q" + Long.toString(System.nanoTime() % 10_000_000, 36).toUpperCase(Locale.ROOT));
        SampleUnits.department(institution, unit);
        steward = Actors.holding("专员", Role.DATA_STEWARD, unit);
        second = Actors.holding("另一专员", Role.DATA_STEWARD, unit);
        cdo = Actors.holding("数官", Role.UNIT_CDO, unit);
        bureau = Actors.holding("业务员", Role.BUREAU_OPERATOR, unit);
        database = FreshDatabase.create("source");
        sql("create table person (id int primary key, name varchar(20), birth date, id_number varchar(18));"
                + " insert into person values (1, '王伟', '1990-01-01', '441202199001010014'),"
                + " (2, '李静', '1985-12-30', '441202198512310022'), (3, '陈明', '1990-01-01', '441202199001010010'),"
                + " (4, '', '1990-01-01', '441202199001010014')");
        SourceRecord source = census.register(
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
        census.start(source, 0, "test");
        await().atMost(LONG).until(() -> !census.isUnderWay(source.id()));
        Census.Place place = census.newest(source.id(), "public.person").orElseThrow();
        entry = catalog.create(
                unit,
                catalog.measured(place.run(), place.table())
                        .offered(SharingType.CONDITIONAL, "业务协同", OpeningType.NOT_OPEN, null, UpdateCycle.DAILY, "4"),
                steward);
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, cdo);
        catalog.publish(entry, 1, null, bureau);
        UnitCode other = new UnitCode("O" + unit.value());
        SampleUnits.department(institution, other);
        reader = Actors.holding("外单位专员", Role.DATA_STEWARD, other);
        plan = collecting.plan(entry, steward);
        collect();
    }

    @Test
    void suggestedRulesAreApprovedBySomebodyElseAndTheirRowsAreListed() {
        RuleController.RulesView before = rules.rules(entry, steward);
        assertThat(before.suggestions())
                .extracting(one -> one.kind() + " " + one.dimension())
                .contains(
                        "UNIQUE ACCURACY",
                        "PRESENT COMPLETENESS",
                        "IDENTIFIER ACCURACY",
                        "VOLUME COMPLETENESS",
                        "FRESH TIMELINESS",
                        "REACHABLE ACCESSIBILITY");
        rules.accept(entry, new RuleController.Chosen(null, null), steward);
        rules.draft(entry, form(RuleKind.BIRTH_OF_ID, Terms.of("birth", "id_number")), steward);
        rules.draft(entry, form(RuleKind.PRESENT, Terms.of("name")), steward);
        assertThat(rules.rules(entry, steward).suggestions()).isEmpty();
        rules.offer(entry, steward);
        assertThat(todos(cdo, "quality.approve")).hasSize(1);
        assertThatThrownBy(() -> rules.approve(entry, new RuleController.Chosen(null, null), steward))
                .hasMessageContaining("own-rule");
        assertThat(rules.approve(entry, new RuleController.Chosen(null, null), cdo)
                        .count())
                .isGreaterThan(5);
        assertThat(todos(cdo, "quality.approve")).isEmpty();
        QualityController.RunView run = examined();
        assertThat(run.rows()).isEqualTo(4);
        assertThat(run.failing()).isEqualTo(3);
        assertThat(run.score()).isBetween(50.0, 99.0);
        assertThat(todos(steward, "quality.broken")).hasSize(1);
        ExaminationController.RunPage page = results.one(run.id(), bureau);
        assertThat(page.readable()).isFalse();
        UUID identifier = page.rules().stream()
                .filter(one -> one.kind() == RuleKind.IDENTIFIER)
                .findFirst()
                .orElseThrow()
                .rule();
        assertThat(results.failing(run.id(), identifier, ALL, steward).items())
                .singleElement()
                .satisfies(row -> assertThat(row.findings().toString()).contains("441202199001010010"));
        assertThat(results.failing(run.id(), null, ALL, cdo).items().toString())
                .doesNotContain("199001010010")
                .contains("441202********0010");
        assertThat(results.failing(run.id(), null, ALL, cdo).items())
                .extracting(ExaminationController.FailingRow::key)
                .containsExactly("2", "3", "4");
        assertThatThrownBy(() -> results.failing(run.id(), null, ALL, bureau)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> results.one(run.id(), reader)).isInstanceOf(NotFound.class);
        assertThat(new String(
                        results.export(run.id(), "csv", null, ALL, steward).getBody(), StandardCharsets.UTF_8))
                .contains("441202198512310022");
        assertThat(audited("quality.read-values")).isEqualTo(2);
    }

    @Test
    void aRuleHoldsAVersionBackAndConsumersKeepTheLastGoodOne() throws Exception {
        approved(new RuleForm(RuleKind.PRESENT, null, Terms.of("id_number"), null, 5, 0.0, true, false, null));
        assertThat(examined().held()).isFalse();
        long first = quality.goodVersion(entry).orElseThrow().id();
        sql("insert into person values (5, '周强', '1990-01-01', null)");
        collect();
        QualityController.RunView second = examined();
        assertThat(second.held()).isTrue();
        assertThat(second.version()).isNotEqualTo(Long.toString(first));
        assertThat(quality.goodVersion(entry)).map(LakeVersion::id).contains(first);
        QualityController.EntryPage page = controller.entry(entry, bureau);
        assertThat(page.row().standing()).isEqualTo("held");
        assertThat(page.trend()).hasSize(2);
        assertThat(controller
                        .entries("held", null, false, false, false, ALL, bureau)
                        .items())
                .extracting(QualityController.EntryRow::entry)
                .contains(entry);
        sql("update person set id_number = '441202199001010014' where id = 5");
        collect();
        assertThat(examined().held()).isFalse();
        assertThat(todos(steward, "quality.broken")).isEmpty();
        assertThat(quality.goodVersion(entry).orElseThrow().current()).isTrue();
        assertThat(controller.units(ALL, bureau).items())
                .filteredOn(unit -> unit.unit().equals(page.row().unit()))
                .singleElement()
                .satisfies(unit -> assertThat(unit.ruled()).isEqualTo(1));
    }

    @Test
    void aChangedRuleTakesThePlaceOfTheOldOneAndRunsKeepWhatTheyWereRunWith() {
        UUID old = approved(form(RuleKind.LENGTH, Terms.of("name").between("2", null)));
        QualityController.RunView first = examined();
        rules.draft(
                entry,
                new RuleForm(
                        RuleKind.LENGTH, null, Terms.of("name").between("1", "20"), null, 1, 0.0, false, false, old),
                steward);
        rules.offer(entry, steward);
        rules.approve(entry, new RuleController.Chosen(null, null), second);
        assertThat(rules.rules(entry, steward).rules())
                .extracting(RuleController.RuleView::state)
                .containsExactly(QualityRule.State.ENDED, QualityRule.State.IN_FORCE);
        QualityController.RunView next = examined();
        assertThat(results.one(first.id(), steward).rules().getFirst().rule()).isEqualTo(old);
        assertThat(results.one(next.id(), steward).rules().getFirst().sentence())
                .contains("1 — 20");
    }

    @Test
    void whatDoesNotFitIsRefusedBesideItsField() {
        assertThat(refused(form(RuleKind.CONDITION, Terms.none().text("read_text('/etc/passwd') = ''"))))
                .containsExactly("terms.text quality-condition-function");
        assertThat(refused(form(RuleKind.CONDITION, Terms.none().text("gone > 1"))))
                .containsExactly("terms.text quality-condition-column");
        assertThat(refused(form(RuleKind.CONDITION, Terms.none().text("birth + name"))))
                .containsExactly("terms.text quality-condition-types");
        assertThat(refused(form(RuleKind.PATTERN, Terms.of("name").text("("))))
                .containsExactly("terms.text quality-condition-types");
        assertThat(refused(form(RuleKind.RANGE, Terms.of("birth").between("2026-13-01", "3"))))
                .containsExactly("terms.least quality-end");
        assertThat(refused(form(RuleKind.PRESENT, Terms.of("gone"))))
                .containsExactly("terms.columns quality-no-column");
        assertThat(refused(form(RuleKind.VOLUME, Terms.none()))).containsExactly("terms.percent quality-percent");
        assertThatThrownBy(() -> rules.draft(entry, form(RuleKind.PRESENT, Terms.of("name")), cdo))
                .isInstanceOf(Forbidden.class);
    }

    private List<String> refused(RuleForm form) {
        try {
            rules.draft(entry, form, steward);
            return List.of();
        } catch (InvalidInput invalid) {
            return invalid.errors().stream()
                    .map(error -> error.field() + " " + error.code())
                    .toList();
        }
    }

    @Test
    void anObjectionGoesRoundUntilTheSourceIsCorrected() throws Exception {
        assertThat(objections.form(entry, reader).key())
                .extracting(ObjectionController.ColumnView::column)
                .containsExactly("id");
        Objections.Report report = new Objections.Report(Map.of("id", "3"), "name", "陈明", "陈明亮", "身份证所载姓名不同");
        UUID id = objections.report(entry, report, reader).id();
        assertThatThrownBy(() -> objections.report(entry, report, cdo)).hasMessageContaining("reported-already");
        answering.addFile(id, "身份证明.pdf", IncomingFile.of(new byte[] {1, 2, 3}), reader);
        assertThat(answering.of(entry))
                .singleElement()
                .satisfies(mark -> assertThat(mark.column()).isEqualTo("name"));
        assertThat(todos(steward, "quality.objection")).hasSize(1);
        assertThat(objections.one(id, bureau).key().getFirst().value()).isEqualTo("3");
        assertThat(objections.one(id, bureau).reason()).isEmpty();
        assertThat(objections.one(id, cdo).now()).isEqualTo("陈明");
        assertThatThrownBy(() -> objections.answer(id, new ObjectionController.Answer(true, "属实"), reader))
                .isInstanceOf(Forbidden.class);
        objections.answer(id, new ObjectionController.Answer(true, "经核实属实，已通知更正"), steward);
        assertThat(todos(steward, "quality.correct")).hasSize(1);
        collect();
        await().atMost(LONG).until(() -> !checks.begin(entry));
        assertThat(objections.one(id, reader).row().state()).isEqualTo(Objection.State.CONFIRMED);
        sql("update person set name = '陈明亮' where id = 3");
        collect();
        await().atMost(LONG).until(() -> objections.one(id, reader).row().state() == Objection.State.CORRECTED);
        assertThat(objections.one(id, reader).correctedValue()).isEqualTo("陈明亮");
        assertThat(answering.of(entry)).isEmpty();
        assertThat(todos(steward, "quality.correct")).isEmpty();
        assertThat(audited("objection.correct")).isEqualTo(1);
        assertThat(objections.list(null, null, true, null, ALL, reader).items())
                .extracting(ObjectionController.ObjectionRow::id)
                .containsExactly(id);
    }

    @Test
    void anObjectionIsRefusedWithAReasonOrTakenBack() {
        UUID refused = objections
                .report(entry, new Objections.Report(Map.of("id", "99"), "name", "x", null, "不存在"), reader)
                .id();
        assertThatThrownBy(() -> objections.answer(refused, new ObjectionController.Answer(true, "是"), cdo))
                .hasMessageContaining("no-such-row");
        assertThatThrownBy(() -> objections.answer(refused, new ObjectionController.Answer(false, " "), cdo))
                .isInstanceOf(InvalidInput.class);
        objections.answer(refused, new ObjectionController.Answer(false, "没有这一行"), cdo);
        assertThat(objections.one(refused, reader).answer()).isEqualTo("没有这一行");
        UUID back = objections
                .report(entry, new Objections.Report(Map.of("id", "1"), "name", null, null, "有误"), reader)
                .id();
        objections.withdraw(back, reader);
        assertThat(todos(steward, "quality.objection")).isEmpty();
        Actor stranger = Actors.holding("别人", Role.DATA_STEWARD, new UnitCode("ELSE"));
        assertThatThrownBy(() -> objections.one(back, stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() ->
                        objections.report(entry, new Objections.Report(Map.of(), "gone", null, null, null), reader))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(InvalidInput.FieldError::field)
                                .containsExactly("key.id", "column", "reason"));
    }

    private static RuleForm form(RuleKind kind, Terms terms) {
        return new RuleForm(kind, null, terms, null, 1, 0.0, false, false, null);
    }

    private UUID approved(RuleForm form) {
        UUID id = rules.draft(entry, form, steward).id();
        rules.offer(entry, steward);
        rules.approve(entry, new RuleController.Chosen(null, null), second);
        return id;
    }

    private void collect() {
        collecting.collect(plan, steward);
        await().atMost(LONG).until(() -> !collecting.isUnderWay(plan));
        assertThat(collecting.hasFailed(plan)).isFalse();
    }

    /// The newest examination of the current version, once it has ended.
    private QualityController.RunView examined() {
        String version = Long.toString(
                data.table(entry).orElseThrow().current().orElseThrow().id());
        await().atMost(LONG).until(() -> {
            examining.reconcile();
            QualityController.RunView newest = controller.entry(entry, steward).newest();
            return newest != null
                    && newest.version().equals(version)
                    && newest.state().over();
        });
        QualityController.RunView run = controller.entry(entry, steward).newest();
        assertThat(run.state()).isEqualTo(Job.State.DONE);
        return run;
    }

    private List<String> todos(Actor actor, String kind) {
        return Actors.todos(tasks, actor).stream()
                .filter(todo -> todo.kind().equals(kind))
                .map(Todo::id)
                .toList();
    }

    private long audited(String... actions) {
        return trail.list(new ListQuery(1, 200, null, null)).items().stream()
                .filter(one ->
                        unit.value().equals(one.unit()) && List.of(actions).contains(one.action()))
                .count();
    }

    private void sql(String statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
