package org.shuguan.server.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.MovableClock;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.SampleContent;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.demand.DemandContent;
import org.shuguan.server.demand.DemandLists;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The list of all decisions, decisions in it, reminders, and questions to those who submitted.
@SpringBootTest
@Import(MovableClock.Configuration.class)
class ReviewsTest {
    private static final ListQuery ALL = new ListQuery(1, 100, null, null);
    private static final LocalDate FRIDAY = LocalDate.of(2026, 3, 13);
    private static final Decidable.Said NOTHING = Decidable.Said.comment(null);

    @Autowired
    ReviewController reviews;

    @Autowired
    ReminderController reminding;

    @Autowired
    Reminders reminders;

    @Autowired
    Approvals approvals;

    @Autowired
    Catalog catalog;

    @Autowired
    CatalogReader versions;

    @Autowired
    DemandLists demands;

    @Autowired
    Institution institution;

    @Autowired
    MovableClock clock;

    @Autowired
    OpenSteps steps;

    @Autowired
    @Qualifier("catalogEntryFlow")
    CaseType<?, ?> flow;

    @Autowired
    JdbcClient jdbc;

    private UnitCode unit;
    private Actor steward;
    private Actor cdo;
    private Actor bureau;
    private Actor stranger;

    @BeforeEach
    void people() {
        LocaleContextHolder.setLocale(Locale.SIMPLIFIED_CHINESE);
        clock.set(FRIDAY);
        unit = establish();
        steward = holder("何专员", Role.DATA_STEWARD, unit);
        cdo = holder("黄数官", Role.UNIT_CDO, unit);
        bureau = Actors.of(institution.enrol("业务员"), "业务员", Role.BUREAU_OPERATOR, UnitCode.CITY);
        stranger = holder("别人", Role.UNIT_CDO, establish());
    }

    @AfterEach
    void noLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void theListHasWhatWaitsForTheReaderNarrowedByKindAndUnit() {
        String entry = submitted("参保登记").id();
        UUID demand = demand("低保对象");
        assertThat(ids(cdo, null, null)).hasSize(2).contains(entry);
        assertThat(ids(cdo, "catalog-entry", null)).containsExactly(entry);
        assertThat(ids(cdo, "demand", unit)).hasSize(1).doesNotContain(entry);
        assertThat(ids(cdo, null, stranger.capacities().getFirst().unit())).isEmpty();
        assertThat(ids(steward, null, null)).isEmpty();
        assertThat(ids(stranger, null, null)).isEmpty();
        assertThatThrownBy(() -> ids(cdo, "task", null)).isInstanceOf(InvalidInput.class);
        demands.agree(demand, null, cdo);
        assertThat(ids(cdo, "demand", null)).isEmpty();
        assertThat(ids(bureau, "demand", unit)).hasSize(1);
        String file = new String(
                Objects.requireNonNull(
                        reviews.export("csv", null, null, ALL, cdo).getBody()),
                StandardCharsets.UTF_8);
        assertThat(file).contains("参保登记", "首席数据官签发").doesNotContain("低保对象");
    }

    @Test
    void theListIsSortedSearchedAndPagedInTheDatabase() {
        submitted("乙");
        submitted("甲");
        submitted("丙别的");
        assertThat(titles(new ListQuery(1, 100, null, "别的"))).containsExactly("丙别的");
        List<String> atOnce = titles(new ListQuery(1, 100, "-title", null));
        assertThat(List.of(titles(new ListQuery(1, 1, "-title", null)), titles(new ListQuery(3, 1, "-title", null))))
                .containsExactly(List.of(atOnce.getFirst()), List.of(atOnce.getLast()));
        assertThat(reviews.list(null, null, new ListQuery(2, 2, null, null), cdo)
                        .total())
                .isEqualTo(3);
    }

    @Test
    void whatOneDraftedOrSubmittedOneDoesNotFindInTheListNorDecide() {
        Actor both = Actors.with(
                institution.enrol("兼任"),
                "兼任",
                Capacity.own(Role.DATA_STEWARD, unit),
                Capacity.own(Role.UNIT_CDO, unit));
        UUID entry = catalog.create(unit, SampleContent.whole("自己起草的", "说明"), both);
        catalog.submit(entry, 1, steward);
        String step = only(cdo).id();
        assertThat(ids(both, null, null)).isEmpty();
        assertThatThrownBy(() -> reviews.one(step, both)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> decide(step, "sign", NOTHING, both)).isInstanceOf(OwnSubmission.class);
        // Nor does somebody who would decide for whoever drafted it, or whose substitute they are.
        Actor substitute = Actors.with(
                institution.enrol("替补"),
                "替补",
                new Capacity(
                        Role.UNIT_CDO,
                        unit,
                        unit,
                        Capacity.Kind.SUBSTITUTE,
                        new Capacity.Principal(both.officer(), both.officerName())));
        assertThat(ids(substitute, null, null)).isEmpty();
        assertThat(ids(cdo, null, null)).containsExactly(step);
        assertThatThrownBy(() -> decide(step, "sign", NOTHING, stranger)).isInstanceOf(Forbidden.class);
        decide(step, "sign", NOTHING, cdo);
    }

