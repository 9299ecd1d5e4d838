package org.shuguan.server.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.serve.Condition;
import org.shuguan.dataplane.serve.ItemMask;
import org.shuguan.dataplane.serve.RowFilter;
import org.shuguan.server.Actors;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Decidable;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.approval.OwnSubmission;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.OpenTerms;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.client.MachineClients;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Requests, answers and grants between two units, on a real database.
@SpringBootTest
class SharingTest {
    private static final UnitCode BUREAU = new UnitCode("07");
    private static final String NAME = "姓名";
    private static final String ID = "公民身份号码";
    private static final String SCHOOL = "学校";
    private static final String SECRET = "家庭情况备注";

    @Autowired
    Requesting requesting;

    @Autowired
    Answering answering;

    @Autowired
    RequestParts stored;

    @Autowired
    AnswerRecount recount;

    @Autowired
    GrantCare care;

    @Autowired
    Grants grants;

    @Autowired
    Appeals appeals;

    @Autowired
    SharingController requests;

    @Autowired
    GrantController grantPages;

    @Autowired
    PartController parts;

    @Autowired
    EntryOffers offers;

    @Autowired
    RequestDecisions requestDecisions;

    @Autowired
    PartDecisions partDecisions;

    @Autowired
    Catalog catalog;

    @Autowired
    EntryDirectory directory;

    @Autowired
    MachineClients clients;

    @Autowired
    Institution institution;

    @Autowired
    Calendar calendar;

    @Autowired
    Approvals approvals;

    @Autowired
    List<OpenWork> work;

    @Autowired
    JdbcClient jdbc;

    private UnitCode asking;
    private UnitCode owning;
    private Actor steward;
    private Actor cdo;
    private Actor ownersSteward;
    private Actor ownersCdo;
    private Actor bureau;
    private Actor security;
    private UUID entry;

    @BeforeEach
    void twoUnitsAndAnEntry() {
        asking = unit("A");
        owning = unit("B");
        steward = Actors.holding("甲专员", Role.DATA_STEWARD, asking);
        cdo = Actors.holding("甲数官", Role.UNIT_CDO, asking);
        ownersSteward = Actors.holding("乙专员", Role.DATA_STEWARD, owning);
        ownersCdo = Actors.holding("乙数官", Role.UNIT_CDO, owning);
        bureau = Actors.holding("业务员", Role.BUREAU_OPERATOR, BUREAU);
        security = Actors.holding("安审员", Role.SECURITY_REVIEWER, BUREAU);
        entry = published(owning, "在校学生信息", SharingType.CONDITIONAL);
    }

    @Test
    void whatIsSharedUnconditionallyIsGrantedByTheRuleWhenTheCdoAgrees() {
        UUID open = published(owning, "学校名录", SharingType.UNCONDITIONAL);
        UUID id = submitted(ask(part(open, item(SCHOOL, ItemMask.CLEAR))));
        assertThat(page(id).may()).doesNotContain("agree");
        requesting.agree(id, null, cdo);
        var page = page(id);
        assertThat(page.row().request().state()).isEqualTo(SharingRequest.State.CLOSED);
        Grant grant = grant(page, open);
        assertThat(grant.grantedById()).isNull();
        assertThat(grant.inForceOn(institution.today())).isTrue();
        assertThat(grantPages.one(grant.id(), ownersCdo).byRule()).isTrue();
    }

