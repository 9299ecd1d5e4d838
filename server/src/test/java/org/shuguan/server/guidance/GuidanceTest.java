package org.shuguan.server.guidance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.MovableClock;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.FollowUps;
import org.shuguan.server.followup.NewFollowUp;
import org.shuguan.server.followup.Term;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

@SpringBootTest
@Import(MovableClock.Configuration.class)
class GuidanceTest {
    private static final LocalDate BEGIN = LocalDate.of(2021, 8, 10);
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    Inquiries inquiries;

    @Autowired
    KeptInquiries kept;

    @Autowired
    InquiryWork work;

    @Autowired
    InquiryRecount recount;

    @Autowired
    Faqs faqs;

    @Autowired
    FaqController faqPages;

    @Autowired
    Visits visits;

    @Autowired
    VisitController visitPages;

    @Autowired
    FollowUps followUps;

    @Autowired
    Calendar calendar;

    @Autowired
    Institution institution;

    @Autowired
    MovableClock clock;

    private UnitCode unit;
    private Actor steward;
    private Actor cdo;
    private Actor stranger;
    private Actor bureau;

    @BeforeEach
    void aUnitAndItsBureau() {
        clock.set(BEGIN);
        unit = department("A");
        steward = actor("专员", Role.DATA_STEWARD, unit);
        cdo = actor("数官", Role.UNIT_CDO, unit);
        stranger = actor("别人", Role.DATA_STEWARD, department("B"));
        bureau = actor("业务员", Role.BUREAU_OPERATOR, UnitCode.CITY);
    }

    @Test
    void aQuestionIsAnsweredWithinItsTermAndClosedByWhoeverAsked() {
        UUID id = ask(Inquiry.Kind.QUESTION, "更新周期怎么填");
        Inquiry asked = seen(id);
        assertThat(asked.number()).startsWith("JL2021-");
        assertThat(asked.due()).isEqualTo(calendar.due(BEGIN, 5));
        assertThat(todo(id, bureau)).returns("inquiry-answer", Todo::step).returns(DeadlineLight.GREEN, Todo::light);
        assertThat(todos(id, steward)).isEmpty();
        assertThat(work.countFor(Role.BUREAU_OPERATOR, UnitCode.CITY)).isPositive();
        assertThat(may(id, bureau)).containsExactlyInAnyOrder(InquiryAct.ANSWER, InquiryAct.ASK_BACK);
        assertThat(may(id, cdo)).containsExactly(InquiryAct.WITHDRAW);
        assertThatThrownBy(() -> act(id, InquiryAct.CLOSE, null, steward)).isInstanceOf(GuidanceRefused.class);
        assertThatThrownBy(() -> act(id, InquiryAct.ANSWER, "我自己答", steward)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> act(id, InquiryAct.ANSWER, "  ", bureau)).isInstanceOf(InvalidInput.class);

        clock.set(LocalDate.of(2021, 8, 12));
        act(id, InquiryAct.ANSWER, "按实际填", bureau);
        assertThat(seen(id))
                .returns(Inquiry.State.ANSWERED, Inquiry::state)
                .returns(true, Inquiry::inTime)
                .returns(null, Inquiry::due);
        assertThat(todos(id, bureau)).isEmpty();
        act(id, InquiryAct.CLOSE, null, cdo);
        assertThat(seen(id).state()).isEqualTo(Inquiry.State.CLOSED);
        assertThat(may(id, steward)).isEmpty();
        assertThat(kept.saidOf(id))
                .extracting(KeptInquiries.Said::act)
                .containsExactly(InquiryEvent.What.ASK, InquiryEvent.What.ANSWER, InquiryEvent.What.CLOSE);
    }

    @Test
    void whatIsAskedBackWaitsForTheAskerAndTheTermBeginsAnew() {
        UUID id = ask(Inquiry.Kind.PROBLEM, "没有数据库");
        clock.set(LocalDate.of(2021, 8, 16));
        act(id, InquiryAct.ASK_BACK, "省里回流吗", bureau);
        assertThat(seen(id)).returns(Inquiry.State.ASKED_BACK, Inquiry::state);
        assertThat(todo(id, steward)).returns("inquiry-reply", Todo::step);
        assertThat(todos(id, cdo)).hasSize(1);
        assertThat(todos(id, bureau)).isEmpty();
        clock.set(LocalDate.of(2021, 8, 18));
        act(id, InquiryAct.REPLY, "每学期回流一次", steward);
        assertThat(seen(id).due()).isEqualTo(calendar.due(LocalDate.of(2021, 8, 18), 5));
        act(id, InquiryAct.ANSWER, "登记文件", bureau);
        act(id, InquiryAct.ASK_FURTHER, "文件多大为限", steward);
        assertThat(seen(id)).returns(Inquiry.State.OPEN, Inquiry::state).returns(true, Inquiry::inTime);
        assertThat(todos(id, bureau)).hasSize(1);
    }