    @Test
    void aCardSaysWhoAskedForWhatAndWhatDiffersFromThePublishedVersion() {
        UUID entry = catalog.create(unit, SampleContent.whole("学校名录", "全市学校"), steward);
        catalog.submit(entry, 1, steward);
        ReviewController.ReviewCard first = reviews.one(only(cdo).id(), cdo);
        assertThat(first.history())
                .singleElement()
                .returns("何专员", Decision::officerName)
                .returns(true, Decision::isSubmission);
        assertThat(first.summary()).anyMatch(said -> said.contains("尚未发布过")).contains("摘要：全市学校");
        assertThat(first.figures()).contains(new Decidable.Figure("信息项", "1"), new Decidable.Figure("共享类型", "有条件共享"));
        assertThat(first.compared()).isNull();
        assertThat(first.choices()).extracting(Reviews.Choice::outcome).containsExactly("sign", "return");
        assertThat(first.mayAsk()).isTrue();
        catalog.sign(entry, 1, null, cdo);
        catalog.publish(entry, 1, null, bureau);
        catalog.nextVersion(entry, steward);
        Version draft = versions.versions(entry).stream()
                .filter(version -> version.number() == 2)
                .findFirst()
                .orElseThrow();
        catalog.edit(draft, draft.revision(), SampleContent.whole("学校名录（新）", "全市学校"), steward);
        catalog.submit(entry, 2, steward);
        ReviewController.ReviewCard second = reviews.one(only(cdo).id(), cdo);
        assertThat(Objects.requireNonNull(second.compared()).version()).isEqualTo(1);
        assertThat(second.compared().changes()).contains(new Decidable.Change("title", "学校名录", "学校名录（新）"));
        assertThat(second.summary()).anyMatch(said -> said.contains("与已发布的第 1 版有 1 处不同"));
    }

    @Test
    void aDemandIsDecidedWithTheFieldsOfItsFlow() {
        UUID demand = demand("残疾人证信息");
        ReviewController.ReviewCard card = reviews.one(only(cdo).id(), cdo);
        assertThat(card.summary()).contains("用于：资格核对", "依据：社会救助暂行办法");
        decide(card.row().id(), "agree", Decidable.Said.comment("确有需要"), cdo);
        ReviewController.ReviewCard routing = reviews.one(only(bureau).id(), bureau);
        // Asking the provider is an outcome of this flow; the city's bureau has nobody to hand it over to.
        assertThat(routing.mayAsk()).isFalse();
        assertThat(routing.choices())
                .extracting(Reviews.Choice::outcome)
                .contains("ask", "assign", "forbid")
                .doesNotContain("escalate");
        assertThat(routing.history()).extracting(Decision::comment).contains("确有需要");
        assertThatThrownBy(() -> decide(routing.row().id(), "assign", NOTHING, bureau))
                .isInstanceOf(InvalidInput.class);
        decide(
                routing.row().id(),
                "assign",
                new Decidable.Said(null, stranger.capacities().getFirst().unit(), null, null, null, null),
                bureau);
        assertThat(demands.numberOf(demand, steward)).isPresent();
        assertThat(ids(bureau, "demand", unit)).isEmpty();
    }

    @Test
    void ofSeveralEachIsDecidedAndRecordedByItselfAndTheAnswerSaysWhyOneWasNot() {
        Submitted one = submitted("甲目录");
        Submitted other = submitted("乙目录");
        Submitted meanwhile = submitted("丙目录");
        decide(meanwhile.id(), "return", Decidable.Said.comment("摘要太短"), cdo);
        Submitted foreign = submitted("丁目录", stranger.capacities().getFirst().unit());
        List<Reviews.Result> results = reviews.decideSeveral(
                new ReviewController.DecideSeveralRequest(
                        List.of(one.id(), meanwhile.id(), foreign.id(), other.id(), one.id()),
                        "sign",
                        Decidable.Said.comment("同意发布")),
                cdo);
        assertThat(results).extracting(Reviews.Result::decided).containsExactly(true, false, false, true);
        assertThat(results).extracting(Reviews.Result::title).containsExactly("甲目录", "", "", "乙目录");
        assertThat(results.get(1).why()).contains("已经有人办理");
        assertThat(results.get(2).why()).isNotBlank();
        for (Submitted decided : List.of(one, other)) {
            assertThat(approvals.history(decided.caseId()).getLast())
                    .returns("sign", Decision::outcome)
                    .returns("同意发布", Decision::comment)
                    .returns(cdo.officer(), Decision::officer);
        }
        assertThat(approvals.history(foreign.caseId())).hasSize(1);
        assertThat(recorded("catalog.sign")).isGreaterThanOrEqualTo(2);
        // A reason that the flow requires is required of each.
        Submitted third = submitted("戊目录");
        assertThat(reviews.decideSeveral(
                        new ReviewController.DecideSeveralRequest(List.of(third.id()), "return", NOTHING), cdo))
                .singleElement()
                .returns(false, Reviews.Result::decided);
        assertThatThrownBy(() -> reviews.decideSeveral(
                        new ReviewController.DecideSeveralRequest(List.of(), "sign", NOTHING), cdo))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void ofTwoDecisionsAtOnceOneCountsAndTheOtherIsToldSo() throws Exception {
        Submitted entry = submitted("两次点击");
        List<@Nullable Throwable> outcomes = atOnce(() -> decide(entry.id(), "sign", NOTHING, cdo));
        assertThat(outcomes).filteredOn(Objects::isNull).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Objects::nonNull)
                .singleElement()
                .asString()
                .containsAnyOf("step-gone", "not-at-this-step");
        assertThat(approvals.history(entry.caseId())).hasSize(2);
    }

