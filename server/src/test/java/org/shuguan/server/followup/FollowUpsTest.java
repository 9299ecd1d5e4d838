package org.shuguan.server.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.MovableClock;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.approval.Decidable;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.SampleContent;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

@SpringBootTest
@Import(MovableClock.Configuration.class)
class FollowUpsTest {
    private static final LocalDate BEGIN = LocalDate.of(2021, 8, 10);
    private static final ListQuery ALL = new ListQuery(1, 100, null, null);
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    FollowUps followUps;

    @Autowired
    KeptFollowUps kept;

    @Autowired
    KeptDetails details;

    @Autowired
    FollowUpTerms terms;

    @Autowired
    FollowUpWork work;

    @Autowired
    FollowUpDecisions decisions;

    @Autowired
    EvidenceKeeping evidence;

    @Autowired
    Catalog catalog;

    @Autowired
    Institution institution;

    @Autowired
    MovableClock clock;

    private UnitCode lead;
    private UnitCode other;
    private Actor cdo;
    private Actor steward;
    private Actor otherCdo;
    private Actor bureau;

    @BeforeEach
    void twoUnits() {
        clock.set(BEGIN);
        lead = unit("A");
        other = unit("B");
        cdo = actor("甲数官", Role.UNIT_CDO, lead);
        steward = actor("甲专员", Role.DATA_STEWARD, lead);
        otherCdo = actor("乙数官", Role.UNIT_CDO, other);
        bureau = actor("业务员", Role.BUREAU_OPERATOR, UnitCode.CITY);
    }

    @Test
    void whoGaveItDecidesInTheListOfAllDecisions() {
        UUID id = followUps.give(wanted(FollowUp.Kind.ORDINARY, Term.until(BEGIN.plusDays(60), "10月上旬"), null), bureau);
        act(id, FollowUpAct.SIGN, null, steward);
        assertThat(decisionsOf(bureau)).isEmpty();
        followUps.act(id, FollowUpAct.REPORT, FollowUpAct.Said.report(40, "场景已选定", "缺少接口"), steward);
        String check = decisionsOf(bureau).getFirst();
        assertThat(decisionsOf(cdo)).isEmpty();
        assertThat(decisions.choices(check, cdo)).isEmpty();
        assertThat(decisions.card(check, bureau))
                .satisfies(card -> assertThat(card.summary()).anyMatch(said -> said.endsWith("场景已选定")))
                .satisfies(card -> assertThat(card.summary()).anyMatch(said -> said.endsWith("缺少接口")))
                .satisfies(card -> assertThat(card.figures())
                        .extracting(Decidable.Figure::value)
                        .contains("40%"));
        assertThatThrownBy(() -> decisions.decide(check, "send-back", Decidable.Said.comment(null), bureau))
                .isInstanceOf(InvalidInput.class);
        decisions.decide(check, "send-back", Decidable.Said.comment("请写明场景名称"), bureau);
        assertThat(decisions.isOpen(check)).isFalse();
        act(id, FollowUpAct.FINISH, "示范点已验收", cdo);
        String review = decisionsOf(bureau).getFirst();
        decisions.decide(review, "return", Decidable.Said.comment("缺验收表"), bureau);
        // It could still be closed, but not by a decision about a report that is answered.
        assertThatThrownBy(() -> decisions.decide(review, "close", Decidable.Said.comment("办结"), bureau))
                .isInstanceOf(FollowUpRefused.class);
        assertThat(now(id).state()).isEqualTo(FollowUp.State.WORKING);
        followUps.act(id, FollowUpAct.ASK_EXTENSION, FollowUpAct.Said.until(BEGIN.plusDays(90), "等待批复"), cdo);
        Actor both = Actors.with(cdo.officer(), "甲数官", Capacity.own(Role.BUREAU_OPERATOR, UnitCode.CITY));
        assertThat(decisionsOf(both)).as("one's own request").isEmpty();
        decisions.decide(decisionsOf(bureau).getFirst(), "grant", Decidable.Said.comment(null), bureau);
        assertThat(now(id).due()).isEqualTo(BEGIN.plusDays(90));
    }