    @Test
    void aLateAnswerIsLateAndStaysSo() {
        UUID id = ask(Inquiry.Kind.QUESTION, "逾期的");
        clock.set(LocalDate.of(2021, 9, 1));
        assertThat(todo(id, bureau).light()).isEqualTo(DeadlineLight.RED);
        assertThat(work.dueUntil(LocalDate.of(2021, 9, 1))).anySatisfy(due -> {
            assertThat(due.id()).startsWith(id.toString());
            assertThat(due.addressees()).containsExactly(new OpenWork.Addressee(Role.BUREAU_OPERATOR, UnitCode.CITY));
        });
        assertThat(work.loads(Scope.EVERYTHING, LocalDate.of(2021, 9, 1)))
                .anySatisfy(load -> assertThat(load.overdue()).isPositive());
        act(id, InquiryAct.ANSWER, "来晚了", bureau);
        act(id, InquiryAct.ASK_FURTHER, "再问", steward);
        act(id, InquiryAct.ANSWER, "再答", bureau);
        assertThat(seen(id).inTime()).isFalse();
        assertThat(list(narrowed(null, "late"), "逾期的")).containsExactly(id);
        assertThat(list(narrowed(null, "in-time"), "逾期的")).isEmpty();
    }

    @Test
    void theBureauAsksAUnitWhoseOfficersAnswer() {
        UUID id = inquiries.ask(
                new NewInquiry(Inquiry.Kind.PROGRESS, Inquiry.Direction.TO_UNIT, unit, false, "补录进度", "请说明补录到哪里"),
                bureau);
        assertThat(seen(id).due()).isEqualTo(calendar.due(BEGIN, 10));
        assertThat(todos(id, steward)).hasSize(1);
        assertThatThrownBy(() -> act(id, InquiryAct.ANSWER, "替它答", stranger)).isInstanceOf(NotFound.class);
        act(id, InquiryAct.ANSWER, "已补录六成", steward);
        act(id, InquiryAct.CLOSE, null, bureau);
        assertThat(seen(id).state()).isEqualTo(Inquiry.State.CLOSED);
        assertThatThrownBy(() -> inquiries.ask(
                        new NewInquiry(Inquiry.Kind.QUESTION, Inquiry.Direction.TO_UNIT, unit, false, "问", "问"),
                        stranger))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void aDistrictsUnitAsksItsOwnBureauWhichMayPassItOn() {
        int n = NEXT.incrementAndGet();
        UnitCode district = new UnitCode("GD" + n);
        UnitCode office = new UnitCode("GE" + n);
        UnitCode health = new UnitCode("GF" + n);
        institution.establish(new Unit(district, "区" + n, "District", Unit.Kind.DISTRICT, null, null, BEGIN, null));
        institution.establish(
                new Unit(office, "区政数局" + n, "Bureau", Unit.Kind.DEPARTMENT, null, district, BEGIN, null, true));
        institution.establish(
                new Unit(health, "区卫健局" + n, "Health", Unit.Kind.DEPARTMENT, null, district, BEGIN, null));
        OfficerId held = institution.enrol("区业务员" + n);
        institution.appoint(held, Role.BUREAU_OPERATOR, office, new Institution.Terms("职务", null, BEGIN, null));
        Actor ofDistrict = Actors.with(held, "区业务员" + n, Capacity.own(Role.BUREAU_OPERATOR, district));
        Actor asker = actor("区专员", Role.DATA_STEWARD, health);

        UUID id = inquiries.ask(question(health, false), asker);
        assertThat(todos(id, ofDistrict)).hasSize(1);
        assertThat(todos(id, bureau)).isEmpty();
        assertThat(inquiries.seen(id, bureau)).isEmpty();
        LocalDate due = inquiries.readable(id, asker).due();
        clock.set(LocalDate.of(2021, 8, 12));
        act(id, InquiryAct.PASS_ON, null, ofDistrict);
        assertThat(inquiries.readable(id, bureau))
                .returns(UnitCode.CITY, Inquiry::territory)
                .returns(due, Inquiry::due);
        assertThat(todos(id, bureau)).hasSize(1);
        assertThat(inquiries.readable(id, ofDistrict).state()).isEqualTo(Inquiry.State.OPEN);
        act(id, InquiryAct.ANSWER, "市里统一编", bureau);
        assertThatThrownBy(() -> act(id, InquiryAct.PASS_ON, null, bureau)).isInstanceOf(Forbidden.class);

        UUID direct = inquiries.ask(question(health, true), asker);
        assertThat(todos(direct, bureau)).hasSize(1);
        assertThat(todos(direct, ofDistrict)).isEmpty();
    }

    @Test
    void othersDoNotSeeItAndAllWordsOfASearchMustBeThere() {
        UUID id = ask(Inquiry.Kind.SUGGESTION, "统一信用代码字段");
        act(id, InquiryAct.ANSWER, "长度为十八位，见国家标准", bureau);
        assertThat(inquiries.seen(id, stranger)).isEmpty();
        assertThatThrownBy(() -> act(id, InquiryAct.CLOSE, null, stranger)).isInstanceOf(NotFound.class);
        assertThat(list(narrowed(null, null), "信用代码 十八位")).containsExactly(id);
        assertThat(list(narrowed(null, null), "信用代码　十九位")).isEmpty();
        assertThat(list(narrowed(null, null), "%")).isEmpty();
    }

    @Test
    void whatWaitsCanBeWithdrawnAndItsDaysAreCountedAnew() {
        UUID id = ask(Inquiry.Kind.QUESTION, "不问了");
        assertThat(recount.recount()).noneMatch(moved -> moved.link().contains(id.toString()));
        act(id, InquiryAct.WITHDRAW, null, steward);
        assertThat(seen(id)).returns(Inquiry.State.WITHDRAWN, Inquiry::state).returns(null, Inquiry::inTime);
        assertThat(todos(id, bureau)).isEmpty();
    }

    @Test
    void whatIsMissingIsSaidAtOnce() {
        assertThatThrownBy(() ->
                        inquiries.ask(new NewInquiry(null, Inquiry.Direction.TO_BUREAU, unit, false, "", " "), steward))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.errors())
                                .extracting(InvalidInput.FieldError::field)
                                .containsExactlyInAnyOrder("kind", "title", "text"));
    }

    @Test
    void aFrequentlyAskedQuestionIsEditedInVersionsAndWithdrawnWithAReason() {
        UUID inquiry = ask(Inquiry.Kind.QUESTION, "小时数据");
        act(inquiry, InquiryAct.ANSWER, "分成两条", bureau);
        assertThatThrownBy(() -> faqs.publish(UnitCode.CITY, faq("catalog", "问", "答", null), steward))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> faqs.publish(UnitCode.CITY, faq("no-topic", "", "", UUID.randomUUID()), bureau))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.errors())
                                .extracting(InvalidInput.FieldError::field)
                                .containsExactlyInAnyOrder("topic", "question", "answer", "inquiry"));
        UUID id = faqs.publish(UnitCode.CITY, faq("catalog", "小时数据怎么编目", "分成两条", inquiry), bureau);
        assertThat(found("小时数据 两条", false)).contains(id);
        FaqController.FaqPage ofTheStranger = faqPages.one(id, stranger);
        assertThat(ofTheStranger.mayKeep()).isFalse();
        assertThat(ofTheStranger.inquiryLink()).isNull();
        assertThat(faqPages.one(id, steward).inquiryLink()).isEqualTo("/office/guidance/" + inquiry);

        faqs.edit(id, 1, faq("quality", "小时数据怎么编目", "分成两条，周期各填各的", null), bureau);
        assertThatThrownBy(() -> faqs.edit(id, 1, faq("quality", "问", "答", null), bureau))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(faqPages.one(id, stranger).versions())
                .extracting(row -> row.version().answer())
                .containsExactly("分成两条，周期各填各的", "分成两条");

        assertThatThrownBy(() -> faqs.withdraw(id, " ", bureau)).isInstanceOf(InvalidInput.class);
        faqs.withdraw(id, "规则已改", bureau);
        assertThat(found("小时数据", false)).doesNotContain(id);
        assertThat(found("小时数据", true)).contains(id);
        assertThat(faqPages.one(id, stranger).row().faq().withdrawnBecause()).isEqualTo("规则已改");
        assertThatThrownBy(() -> faqs.edit(id, 2, faq("quality", "问", "答", null), bureau))
                .isInstanceOf(GuidanceRefused.class);
    }

    @Test
    void aVisitIsSeenByTheUnitsThatTookPart() {
        UUID followUp = followUps.give(
                new NewFollowUp(
                        "打通接口",
                        "",
                        "",
                        FollowUp.Origin.FINDING,
                        "调研",
                        null,
                        null,
                        FollowUp.Kind.ORDINARY,
                        unit,
                        List.of(),
                        Term.ofWorkingDays(10)),
                bureau);
        NewVisit wanted =
                new NewVisit(Visit.Kind.VISIT, BEGIN, "调研归集", List.of(unit), "两人", "口径不一致", List.of(followUp));
        UUID id = visits.add(UnitCode.CITY, wanted, bureau);
        assertThat(visitPages.one(id, steward).followUps())
                .singleElement()
                .returns("/office/follow-ups/" + followUp, Visits.Following::link);
        assertThat(visitPages.one(id, steward).mayKeep()).isFalse();
        assertThatThrownBy(() -> visits.readable(id, stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> visits.edit(id, 1, wanted, steward)).isInstanceOf(Forbidden.class);
        visits.edit(id, 1, wanted, bureau);
        assertThatThrownBy(() -> visits.edit(id, 1, wanted, bureau)).isInstanceOf(ChangedMeanwhile.class);
        assertThatThrownBy(() -> visits.add(
                        unit,
                        new NewVisit(null, BEGIN.plusDays(1), "", List.of(), "", "", List.of(UUID.randomUUID())),
                        steward))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.errors())
                                .extracting(InvalidInput.FieldError::field)
                                .containsExactlyInAnyOrder("kind", "day", "title", "units", "found", "followUps"));
        assertThatThrownBy(() -> visits.add(UnitCode.CITY, wanted, steward)).isInstanceOf(Forbidden.class);
        visits.remove(id, bureau);
        assertThatThrownBy(() -> visits.readable(id, bureau)).isInstanceOf(NotFound.class);
    }

    private List<UUID> found(String words, boolean withdrawn) {
        return faqPages.list(null, withdrawn, new ListQuery(1, 100, null, words)).items().stream()
                .map(row -> row.faq().id())
                .toList();
    }

    private List<UUID> list(KeptInquiries.Narrowed to, String words) {
        return kept.list(inquiries.reader(steward), to, new ListQuery(1, 100, null, words)).items().stream()
                .map(Inquiry::id)
                .toList();
    }

    private KeptInquiries.Narrowed narrowed(@Nullable String state, @Nullable String answered) {
        return new KeptInquiries.Narrowed(state, null, unit.value(), answered, false, false, null, institution.today());
    }

    private static NewFaq faq(String topic, String question, String answer, @Nullable UUID inquiry) {
        return new NewFaq(topic, question, answer, inquiry);
    }

    private NewInquiry question(UnitCode of, boolean toCity) {
        return new NewInquiry(Inquiry.Kind.QUESTION, Inquiry.Direction.TO_BUREAU, of, toCity, "要不要重复编目", "省里已编");
    }

    private UUID ask(Inquiry.Kind kind, String title) {
        return inquiries.ask(new NewInquiry(kind, Inquiry.Direction.TO_BUREAU, unit, false, title, "详情"), steward);
    }

    private void act(UUID id, InquiryAct act, @Nullable String text, Actor actor) {
        inquiries.act(id, act, text, actor);
    }

    private Inquiry seen(UUID id) {
        return inquiries.readable(id, bureau);
    }

    private Set<InquiryAct> may(UUID id, Actor actor) {
        return inquiries.may(inquiries.readable(id, actor), actor);
    }

    private Todo todo(UUID id, Actor actor) {
        return todos(id, actor).getFirst();
    }

    private List<Todo> todos(UUID id, Actor actor) {
        return Actors.todos(work, actor).stream()
                .filter(one -> one.id().startsWith(id.toString()))
                .toList();
    }

    private UnitCode department(String letter) {
        UnitCode code = new UnitCode("G" + letter + NEXT.incrementAndGet());
        SampleUnits.department(institution, code);
        return code;
    }

    private Actor actor(String name, Role role, UnitCode of) {
        return Actors.of(institution.enrol(name), name, role, of);
    }
}
