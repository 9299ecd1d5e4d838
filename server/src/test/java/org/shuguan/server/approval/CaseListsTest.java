package org.shuguan.server.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.flowable.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.i18n.LocaleContextHolder;

@SpringBootTest
class CaseListsTest {
    private static final ListQuery ALL = new ListQuery(1, 100, null, null);

    @Autowired
    StartedCaseController started;

    @Autowired
    OverdueController overdue;

    @Autowired
    List<OpenWork> work;

    @Autowired
    Calendar calendar;

    @Autowired
    Tasks tasks;

    @Autowired
    Approvals approvals;

    @Autowired
    @Qualifier("catalogEntryFlow")
    CaseType<?, ?> flow;

    @Autowired
    TaskService engine;

    @Autowired
    Institution institution;

    private UnitCode unit;
    private Actor steward;
    private Actor cdo;
    private Actor bureau;

    @AfterEach
    void noLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @BeforeEach
    void people() {
        LocaleContextHolder.setLocale(Locale.SIMPLIFIED_CHINESE);
        unit = new UnitCode("K" + UUID.randomUUID().toString().substring(0, 5).toUpperCase(Locale.ROOT));
        institution.establish(new Unit(
                unit, "列表局" + unit, "Lists " + unit, Unit.Kind.DEPARTMENT, null, LocalDate.of(2020, 1, 1), null));
        steward = actor("发起人", Role.DATA_STEWARD, unit);
        cdo = actor("数官", Role.UNIT_CDO, unit);
        bureau = actor("业务员", Role.BUREAU_OPERATOR, UnitCode.CITY);
    }

    @Test
    void thePersonWhoStartedACaseSeesItsStepUntilItIsOver() {
        String id = start("参保登记");
        assertThat(onlyOf(steward, "open"))
                .returns("参保登记", StartedCaseController.StartedCaseRow::title)
                .returns(StartedCaseController.State.OPEN, StartedCaseController.StartedCaseRow::state)
                .returns("首席数据官签发", StartedCaseController.StartedCaseRow::stepName);
        moveOn(id, "sign");
        assertThat(onlyOf(steward, null).stepName()).isEqualTo("市政数局审核");
        moveOn(id, "publish");
        assertThat(onlyOf(steward, "over").endedAt()).isNotNull();
        assertThat(started.list("open", ALL, steward).items()).isEmpty();
        assertThat(started.list(null, ALL, cdo).items()).isEmpty();
    }

    @Test
    void anAbandonedCaseIsShownAsSuch() {
        approvals.abandon(start("删除的草稿"), "deleted");
        assertThat(onlyOf(steward, "abandoned").stepName()).isNull();
    }