    /// Of this test's unit.
    private List<String> decisionsOf(Actor reader) {
        var viewer = new OpenWork.Viewer(reader.capacities(), unit -> "unit " + unit);
        var asked = new OpenWork.Asked(null, "%", OpenWork.Order.DUE, false);
        List<String> found = decisions.decisions(reader, viewer, asked, lead.value(), null, 100).stream()
                .map(item -> item.todo().id())
                .toList();
        assertThat(decisions.countDecisions(reader, viewer, asked, lead.value(), null))
                .isEqualTo(found.size());
        return found;
    }

    @Test
    void aKeyFollowUpGoesItsWholeWayAndEachStepIsKept() {
        UUID id = followUps.give(
                wanted(FollowUp.Kind.KEY, Term.until(LocalDate.of(2021, 10, 31), "2021年10月底前"), other), bureau);
        assertThat(now(id).state()).isEqualTo(FollowUp.State.GIVEN);
        assertThat(now(id).dueText()).isEqualTo("2021年10月底前");
        assertThat(turnsOf(cdo)).contains(Turn.SIGN);
        // A successor of the unit's CDO would have it.
        assertThat(institution.openTodos(Role.UNIT_CDO, lead)).isEqualTo(1);
        assertThat(turnsOf(otherCdo)).containsExactly(Turn.PART);
        assertThatThrownBy(() -> act(id, FollowUpAct.REPORT, "太早", cdo)).isInstanceOf(FollowUpRefused.class);

        clock.set(LocalDate.of(2021, 8, 11));
        act(id, FollowUpAct.SIGN, null, steward);
        assertThat(now(id).state()).isEqualTo(FollowUp.State.DIVIDING);
        assertThatThrownBy(() -> act(id, FollowUpAct.DIVIDE, null, cdo)).isInstanceOf(InvalidInput.class);
        followUps.act(
                id,
                FollowUpAct.DIVIDE,
                new FollowUpAct.Said(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(new NewFollowUp.NewPart(other, "提供接口")),
                        List.of(new FollowUpAct.NewMilestone("选定示范场景", LocalDate.of(2021, 9, 15))),
                        null),
                cdo);
        assertThat(now(id).state()).isEqualTo(FollowUp.State.WORKING);
        assertThat(details.partsOf(id)).singleElement().returns("提供接口", Part::text);

        clock.set(LocalDate.of(2021, 9, 14));
        followUps.act(
                id,
                FollowUpAct.MILESTONE_DONE,
                FollowUpAct.Said.about(details.milestonesOf(id).getFirst().id(), "已选定"),
                steward);
        followUps.act(
                id,
                FollowUpAct.REPORT,
                new FollowUpAct.Said("场景已选定", 40, "缺少接口", null, null, null, null, null, null, null, null),
                steward);
        Progress report = details.reportsOf(id).getFirst();
        assertThat(turnsOf(bureau)).contains(Turn.CHECK);
        followUps.act(id, FollowUpAct.SEND_BACK, FollowUpAct.Said.about(report.id(), "请写明场景名称"), bureau);
        act(id, FollowUpAct.REPORT, "选定“一码通”场景", steward);
        followUps.act(
                id,
                FollowUpAct.CONFIRM,
                FollowUpAct.Said.about(details.reportsOf(id).get(1).id(), null),
                bureau);
        assertThat(details.reportsOf(id))
                .extracting(Progress::state)
                .containsExactly(Progress.State.SENT_BACK, Progress.State.CONFIRMED);
        assertThat(now(id).percent()).isEqualTo(40);

        clock.set(LocalDate.of(2021, 10, 28));
        assertThatThrownBy(() -> act(id, FollowUpAct.FINISH, "完成", cdo))
                .isInstanceOf(FollowUpRefused.class)
                .hasMessageContaining("not-all-done");
        followUps.act(
                id,
                FollowUpAct.PART_DONE,
                FollowUpAct.Said.about(details.partsOf(id).getFirst().id(), "接口已上线"),
                otherCdo);
        assertThatThrownBy(() -> act(id, FollowUpAct.FINISH, "完成", steward)).isInstanceOf(Forbidden.class);
        act(id, FollowUpAct.FINISH, "示范点已验收", cdo);
        assertThat(turnsOf(bureau)).containsExactly(Turn.REVIEW);
        act(id, FollowUpAct.RETURN, "缺验收表", bureau);
        clock.set(LocalDate.of(2021, 10, 31));
        act(id, FollowUpAct.FINISH, "已补验收表", cdo);
        clock.set(LocalDate.of(2021, 11, 3));
        act(id, FollowUpAct.CLOSE, "同意销号", bureau);
        FollowUp closed = now(id);
        assertThat(closed.state()).isEqualTo(FollowUp.State.CLOSED);
        assertThat(closed.inTime()).isTrue();
        assertThat(turnsOf(cdo)).isEmpty();
        assertThat(turnsOf(bureau)).isEmpty();
        assertThat(details.stepsOf(id))
                .extracting(KeptStep::what)
                .containsExactly(
                        "give",
                        "sign",
                        "divide",
                        "milestone-done",
                        "report",
                        "send-back",
                        "report",
                        "confirm",
                        "part-done",
                        "finish",
                        "return",
                        "finish",
                        "close");
        assertThatThrownBy(() -> act(id, FollowUpAct.REPORT, "还有", cdo))
                .isInstanceOf(FollowUpRefused.class)
                .hasMessageContaining("over");
    }