    /// Who may decide the next step too must not decide it unseen.
    @Test
    void aDecisionConcernsOnlyTheStepThatTheReaderSaw() {
        Submitted entry = submitted("下一步");
        Actor allSteps = Actors.with(
                institution.enrol("两步都能办"),
                "两步都能办",
                Capacity.own(Role.UNIT_CDO, unit),
                Capacity.own(Role.BUREAU_OPERATOR, UnitCode.CITY));
        decide(entry.id(), "sign", NOTHING, allSteps);
        assertThatThrownBy(() -> decide(entry.id(), "return", Decidable.Said.comment("晚了"), allSteps))
                .isInstanceOf(StepGone.class);
        assertThat(approvals.history(entry.caseId())).hasSize(2);
    }

    @Test
    void whoeverWaitsRemindsThoseWhoseTurnItIsOnceAWorkingDay() {
        Submitted entry = submitted("等了很久");
        assertThat(approvals.panel(flow, entry.caseId(), steward).reminding())
                .isNotNull()
                .returns(true, CasePanel.Reminding::may);
        assertThatThrownBy(() -> reminding.remind(entry.caseId(), cdo)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> reminding.remind(entry.caseId(), stranger)).isInstanceOf(Forbidden.class);
        assertThat(reminding.remind(entry.caseId(), steward))
                .returns(false, CasePanel.Reminding::may)
                .extracting(CasePanel.Reminding::reminders)
                .asInstanceOf(InstanceOfAssertFactories.list(CasePanel.Reminder.class))
                .singleElement()
                .returns("何专员", CasePanel.Reminder::by);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told(cdo, "step-reminded")).containsExactly(Reviews.page(entry.id())));
        assertThat(recorded("approval.remind")).isPositive();
        // The bureau finds that somebody else has reminded; on Saturday no working day has passed.
        assertThatThrownBy(() -> reminding.remind(entry.caseId(), bureau))
                .isInstanceOf(ReminderRefused.class)
                .hasMessageContaining("何专员");
        clock.set(FRIDAY.plusDays(1));
        assertThatThrownBy(() -> reminding.remind(entry.caseId(), steward)).isInstanceOf(ReminderRefused.class);
        clock.set(FRIDAY.plusDays(3));
        reminding.remind(entry.caseId(), bureau);
        assertThat(reviews.one(entry.id(), cdo).reminders())
                .extracting(CasePanel.Reminder::by)
                .containsExactly("何专员", "业务员");
        decide(entry.id(), "sign", NOTHING, cdo);
        // Now it is the bureau's turn, of which nobody was reminded.
        assertThat(approvals.panel(flow, entry.caseId(), steward).reminding())
                .isNotNull()
                .returns(true, CasePanel.Reminding::may)
                .returns(List.of(), CasePanel.Reminding::reminders);
        assertThatThrownBy(() -> reminding.remind(entry.caseId(), bureau)).isInstanceOf(Forbidden.class);
    }

    @Test
    void ofTwoRemindersAtOnceOneIsSent() throws Exception {
        Submitted entry = submitted("同时催办");
        List<@Nullable Throwable> outcomes = atOnce(() -> reminders.remind(entry.caseId(), steward));
        assertThat(outcomes).filteredOn(Objects::isNull).hasSize(1);
        assertThat(outcomes).filteredOn(Objects::nonNull).singleElement().isInstanceOf(ReminderRefused.class);
        assertThat(reminders.sent(entry.id())).hasSize(1);
    }

    @Test
    void whoeverDecidesAsksThoseWhoSubmittedAndTheAnswerIsOnTheCard() {
        Submitted entry = submitted("有疑问");
        assertThatThrownBy(() -> ask(entry.id(), "为什么？", stranger)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> ask(entry.id(), " ", cdo)).isInstanceOf(InvalidInput.class);
        CaseQuestion question = ask(entry.id(), "为什么不予开放？", cdo).questions().getFirst();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told(steward, "case-questioned"))
                        .containsExactly("/office/case-questions/" + question.id()));
        assertThatThrownBy(() -> reminding.question(question.id(), stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> answer(question.id(), "我来答", cdo)).isInstanceOf(Forbidden.class);
        assertThat(reminding.question(question.id(), steward).mayAnswer()).isTrue();
        assertThat(answer(question.id(), "含个人信息。", steward).mayAnswer()).isFalse();
        assertThatThrownBy(() -> answer(question.id(), "再答一次", steward)).isInstanceOf(StepGone.class);
        assertThat(reviews.one(entry.id(), cdo).questions())
                .singleElement()
                .returns("含个人信息。", CaseQuestion::answer)
                .returns("何专员", CaseQuestion::answeredBy);
        CaseQuestion late = ask(entry.id(), "还有？", cdo).questions().getLast();
        decide(entry.id(), "return", Decidable.Said.comment("请修改"), cdo);
        answer(late.id(), "没有了。", steward);
    }

    /// @param id of the open step
    private record Submitted(String id, String caseId) {}

    private Submitted submitted(String title) {
        return submitted(title, unit);
    }

    private Submitted submitted(String title, UnitCode of) {
        Actor writer = of.equals(unit) ? steward : holder("丁专员", Role.DATA_STEWARD, of);
        UUID entry = catalog.create(of, SampleContent.whole(title, "说明"), writer);
        catalog.submit(entry, 1, writer);
        String caseId = jdbc.sql("select case_id from catalog.version where entry = :entry")
                .param("entry", entry)
                .query((row, n) -> row.getString(1))
                .single();
        return new Submitted(steps.ofCase(caseId).orElseThrow().id(), caseId);
    }

    private UUID demand(String title) {
        UUID id = demands.create(
                unit,
                new DemandContent(title, List.of("姓名"), "资格核对", "社会救助暂行办法", UpdateCycle.MONTHLY, "api", null, null),
                steward);
        demands.submit(id, steward);
        return id;
    }

    private void decide(String id, String outcome, Decidable.Said said, Actor actor) {
        reviews.decide(id, new ReviewController.DecideRequest(outcome, said), actor);
    }

    private ReviewController.ReviewCard ask(String id, String question, Actor actor) {
        return reviews.ask(id, new ReviewController.AskRequest(question), actor);
    }

    private ReminderController.QuestionPage answer(UUID id, String answer, Actor actor) {
        return reminding.answer(id, new ReminderController.AnswerRequest(answer), actor);
    }

    private ReviewController.ReviewRow only(Actor actor) {
        List<ReviewController.ReviewRow> rows =
                reviews.list(null, unit.value(), ALL, actor).items();
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private List<String> ids(Actor actor, @Nullable String kind, @Nullable UnitCode of) {
        return reviews.list(kind, of == null ? null : of.value(), ALL, actor).items().stream()
                .map(ReviewController.ReviewRow::id)
                .toList();
    }

    private List<String> titles(ListQuery query) {
        return reviews.list(null, null, query, cdo).items().stream()
                .map(ReviewController.ReviewRow::title)
                .toList();
    }

    /// What each of two threads is refused with, null where it succeeded.
    private static List<@Nullable Throwable> atOnce(Runnable act) throws InterruptedException {
        Callable<Void> task = () -> {
            act.run();
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(2)) {
            return threads.invokeAll(List.of(task, task)).stream()
                    .map(ReviewsTest::failure)
                    .toList();
        }
    }

    private static @Nullable Throwable failure(Future<Void> done) {
        try {
            done.get();
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> told(Actor actor, String code) {
        return jdbc.sql("select link from notice.notice where officer = :officer and code = :code")
                .param("officer", actor.officer().value())
                .param("code", code)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private long recorded(String action) {
        return jdbc.sql("select count(*) from audit.entry where action = :action")
                .param("action", action)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private Actor holder(String name, Role role, UnitCode of) {
        var officer = institution.enrol(name);
        institution.appoint(officer, role, of, new Institution.Terms("职务", null, FRIDAY.minusDays(30), null));
        return Actors.of(officer, name, role, of);
    }

    private UnitCode establish() {
        UnitCode code =
                new UnitCode("R" + UUID.randomUUID().toString().substring(0, 5).toUpperCase(Locale.ROOT));
        institution.establish(new Unit(
                code, "审核局" + code, "Review " + code, Unit.Kind.DEPARTMENT, null, LocalDate.of(2020, 1, 1), null));
        return code;
    }
}