    @Test
    void theListOfStartedCasesIsSearchedSortedPagedAndExported() throws Exception {
        start("乙");
        start("甲");
        start("丙别的");
        assertThat(titles(new ListQuery(1, 100, null, "别的"))).containsExactly("丙别的");
        assertThat(titles(new ListQuery(2, 2, "started", null))).containsExactly("丙别的");
        assertThat(titles(new ListQuery(1, 1, "-started", null))).containsExactly("丙别的");
        byte[] file = Objects.requireNonNull(
                started.export("xlsx", null, ALL, steward).getBody());
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file));
                var rows = workbook.getFirstSheet().openStream()) {
            assertThat(rows.map(row -> text(row, 1))).contains("甲", "乙", "丙别的");
        }
    }

    @Test
    void overseersSeeOverdueUnitsAndTheStepsBehindTheNumber() {
        late(start("逾期的"));
        start("没有逾期的");
        ListQuery mine = new ListQuery(1, 100, null, "列表局" + unit);
        assertThat(overdue.units(mine, bureau).items())
                .singleElement()
                .returns(unit.value(), OverdueController.UnitWaiting::unit)
                .returns(2, OverdueController.UnitWaiting::open)
                .returns(1, OverdueController.UnitWaiting::overdue)
                .satisfies(one -> assertThat(one.oldestDue()).isBefore(institution.today()));
        assertThat(overdue.waiting(unit.value(), false, true, null, ALL, bureau).items())
                .singleElement()
                .returns("逾期的", OverdueController.WaitingRow::title)
                .returns("列表局" + unit, OverdueController.WaitingRow::addressee);
        assertThat(overdue.waiting(unit.value(), null, false, null, ALL, bureau).total())
                .isEqualTo(2);
    }

    @Test
    void assignedTasksStandInTheSameListAsStepsOfCases() throws Exception {
        late(start("乙逾期的"));
        start("丁没有逾期的");
        LocalDate today = institution.today();
        UUID late = assign("甲任务", today.minusDays(8));
        assign("丙任务", today);
        assign("戊任务", null);
        ListQuery mine = new ListQuery(1, 100, null, "列表局" + unit);
        assertThat(overdue.units(mine, bureau).items())
                .singleElement()
                .returns(5, OverdueController.UnitWaiting::open)
                .returns(2, OverdueController.UnitWaiting::overdue)
                .returns(today.minusDays(8), OverdueController.UnitWaiting::oldestDue);
        assertThat(overdue.waiting(unit.value(), false, true, null, ALL, bureau).items())
                .extracting(OverdueController.WaitingRow::due)
                .containsExactly(today.minusDays(8), today.minusDays(7));
        assertThat(overdue.waiting(unit.value(), null, true, "task", ALL, bureau)
                        .items())
                .singleElement()
                .returns(late.toString(), OverdueController.WaitingRow::id)
                .returns("任务", OverdueController.WaitingRow::kindName)
                .returns("/office/tasks/" + late, OverdueController.WaitingRow::link);
        assertThat(overdue.waiting(unit.value(), null, null, "catalog-entry", ALL, bureau)
                        .total())
                .isEqualTo(2);
        assertThat(overdue.kinds(bureau))
                .extracting(OverdueController.Kind::kind)
                .contains("task", "catalog-entry");
        for (String sort : List.of("due", "-due", "since", "-since", "unit", "title", "-title")) {
            List<String> atOnce = waitingIds(1, 100, sort);
            List<String> byPages = IntStream.rangeClosed(1, 5)
                    .mapToObj(page -> waitingIds(page, 1, sort))
                    .flatMap(List::stream)
                    .toList();
            assertThat(byPages).as(sort).hasSize(5).isEqualTo(atOnce);
        }
        byte[] file = Objects.requireNonNull(overdue.exportWaiting("csv", unit.value(), null, true, null, ALL, bureau)
                .getBody());
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains("甲任务", "乙逾期的")
                .doesNotContain("丙任务");
    }

    /// What the list calls over time is what the reminders tell those above of.
    @Test
    void whatIsCountedAsOverTimeIsWhatEscalates() {
        late(start("逾期的"));
        assign("逾期任务", institution.today().minusDays(1));
        assign("今天到期", institution.today());
        List<String> escalating = work.stream()
                .flatMap(kind -> kind.dueUntil(institution.today().plusDays(9)).stream())
                .filter(due -> due.unit().equals(unit))
                .filter(due ->
                        calendar.light(CityTime.day(due.since()), due.due(), institution.today()) == DeadlineLight.RED)
                .map(OpenWork.Due::id)
                .toList();
        assertThat(overdue.waiting(unit.value(), null, true, null, ALL, bureau).items())
                .extracting(OverdueController.WaitingRow::id)
                .hasSize(2)
                .containsExactlyInAnyOrderElementsOf(escalating);
    }

    @Test
    void whoeverDoesNotLeadSeesNothingOfIt() {
        assertThatThrownBy(() -> overdue.units(ALL, steward)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> overdue.waiting(null, null, null, null, ALL, cdo))
                .isInstanceOf(Forbidden.class);
    }

    private List<String> waitingIds(int page, int size, String sort) {
        return overdue
                .waiting(unit.value(), null, null, null, new ListQuery(page, size, sort, null), bureau)
                .items()
                .stream()
                .map(OverdueController.WaitingRow::id)
                .toList();
    }

    private UUID assign(String what, @org.jspecify.annotations.Nullable LocalDate due) {
        return tasks.open(new NewTask(
                "test.errand",
                UUID.randomUUID().toString(),
                unit,
                Role.DATA_STEWARD,
                Map.of("what", what, "title", what),
                "/office",
                NewTask.Closing.BY_HAND,
                due));
    }

    private StartedCaseController.StartedCaseRow onlyOf(Actor actor, @org.jspecify.annotations.Nullable String state) {
        return started.list(state, ALL, actor).items().getFirst();
    }

    private List<String> titles(ListQuery query) {
        return started.list(null, query, steward).items().stream()
                .map(StartedCaseController.StartedCaseRow::title)
                .toList();
    }

    private static String text(Row row, int column) {
        return row.getCellAsString(column).orElse("");
    }

    private String start(String title) {
        String subject = UUID.randomUUID().toString();
        return approvals.start(
                flow,
                new NewCase(
                        subject, unit, UnitCode.CITY, title, "/office/catalog/" + subject, Role.DATA_STEWARD, Map.of()),
                steward);
    }

    private void moveOn(String caseId, String outcome) {
        engine.complete(
                engine.createTaskQuery()
                        .processInstanceId(caseId)
                        .singleResult()
                        .getId(),
                Map.<String, Object>of("outcome", outcome));
    }

    /// Makes the step look as if it had been waiting for weeks.
    private void late(String caseId) {
        String task = engine.createTaskQuery()
                .processInstanceId(caseId)
                .singleResult()
                .getId();
        engine.setDueDate(
                task,
                Date.from(CityTime.startOf(institution.today().minusDays(7)).truncatedTo(ChronoUnit.SECONDS)));
    }

    private Actor actor(String name, Role role, UnitCode at) {
        return Actors.of(institution.enrol(name), name, role, at);
    }
}