    @Test
    void theEndOfAMonthOnASundayIsWarnedAtTheLastWorkingDay() {
        UUID id = followUps.give(
                wanted(FollowUp.Kind.ORDINARY, Term.until(LocalDate.of(2021, 10, 31), "2021年10月底前"), null), bureau);
        act(id, FollowUpAct.SIGN, null, cdo);
        assertThat(terms.lastWorkingDay(now(id).lapsesOn())).isEqualTo(LocalDate.of(2021, 10, 29));
        assertThat(terms.light(now(id))).isEqualTo(DeadlineLight.GREEN);
        clock.set(LocalDate.of(2021, 10, 29));
        assertThat(terms.light(now(id))).isEqualTo(DeadlineLight.AMBER);
        clock.set(LocalDate.of(2021, 10, 31));
        assertThat(terms.light(now(id))).isEqualTo(DeadlineLight.AMBER);
        clock.set(LocalDate.of(2021, 11, 1));
        assertThat(terms.light(now(id))).isEqualTo(DeadlineLight.RED);
        assertThat(kept.list(followUps.reader(cdo), late(), ALL).items())
                .extracting(FollowUp::id)
                .containsExactly(id);
    }

    @Test
    void aFollowUpGivenOnItsLastWorkingDayIsAmberAtOnce() {
        clock.set(LocalDate.of(2022, 4, 29));
        UUID id = followUps.give(
                wanted(FollowUp.Kind.ORDINARY, Term.until(LocalDate.of(2022, 4, 30), "于2022年4月底前"), null), bureau);
        assertThat(terms.light(now(id))).isEqualTo(DeadlineLight.AMBER);
    }

    @Test
    void whoMayDoWhatFollowsFromTheUnitAndTheGroupThatGaveIt() {
        Actor executive = actor("执行官", Role.CITY_EXECUTIVE_OFFICER, UnitCode.CITY);
        Actor stranger = actor("丙数官", Role.UNIT_CDO, unit("C"));
        assertThatThrownBy(() -> followUps.give(wanted(FollowUp.Kind.ORDINARY, Term.ofWorkingDays(5), null), cdo))
                .isInstanceOf(Forbidden.class);
        UUID id = followUps.give(wanted(FollowUp.Kind.ORDINARY, Term.ofWorkingDays(5), other), executive);
        assertThatThrownBy(() -> followUps.readable(id, stranger)).isInstanceOf(NotFound.class);
        assertThat(followUps.readable(id, otherCdo).id()).isEqualTo(id);
        assertThat(followUps.readable(id, bureau).id()).isEqualTo(id);
        // The bureau reads what the executive officer gave, and does not decide about it.
        assertThat(followUps.may(now(id), details.partsOf(id), bureau)).isEmpty();
        assertThatThrownBy(() -> act(id, FollowUpAct.WITHDRAW, "不要了", bureau)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> act(id, FollowUpAct.SIGN, null, otherCdo)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> act(id, FollowUpAct.SIGN, null, stranger)).isInstanceOf(Forbidden.class);
        assertThat(followUps.may(now(id), details.partsOf(id), cdo))
                .isEqualTo(Set.of(FollowUpAct.SIGN, FollowUpAct.ASK_EXTENSION, FollowUpAct.ASK_HAND_ON));
        act(id, FollowUpAct.SIGN, null, cdo);
        assertThat(followUps.may(now(id), details.partsOf(id), otherCdo))
                .isEqualTo(Set.of(FollowUpAct.REPORT, FollowUpAct.PART_DONE));
    }