    @Test
    void theOwnerGrantsAPartTheBureauHasCheckedAndEachStepHasItsTerm() {
        UUID id = submitted(ask(part(entry, item(NAME, ItemMask.keep(1, 0)), item(SCHOOL, ItemMask.CLEAR))));
        assertThat(dueOf(page(id))).isEqualTo(calendar.due(institution.today(), 3));
        assertThatThrownBy(() -> requests.one(id, ownersCdo)).isInstanceOf(NotFound.class);
        requesting.agree(id, null, cdo);
        assertThat(dueOf(page(id))).isEqualTo(calendar.due(institution.today(), 2));
        requesting.pass(id, null, bureau);
        PartView.View part = page(id).parts().getFirst();
        assertThat(part.state()).isEqualTo(Part.State.ANSWERING);
        assertThat(part.panel().due()).isEqualTo(calendar.due(institution.today(), 10));
        assertThat(todos(ownersCdo)).extracting(Todo::title).anyMatch(title -> title.contains("在校学生信息"));
        assertThatThrownBy(() -> answering.grant(part.id(), Answer.AS_ASKED, cdo))
                .isInstanceOf(Forbidden.class);
        RowFilter ofDistrict = new RowFilter(List.of(Condition.text("区县", Condition.Operator.EQ, "端州区")));
        answering.grant(
                part.id(),
                new Answer(
                        List.of(new Answer.Verdict(NAME, null, "not-needed", "政务数据共享条例第二十五条")),
                        ofDistrict,
                        null,
                        null,
                        null,
                        "仅限端州区"),
                ownersCdo);
        PartView.View answered = page(id).parts().getFirst();
        assertThat(answered.partly()).isTrue();
        assertThat(answered.items())
                .filteredOn(item -> item.name().equals(NAME))
                .first()
                .satisfies(item -> assertThat(item.granted()).isFalse());
        Grant grant = grant(page(id), entry);
        assertThat(grant.items()).extracting(Grant.Item::name).containsExactly(SCHOOL);
        assertThat(grant.items()).extracting(Grant.Item::code).containsExactly("xx");
        assertThat(grant.rowFilter()).isEqualTo(ofDistrict);
        assertThat(grant.grantedBy()).isEqualTo("乙数官");
    }

    @Test
    void theBureauOrdersThatDataAreGivenBackAndTheOwnerStillDecides() {
        Ask wanted = ask(part(entry, item(SCHOOL, ItemMask.CLEAR)));
        assertThatThrownBy(() -> requesting.order(asking, wanted, steward)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> requesting.order(asking, ask(), bureau)).isInstanceOf(InvalidInput.class);

        UUID id = requesting.order(asking, wanted, bureau);

        var ordered = page(id);
        assertThat(ordered.row().request().ordered()).isTrue();
        assertThat(ordered.row().request().state()).isEqualTo(SharingRequest.State.SUBMITTED);
        assertThat(ordered.may()).doesNotContain("agree");
        assertThat(requests.one(id, bureau).may()).doesNotContain("agree", "pass");
        requesting.agree(id, null, cdo);
        PartView.View part = page(id).parts().getFirst();
        assertThat(part.state()).isEqualTo(Part.State.ANSWERING);
        assertThat(part.panel().due()).isEqualTo(calendar.due(institution.today(), 10));
        answering.grant(part.id(), Answer.AS_ASKED, ownersCdo);
        Grant grant = grant(page(id), entry);
        assertThat(page(id).row().request().state()).isEqualTo(SharingRequest.State.CLOSED);
        assertThat(grants.returning(List.of(entry))).containsExactly(Map.entry(grant.id(), entry));

        UUID returned = requesting.order(asking, wanted, bureau);
        requesting.giveBack(returned, "端州区的范围不清", cdo);
        assertThat(page(returned).may()).contains("edit", "submit");
        assertThat(requests.one(returned, steward).row().request().ordered()).isTrue();
    }

    @Test
    void aRequestAndItsPartsAreDecidedInTheListOfAllDecisions() {
        UUID id = submitted(ask(part(entry, item(NAME, ItemMask.keep(1, 0)), item(SCHOOL, ItemMask.CLEAR))));
        var asked = new Decidable.Subject(id.toString(), "sharing-agree");
        Decidable.Card card = requestDecisions.card(asked, cdo);
        assertThat(card.summary())
                .anyMatch(said -> said.endsWith("核对适龄儿童入学资格"))
                .anyMatch(said -> said.endsWith("义务教育法第十二条"));
        assertThat(card.figures()).extracting(Decidable.Figure::value).contains("1", "2");
        requestDecisions.decide(asked, "agree", Decidable.Said.comment(null), cdo);
        requestDecisions.decide(
                new Decidable.Subject(id.toString(), "sharing-check"), "pass", Decidable.Said.comment(null), bureau);
        PartView.View part = page(id).parts().getFirst();
        var answer = new Decidable.Subject(part.id().toString(), "sharing-answer");
        Decidable.Card offered = partDecisions.card(answer, ownersCdo);
        assertThat(offered.options().get("refusal")).isNotEmpty();
        assertThat(offered.withheld()).isEmpty();
        partDecisions.decide(answer, "extend", Decidable.Said.comment("须核对口径"), ownersCdo);
        partDecisions.decide(
                new Decidable.Subject(part.id().toString(), "sharing-extend"),
                "allow",
                Decidable.Said.comment(null),
                bureau);
        assertThat(partDecisions.card(answer, ownersCdo).withheld()).containsExactly("extend");
        partDecisions.decide(answer, "grant", Decidable.Said.comment(null), ownersCdo);
        assertThat(grant(page(id), entry).items()).extracting(Grant.Item::name).containsExactlyInAnyOrder(NAME, SCHOOL);
    }