    @Test
    void whoReportedDoesNotConfirmInAnotherCapacity() {
        OfficerId both = institution.enrol("兼职");
        Actor two = Actors.with(
                both, "兼职", Capacity.own(Role.UNIT_CDO, lead), Capacity.own(Role.BUREAU_OPERATOR, UnitCode.CITY));
        UUID id = followUps.give(wanted(FollowUp.Kind.ORDINARY, Term.ofWorkingDays(5), null), two);
        act(id, FollowUpAct.SIGN, null, two);
        act(id, FollowUpAct.FINISH, "办完了", two);
        assertThatThrownBy(() -> act(id, FollowUpAct.CLOSE, null, two)).hasMessageContaining("own-report");
        act(id, FollowUpAct.CLOSE, null, bureau);
        assertThat(now(id).closedNote()).isEqualTo("办完了");
    }

    @Test
    void aPromptFollowUpIsClosedByTheLeadUnitsReport() {
        UUID id = followUps.give(wanted(FollowUp.Kind.PROMPT, Term.ofWorkingDays(3), null), bureau);
        assertThat(now(id).due()).isEqualTo(LocalDate.of(2021, 8, 13));
        act(id, FollowUpAct.SIGN, null, cdo);
        clock.set(LocalDate.of(2021, 8, 16));
        act(id, FollowUpAct.FINISH, "已报送", cdo);
        assertThat(now(id).state()).isEqualTo(FollowUp.State.CLOSED);
        assertThat(now(id).inTime()).isFalse();
        assertThat(kept.rates(followUps.reader(cdo), null, null, institution.today()))
                .singleElement()
                .returns(1, KeptFollowUps.Rate::closed)
                .returns(1, KeptFollowUps.Rate::late)
                .returns(0, KeptFollowUps.Rate::inTime);
    }

    @Test
    void anExtensionIsAskedForWithAReasonAndGrantedOnce() {
        UUID id = signed(Term.until(LocalDate.of(2021, 8, 31), "8月底前"));
        LocalDate later = LocalDate.of(2021, 9, 30);
        assertThatThrownBy(
                        () -> followUps.act(id, FollowUpAct.ASK_EXTENSION, until("不变", LocalDate.of(2021, 8, 31)), cdo))
                .isInstanceOf(InvalidInput.class);
        followUps.act(id, FollowUpAct.ASK_EXTENSION, until("系统改造", later), cdo);
        assertThatThrownBy(() -> followUps.act(id, FollowUpAct.ASK_EXTENSION, until("再来", later), steward))
                .hasMessageContaining("already-asked");
        UUID request = details.requestsOf(id).getFirst().id();
        assertThat(turnsOf(bureau)).containsExactly(Turn.REQUEST);
        followUps.act(id, FollowUpAct.GRANT, FollowUpAct.Said.about(request, null), bureau);
        assertThat(now(id).due()).isEqualTo(later);
        assertThat(now(id).extended()).isEqualTo(1);
        assertThat(now(id).dueText()).isEqualTo("8月底前");
        assertThatThrownBy(() -> followUps.act(id, FollowUpAct.GRANT, FollowUpAct.Said.about(request, null), bureau))
                .hasMessageContaining("already-answered");
        followUps.act(id, FollowUpAct.ASK_EXTENSION, until("又要", later.plusDays(30)), cdo);
        followUps.act(
                id,
                FollowUpAct.REFUSE,
                FollowUpAct.Said.about(details.requestsOf(id).get(1).id(), "不同意"),
                bureau);
        assertThat(now(id).due()).isEqualTo(later);
    }

    @Test
    void whatIsHandedOnBeginsAnewAtTheOtherUnit() {
        UUID id = signed(Term.ofWorkingDays(20));
        followUps.act(id, FollowUpAct.ASK_HAND_ON, to("属于乙单位职责", other), cdo);
        followUps.act(
                id,
                FollowUpAct.GRANT,
                FollowUpAct.Said.about(details.requestsOf(id).getFirst().id(), null),
                bureau);
        assertThat(now(id).lead()).isEqualTo(other);
        assertThat(now(id).state()).isEqualTo(FollowUp.State.GIVEN);
        assertThat(turnsOf(otherCdo)).containsExactly(Turn.SIGN);
        assertThatThrownBy(() -> followUps.readable(id, cdo)).isInstanceOf(NotFound.class);
    }

    @Test
    void aWholeWaitsForItsPiecesAndTwoOfThemMerge() {
        UUID id = signed(Term.until(LocalDate.of(2021, 12, 31), "年底前"));
        followUps.act(
                id,
                FollowUpAct.SPLIT,
                new FollowUpAct.Said(
                        "分头推进",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(
                                new FollowUpAct.Piece("子任务一", lead, LocalDate.of(2021, 11, 30)),
                                new FollowUpAct.Piece("子任务二", other, null))),
                bureau);
        List<FollowUp> pieces = kept.childrenOf(id);
        assertThat(pieces).extracting(FollowUp::title).containsExactly("子任务一", "子任务二");
        assertThat(pieces.get(1).due()).isEqualTo(LocalDate.of(2021, 12, 31));
        assertThatThrownBy(() -> act(id, FollowUpAct.FINISH, "完成", cdo)).hasMessageContaining("not-all-done");
        followUps.act(
                pieces.get(1).id(),
                FollowUpAct.MERGE,
                new FollowUpAct.Said(
                        "合并办理",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        pieces.get(0).id(),
                        null,
                        null,
                        null),
                bureau);
        assertThat(now(pieces.get(1).id()).state()).isEqualTo(FollowUp.State.MERGED);
        assertThat(details.partsOf(pieces.get(0).id()))
                .singleElement()
                .returns(other, Part::unit)
                .returns("子任务二", Part::text);
        assertThatThrownBy(() -> followUps.act(
                        pieces.get(0).id(),
                        FollowUpAct.MERGE,
                        new FollowUpAct.Said(
                                "倒过来",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                pieces.get(1).id(),
                                null,
                                null,
                                null),
                        bureau))
                .hasMessageContaining("not-mergeable");
        act(pieces.get(0).id(), FollowUpAct.WITHDRAW, "不再需要", bureau);
        act(id, FollowUpAct.FINISH, "完成", cdo);
        assertThat(now(id).state()).isEqualTo(FollowUp.State.REPORTED);
    }