    @Test
    void aHighGradeNeedsASecondSignatureAndBeforeItNothingIsGranted() {
        UUID id = answering(askFor(entry, item(ID, ItemMask.PSEUDONYM), assessment()));
        UUID part = page(id).parts().getFirst().id();
        answering.grant(part, Answer.AS_ASKED, ownersCdo);
        assertThat(page(id).parts().getFirst().state()).isEqualTo(Part.State.SECOND);
        assertThat(page(id).parts().getFirst().grant()).isNull();
        answering.decide(part, RequestFlow.PartOutcome.OBJECT, Answer.saying("掩码不足"), security);
        assertThat(page(id).parts().getFirst().state()).isEqualTo(Part.State.ANSWERING);
        answering.grant(part, verdict(ID, ItemMask.keep(6, 4)), ownersCdo);
        answering.decide(part, RequestFlow.PartOutcome.SIGN, Answer.saying(null), security);
        assertThat(grant(page(id), entry).items().getFirst().mask()).isEqualTo(ItemMask.keep(6, 4));
    }

    @Test
    void sensitiveItemsNeedAReasonAndAnAssessmentAndWhatIsNotSharedAGround() {
        Ask ask = askFor(entry, new Ask.Item(ID, ItemMask.CLEAR, "", ""), null);
        UUID id = requesting.create(asking, ask, steward);
        assertThat(errors(() -> requesting.submit(id, steward)))
                .contains("part-0 reason-missing", "lawful assessment-missing", "assessedOn assessment-missing");
        UUID other =
                requesting.create(asking, askFor(entry, new Ask.Item(SECRET, ItemMask.CLEAR, "核对", ""), null), steward);
        assertThat(errors(() -> requesting.submit(other, steward))).contains("part-0 ground-missing");
        assertThatThrownBy(() ->
                        requesting.create(owning, ask(part(entry, item(SCHOOL, ItemMask.CLEAR))), ownersSteward))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void aRefusalNeedsALawAndAnAppealThatIsUpheldAsksTheOwnerAgain() {
        UUID id = answering(ask(part(entry, item(SCHOOL, ItemMask.CLEAR))));
        UUID part = page(id).parts().getFirst().id();
        assertThat(errors(() -> answering.refuse(part, "law", " ", ownersCdo))).contains("basis basis-missing");
        answering.refuse(part, "law", "未成年人保护法第七十二条", ownersCdo);
        assertThat(page(id).row().request().state()).isEqualTo(SharingRequest.State.CLOSED);
        assertThatThrownBy(() -> appeals.raise(part, "确有需要", steward)).isInstanceOf(Forbidden.class);
        UUID appeal = appeals.raise(part, "义务教育入学服务确有需要", cdo);
        assertThat(appeals.open()).extracting(Appeal::id).contains(appeal);
        assertThatThrownBy(() -> appeals.raise(part, "再次", cdo)).isInstanceOf(SharingRefused.class);
        appeals.settle(appeal, true, "联席会议纪要〔2026〕3号", bureau);
        assertThat(appeals.open()).extracting(Appeal::id).doesNotContain(appeal);
        PartView.View again = page(id).parts().getFirst();
        assertThat(again.state()).isEqualTo(Part.State.ANSWERING);
        assertThat(again.panel().history())
                .extracting(decision -> decision.outcome())
                .contains("refuse");
        answering.grant(part, Answer.AS_ASKED, ownersCdo);
        assertThat(grant(page(id), entry).state()).isEqualTo(Grant.State.ACTIVE);
    }

    @Test
    void opinionsAndOneExtensionAreAskedForWhileTheTermRunsOn() {
        UUID id = answering(ask(part(entry, item(SCHOOL, ItemMask.CLEAR))));
        UUID part = page(id).parts().getFirst().id();
        LocalDate due = calendar.due(institution.today(), 10);
        answering.decide(part, RequestFlow.PartOutcome.ASK, asked("security", "是否符合分级要求"), ownersCdo);
        assertThat(page(id).parts().getFirst().state()).isEqualTo(Part.State.OPINION);
        answering.decide(part, RequestFlow.PartOutcome.OPINE, Answer.saying("符合"), security);
        assertThat(page(id).parts().getFirst().panel().due()).isEqualTo(due);
        answering.decide(part, RequestFlow.PartOutcome.ASK, asked("steward", "口径"), ownersCdo);
        answering.decide(part, RequestFlow.PartOutcome.CALL_BACK, Answer.saying(null), ownersCdo);
        answering.decide(part, RequestFlow.PartOutcome.EXTEND, Answer.saying("需要核对"), ownersCdo);
        answering.decide(part, RequestFlow.PartOutcome.ALLOW, Answer.saying(null), bureau);
        assertThat(page(id).parts().getFirst().panel().due()).isEqualTo(calendar.due(due, 10));
        // The calendar of an announced year gives another day: term and extension are counted anew.
        stored.due(part, calendar.due(due, 12));
        approvals.moveDue(stored.find(part).orElseThrow().caseId(), calendar.due(due, 12));
        assertThat(recount.recount())
                .filteredOn(moved -> moved.unit().equals(owning))
                .singleElement()
                .returns(calendar.due(due, 12), OpenTerms.Moved::before)
                .returns(calendar.due(due, 10), OpenTerms.Moved::after);
        assertThat(page(id).parts().getFirst().panel().due()).isEqualTo(calendar.due(due, 10));
        assertThatThrownBy(() -> answering.decide(part, RequestFlow.PartOutcome.EXTEND, Answer.saying("还需"), ownersCdo))
                .isInstanceOf(SharingRefused.class);
    }

    @Test
    void whoWroteARequestMustNotDecideItInAnyCapacity() {
        OfficerId one = OfficerId.fresh();
        Actor both = Actors.with(
                one,
                "兼任者",
                Capacity.own(Role.DATA_STEWARD, asking),
                Capacity.own(Role.UNIT_CDO, asking),
                Capacity.own(Role.UNIT_CDO, owning));
        UUID id = requesting.create(asking, ask(part(entry, item(SCHOOL, ItemMask.CLEAR))), both);
        requesting.submit(id, both);
        assertThatThrownBy(() -> requesting.agree(id, null, both)).isInstanceOf(OwnSubmission.class);
        requesting.agree(id, null, cdo);
        requesting.pass(id, null, bureau);
        UUID part = page(id).parts().getFirst().id();
        assertThatThrownBy(() -> answering.grant(part, Answer.AS_ASKED, both)).isInstanceOf(OwnSubmission.class);
    }

    @Test
    void aReturnedRequestKeepsWhatTheRuleGrantedAndTheRestIsAskedForAgain() {
        UUID open = published(owning, "学校名录", SharingType.UNCONDITIONAL);
        Ask both = ask(part(open, item(SCHOOL, ItemMask.CLEAR)), part(entry, item(SCHOOL, ItemMask.CLEAR)));
        UUID id = submitted(both);
        requesting.agree(id, null, cdo);
        requesting.giveBack(id, "请补充法律依据", bureau);
        var page = page(id);
        assertThat(page.may()).contains("edit").doesNotContain("delete");
        assertThat(page.parts()).extracting(PartView.View::state).containsExactly(Part.State.GRANTED, Part.State.DRAFT);
        requesting.edit(id, page.row().request().revision(), both, steward);
        requesting.submit(id, steward);
        requesting.agree(id, null, cdo);
        requesting.pass(id, null, bureau);
        assertThat(page(id).parts())
                .extracting(PartView.View::state)
                .containsExactly(Part.State.GRANTED, Part.State.ANSWERING);
    }

    @Test
    void everyChangeOfAGrantIsFollowedByItsNumberAndOnlyNarrowed() {
        Grant grant = granted();
        UUID machine = UUID.randomUUID();
        assertThat(grants.inForce(machine, asking, grant.resource()))
                .extracting(Grant::id)
                .containsExactly(grant.id());
        care.suspend(grant.id(), "疑似批量下载", ownersSteward);
        Grant suspended = grants.changedSince(grant.change(), 100).getLast();
        assertThat(suspended.id()).isEqualTo(grant.id());
        assertThat(suspended.state()).isEqualTo(Grant.State.SUSPENDED);
        assertThat(suspended.change()).isGreaterThan(grant.change());
        assertThat(grants.inForce(machine, asking, grant.resource())).isEmpty();
        assertThatThrownBy(() -> care.resume(grant.id(), null, ownersSteward)).isInstanceOf(Forbidden.class);
        care.resume(grant.id(), "已说明原因", ownersCdo);
        assertThat(errors(() -> care.narrow(grant.id(), rate(grant.limits().perSecond() + 1), ownersCdo)))
                .containsExactly("perSecond wider");
        assertThat(errors(() -> care.narrow(
                        grant.id(),
                        new GrantCare.Narrowing(null, Map.of(NAME, ItemMask.CLEAR), null, null, null, null, null, "x"),
                        ownersCdo)))
                .containsExactly("masks mask-wider");
        care.narrow(grant.id(), rate(1), ownersCdo);
        assertThat(now(grant).limits().perSecond()).isEqualTo(1);
        care.end(grant.id(), "业务结束", steward);
        assertThat(now(grant).state()).isEqualTo(Grant.State.ENDED);
        assertThatThrownBy(() -> care.resume(grant.id(), null, ownersCdo)).isInstanceOf(SharingRefused.class);
        assertThat(grantPages.one(grant.id(), ownersCdo).steps())
                .extracting(step -> step.what().name())
                .containsExactly("GIVE", "SUSPEND", "RESUME", "NARROW", "END");
    }

    @Test
    void aGrantIsForTheClientsThatTheConsumerChose() {
        Grant grant = granted();
        UUID one = clients.ask(asking, "入学系统", "核对", List.of("catalog:read"), steward);
        assertThat(errors(() -> care.setClients(grant.id(), Set.of(one), steward)))
                .containsExactly("clients client-unknown");
        clients.approve(one, null, bureau);
        care.setClients(grant.id(), Set.of(one), steward);
        assertThat(grants.inForce(one, asking, grant.resource())).hasSize(1);
        assertThat(grants.inForce(UUID.randomUUID(), asking, grant.resource())).isEmpty();
    }

    @Test
    void theConsumerIsAskedWhetherAnUnusedGrantIsStillNeeded() {
        Grant grant = granted();
        backdate(grant, 100);
        care.remind();
        assertThat(todos(steward)).extracting(Todo::title).anyMatch(title -> title.contains(grant.number()));
        // The question of another evening leaves the last day as it is.
        jdbc.sql("update task.task set due = due - 4 where subject = :grant")
                .param("grant", grant.id().toString())
                .update();
        LocalDate due = questionDue(grant);
        care.remind();
        assertThat(questionDue(grant)).isEqualTo(due);
        care.keep(grant.id(), "秋季入学时使用", steward);
        assertThat(todos(steward)).extracting(Todo::title).noneMatch(title -> title.contains(grant.number()));
        care.remind();
        assertThat(todos(steward)).extracting(Todo::title).noneMatch(title -> title.contains(grant.number()));
        Grant used = granted();
        backdate(used, 100);
        care.remind();
        grants.used(used.id(), institution.today());
        grants.used(used.id(), institution.today().minusDays(5));
        assertThat(now(used).lastUsedOn()).isEqualTo(institution.today());
        care.closeSettled();
        assertThat(todos(steward)).extracting(Todo::title).noneMatch(title -> title.contains(used.number()));
    }

    @Test
    void aGrantIsRenewedByANewRequestAndKeepsItsId() {
        Grant grant = granted();
        UUID renewal = requesting.renew(grant, steward);
        requesting.submit(renewal, steward);
        requesting.agree(renewal, null, cdo);
        requesting.pass(renewal, null, bureau);
        answering.grant(page(renewal).parts().getFirst().id(), Answer.AS_ASKED, ownersCdo);
        Grant renewed = now(grant);
        assertThat(renewed.lastDay()).isAfter(grant.lastDay());
        assertThat(renewed.firstDay()).isEqualTo(grant.firstDay());
        assertThat(renewed.part()).isNotEqualTo(grant.part());
    }

    @Test
    void grantsOnAWithdrawnEntryAreSuspended() {
        Grant grant = granted();
        catalog.withdraw(entry, 1, "系统停用", ownersCdo);
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .until(() -> now(grant).state() == Grant.State.SUSPENDED);
        assertThat(now(grant).stateReason()).isEqualTo("系统停用");
    }

    @Test
    void theFormProposesWhatThePurposeNamesAndMasksWhatIdentifiesAPerson() {
        var offer = offers.offer(entry, "按学校核对学位", null);
        assertThat(offer.items())
                .filteredOn(EntryOffers.OfferedItem::proposed)
                .extracting(EntryOffers.OfferedItem::name)
                .containsExactly(SCHOOL);
        assertThat(offers.offer(entry, "", "check").items())
                .filteredOn(EntryOffers.OfferedItem::proposed)
                .extracting(EntryOffers.OfferedItem::name)
                .containsExactly(ID);
        assertThat(offer.items())
                .filteredOn(item -> item.name().equals(ID))
                .first()
                .satisfies(item -> {
                    assertThat(item.sensitive()).isTrue();
                    assertThat(item.mask()).isEqualTo(ItemMask.keep(6, 4));
                });
        assertThat(offers.preview(new EntryOffers.Masked(entry, List.of(item(NAME, ItemMask.CLEAR))), steward)
                        .collected())
                .isFalse();
    }

    @Test
    void hoursOfTheDayMayGoOverMidnight() {
        Grant.Hours night = new Grant.Hours(22, 6);
        assertThat(night.contain(LocalTime.of(23, 0))).isTrue();
        assertThat(night.contain(LocalTime.of(5, 59))).isTrue();
        assertThat(night.contain(LocalTime.of(6, 0))).isFalse();
        assertThat(AskRules.isNetwork("10.8.0.0/16")).isTrue();
        assertThat(AskRules.isNetwork("fd00::/8")).isTrue();
        assertThat(AskRules.isNetwork("10.8.0.0/33")).isFalse();
        assertThat(AskRules.isNetwork("localhost")).isFalse();
    }

    private LocalDate questionDue(Grant grant) {
        return todos(steward).stream()
                .filter(todo -> todo.title().contains(grant.number()))
                .findFirst()
                .map(Todo::due)
                .orElseThrow();
    }

    private Grant granted() {
        UUID id = answering(ask(part(entry, item(NAME, ItemMask.keep(1, 0)), item(SCHOOL, ItemMask.CLEAR))));
        answering.grant(page(id).parts().getFirst().id(), Answer.AS_ASKED, ownersCdo);
        return grant(page(id), entry);
    }

    private UUID submitted(Ask ask) {
        UUID id = requesting.create(asking, ask, steward);
        requesting.submit(id, steward);
        return id;
    }

    private UUID answering(Ask ask) {
        UUID id = submitted(ask);
        requesting.agree(id, null, cdo);
        requesting.pass(id, null, bureau);
        return id;
    }

    private SharingController.RequestPage page(UUID id) {
        return requests.one(id, steward);
    }

    private LocalDate dueOf(SharingController.RequestPage page) {
        return page.panel().due();
    }

    private Grant grant(SharingController.RequestPage page, UUID of) {
        return page.parts().stream()
                .filter(part -> part.entry().equals(of))
                .findFirst()
                .flatMap(part -> grants.find(part.grant()))
                .orElseThrow();
    }

    private Grant now(Grant grant) {
        return grants.find(grant.id()).orElseThrow();
    }

    private List<Todo> todos(Actor actor) {
        return Actors.todos(work, actor).toList();
    }

    private void backdate(Grant grant, int days) {
        jdbc.sql(
                        "update sharing.data_grant set first_day = first_day - :days, granted_at = granted_at - :days * interval '1 day'"
                                + " where id = :id")
                .param("days", days)
                .param("id", grant.id())
                .update();
    }

    private static GrantCare.Narrowing rate(int perSecond) {
        return new GrantCare.Narrowing(null, null, null, null, perSecond, null, null, "减少负载");
    }

    private static Answer verdict(String item, ItemMask mask) {
        return new Answer(List.of(new Answer.Verdict(item, mask, null, null)), null, null, null, null, null);
    }

    private static Answer asked(String reviewer, String question) {
        return new Answer(List.of(), null, null, null, reviewer, question);
    }

    private static List<String> errors(Runnable act) {
        try {
            act.run();
        } catch (InvalidInput invalid) {
            return invalid.errors().stream()
                    .map(error -> error.field() + " " + error.code())
                    .toList();
        }
        return List.of();
    }

    private static Ask.Item item(String name, ItemMask mask) {
        return new Ask.Item(name, mask, "入学资格核对所必需", "");
    }

    private static Ask.Part part(UUID entry, Ask.Item... items) {
        return new Ask.Part(entry, List.of(items), RowFilter.ALL, null);
    }

    private Ask.Assessment assessment() {
        return new Ask.Assessment("履行法定职责所必需", "影响有限", "专网传输，假名化处理", "甲专员", institution.today());
    }

    private Ask ask(Ask.Part... parts) {
        return new Ask(
                "义务教育入学资格核对",
                "核对适龄儿童入学资格",
                "check",
                "义务教育法第十二条",
                Set.of(Grant.Mode.API),
                UpdateCycle.DAILY,
                10,
                10_000,
                List.of("10.8.0.0/16"),
                null,
                Set.of(),
                institution.today(),
                institution.today().plusMonths(6),
                "甲专员",
                "0758-2222222",
                null,
                null,
                List.of(parts));
    }

    private Ask askFor(UUID entry, Ask.Item item, Ask.Assessment assessment) {
        Ask ask = ask(part(entry, item));
        return new Ask(
                ask.title(),
                ask.purpose(),
                ask.scenario(),
                ask.legalBasis(),
                ask.modes(),
                ask.frequency(),
                ask.perSecond(),
                ask.perDay(),
                ask.addresses(),
                ask.hours(),
                ask.clients(),
                ask.firstDay(),
                ask.lastDay(),
                ask.responsible(),
                ask.phone(),
                null,
                assessment,
                ask.parts());
    }

    private UUID published(UnitCode unit, String title, SharingType sharing) {
        boolean open = sharing == SharingType.UNCONDITIONAL;
        List<Content.Item> items = open
                ? List.of(new Content.Item(SCHOOL, "xx", "C", 100, true, Grade.GENERAL_1, null, null, null, null, null))
                : List.of(
                        new Content.Item(
                                ID, "sfz", "C", 18, true, Grade.GENERAL_4, "identity", "resident-id", null, null, null),
                        new Content.Item(
                                NAME, "xm", "C", 60, false, Grade.GENERAL_2, "basic", "person-name", null, null, null),
                        new Content.Item(SCHOOL, "xx", "C", 100, false, Grade.GENERAL_1, null, null, null, null, null),
                        new Content.Item("区县", "qx", "C", 20, false, Grade.GENERAL_1, null, null, null, null, null),
                        new Content.Item(
                                SECRET,
                                "bz",
                                "C",
                                200,
                                false,
                                Grade.GENERAL_2,
                                null,
                                null,
                                null,
                                null,
                                SharingType.NOT_SHARED));
        UUID id = catalog.create(
                unit,
                new Content(
                                title + unit,
                                "全市义务教育阶段",
                                "database",
                                "postgresql",
                                sharing,
                                open ? null : "入学服务",
                                "api",
                                open ? null : "未成年人保护法",
                                OpeningType.NOT_OPEN,
                                null,
                                UpdateCycle.DAILY,
                                "7",
                                Grade.GENERAL_1,
                                null,
                                List.of(),
                                null,
                                items)
                        .gradedByItems(),
                ownersSteward);
        catalog.submit(id, 1, ownersSteward);
        catalog.sign(id, 1, null, ownersCdo);
        catalog.publish(id, 1, null, bureau);
        return id;
    }

    private UnitCode unit(String prefix) {
        UnitCode code = new UnitCode(
                prefix + Long.toString(System.nanoTime() % 10_000_000, 36).toUpperCase(Locale.ROOT));
        SampleUnits.department(institution, code);
        return code;
    }
}