    @Test
    void aStandingFollowUpOwesAReportForEachPeriod() {
        UUID id = signed(Term.standing(Rhythm.QUARTERLY, "持续推动"));
        assertThat(now(id).reportPeriod()).isEqualTo("2021-Q3");
        // The quarter ends on a Thursday.
        assertThat(now(id).reportDue()).isEqualTo(LocalDate.of(2021, 9, 30));
        assertThatThrownBy(() -> act(id, FollowUpAct.FINISH, "完成", cdo)).hasMessageContaining("standing");
        clock.set(LocalDate.of(2021, 9, 29));
        act(id, FollowUpAct.REPORT, "三季度情况", steward);
        assertThat(now(id).reportPeriod()).isEqualTo("2021-Q4");
        // A second report in the same quarter is news, not the next quarter's report.
        act(id, FollowUpAct.REPORT, "补充", steward);
        assertThat(now(id).reportPeriod()).isEqualTo("2021-Q4");
        assertThat(details.reportsOf(id).get(1).period()).isNull();
        followUps.act(
                id,
                FollowUpAct.SEND_BACK,
                FollowUpAct.Said.about(details.reportsOf(id).getFirst().id(), "数字不对"),
                bureau);
        assertThat(now(id).reportPeriod()).isEqualTo("2021-Q3");
        clock.set(LocalDate.of(2021, 10, 8));
        assertThat(terms.light(now(id))).isEqualTo(DeadlineLight.RED);
        act(id, FollowUpAct.REPORT, "三季度情况（更正）", steward);
        assertThat(now(id).reportPeriod()).isEqualTo("2021-Q4");
        assertThatThrownBy(() -> act(id, FollowUpAct.CLOSE, null, bureau)).isInstanceOf(InvalidInput.class);
        act(id, FollowUpAct.CLOSE, "转为常规工作", bureau);
        assertThat(now(id).inTime()).isNull();
    }

    @Test
    void ofTwoOfficersWhoCloseAndExtendAtOnceTheSecondSeesTheFirst() throws Exception {
        Actor colleague = actor("业务员乙", Role.BUREAU_OPERATOR, UnitCode.CITY);
        for (int round = 0; round < 6; round++) {
            UUID id = signed(Term.until(LocalDate.of(2021, 8, 31), "8月底前"));
            act(id, FollowUpAct.FINISH, "办完了", cdo);
            CyclicBarrier together = new CyclicBarrier(2);
            try (ExecutorService two = Executors.newFixedThreadPool(2)) {
                Future<@Nullable Throwable> closes =
                        two.submit(attempt(together, () -> act(id, FollowUpAct.CLOSE, null, bureau)));
                Future<@Nullable Throwable> extend = two.submit(attempt(
                        together,
                        () -> followUps.act(
                                id, FollowUpAct.EXTEND, until("再给一月", LocalDate.of(2021, 9, 30)), colleague)));
                assertThat(closes.get()).isNull();
                Throwable refused = extend.get();
                FollowUp closed = now(id);
                assertThat(closed.state()).isEqualTo(FollowUp.State.CLOSED);
                assertThat(closed.inTime()).isTrue();
                List<String> steps =
                        details.stepsOf(id).stream().map(KeptStep::what).toList();
                if (refused == null) {
                    assertThat(closed.due()).isEqualTo(LocalDate.of(2021, 9, 30));
                    assertThat(steps).endsWith("extend", "close");
                } else {
                    assertThat(refused).isInstanceOf(FollowUpRefused.class).hasMessageContaining("over");
                    assertThat(closed.due()).isEqualTo(LocalDate.of(2021, 8, 31));
                    assertThat(steps).endsWith("finish", "close");
                }
            }
        }
    }

    @Test
    void evidenceSaysWhetherWhatItNamesStillStands() {
        UUID id = signed(Term.ofWorkingDays(10));
        Actor owner = actor("专员", Role.DATA_STEWARD, lead);
        UUID entry = catalog.create(lead, SampleContent.whole("低保对象信息", "说明"), owner);
        assertThatThrownBy(() -> evidence.addEntry(id, entry, owner)).isInstanceOf(InvalidInput.class);
        catalog.submit(entry, 1, owner);
        catalog.sign(entry, 1, null, cdo);
        catalog.publish(entry, 1, null, bureau);
        evidence.addEntry(id, entry, owner);
        evidence.addFile(id, "../台账\u202e.xlsx", IncomingFile.of("内容".getBytes(StandardCharsets.UTF_8)), owner);
        assertThat(evidence.shown(now(id), UnitCode::value, owner))
                .extracting(one -> one.evidence().title(), EvidenceKeeping.Shown::standing)
                .containsExactly(
                        tuple("低保对象信息", EvidenceKeeping.Standing.STANDS),
                        tuple(".._台账_.xlsx", EvidenceKeeping.Standing.STANDS));
        UUID file = evidence.shown(now(id), UnitCode::value, owner)
                .getLast()
                .evidence()
                .id();
        assertThat(evidence.open(id, file, bureau).file()).hasContent("内容");
        assertThatThrownBy(() -> evidence.open(id, file, otherCdo)).isInstanceOf(NotFound.class);
        catalog.withdraw(entry, 1, "已停用", bureau);
        assertThat(evidence.shown(now(id), UnitCode::value, owner))
                .first()
                .returns(EvidenceKeeping.Standing.GONE, EvidenceKeeping.Shown::standing)
                .satisfies(shown -> assertThat(shown.evidence().title()).isEqualTo("低保对象信息"));
        evidence.remove(id, file, owner);
        assertThat(evidence.shown(now(id), UnitCode::value, owner)).hasSize(1);
    }

    @Test
    void aCorrectionOfAnOlderVersionIsRefused() {
        UUID id = followUps.give(wanted(FollowUp.Kind.ORDINARY, Term.ofWorkingDays(5), null), bureau);
        long revision = now(id).revision();
        NewFollowUp wanted = wanted(FollowUp.Kind.ORDINARY, Term.ofWorkingDays(5), other);
        followUps.amend(id, revision, wanted, bureau);
        assertThat(details.partsOf(id)).singleElement().returns(other, Part::unit);
        assertThatThrownBy(() -> followUps.amend(id, revision, wanted, bureau)).isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void whatIsMissingIsSaidAtOnce() {
        assertThatThrownBy(() -> followUps.give(
                        new NewFollowUp("", "", "", null, "", "javascript:alert(1)", null, null, null, List.of(), null),
                        bureau))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.errors())
                                .extracting(InvalidInput.FieldError::field)
                                .containsExactlyInAnyOrder("title", "originLink", "origin", "kind", "lead", "term"));
    }

    private static Callable<@Nullable Throwable> attempt(CyclicBarrier together, Runnable act) {
        return () -> {
            together.await();
            try {
                act.run();
                return null;
            } catch (RuntimeException refused) {
                return refused;
            }
        };
    }

    private List<String> turnsOf(Actor actor) {
        List<String> steps = new ArrayList<>();
        for (Todo todo : Actors.todos(work, actor)) {
            if (todo.unit() != null
                    && (todo.unit().equals(lead.value()) || todo.unit().equals(other.value()))) {
                steps.add(todo.step());
            }
        }
        return steps;
    }

    private KeptFollowUps.Narrowed late() {
        return new KeptFollowUps.Narrowed(
                null, null, null, null, null, true, false, null, null, null, null, null, null, institution.today());
    }

    private UUID signed(Term term) {
        UUID id = followUps.give(wanted(FollowUp.Kind.ORDINARY, term, null), bureau);
        act(id, FollowUpAct.SIGN, null, cdo);
        return id;
    }

    private NewFollowUp wanted(FollowUp.Kind kind, Term term, @Nullable UnitCode with) {
        return new NewFollowUp(
                "推动示范试点",
                "按方案推进",
                "验收通过",
                FollowUp.Origin.PLAN,
                "四（二）",
                null,
                null,
                kind,
                lead,
                with == null ? List.of() : List.of(new NewFollowUp.NewPart(with, "")),
                term);
    }

    private void act(UUID id, FollowUpAct act, @Nullable String text, Actor actor) {
        followUps.act(id, act, FollowUpAct.Said.text(text), actor);
    }

    private static FollowUpAct.Said until(String why, LocalDate due) {
        return new FollowUpAct.Said(why, null, null, null, due, null, null, null, null, null, null);
    }

    private static FollowUpAct.Said to(String why, UnitCode unit) {
        return new FollowUpAct.Said(why, null, null, null, null, unit, null, null, null, null, null);
    }

    private FollowUp now(UUID id) {
        return kept.find(id).orElseThrow();
    }

    private UnitCode unit(String letter) {
        UnitCode code = new UnitCode("F" + letter + NEXT.incrementAndGet());
        SampleUnits.department(institution, code);
        return code;
    }

    private Actor actor(String name, Role role, UnitCode unit) {
        return Actors.of(institution.enrol(name), name, role, unit);
    }
}
