package org.shuguan.server.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.OwnSubmission;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.OpenTerms;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.SampleContent;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.search.CatalogSearch;
import org.shuguan.server.settings.RuleFixtures;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class DemandListsTest {
    private static final ListQuery ALL = new ListQuery(1, 100, null, null);
    private static final UnitCode BUREAU = new UnitCode("07");

    @Autowired
    DemandLists lists;

    @Autowired
    Demands demands;

    @Autowired
    DemandRecount recount;

    @Autowired
    Catalog catalog;

    @Autowired
    CatalogSearch search;

    @Autowired
    Approvals approvals;

    @Autowired
    Tasks tasks;

    @Autowired
    Institution institution;

    @Autowired
    Calendar calendar;

    @Autowired
    RuleFixtures rules;

    private UnitCode asking;
    private UnitCode owning;
    private Actor steward;
    private Actor cdo;
    private Actor ownersSteward;
    private Actor ownersCdo;
    private Actor bureau;

    @BeforeEach
    void twoUnits() {
        asking = unit("A");
        owning = unit("B");
        steward = actor("甲专员", Role.DATA_STEWARD, asking);
        cdo = actor("甲数官", Role.UNIT_CDO, asking);
        ownersSteward = actor("乙专员", Role.DATA_STEWARD, owning);
        ownersCdo = actor("乙数官", Role.UNIT_CDO, owning);
        bureau = actor("业务员", Role.BUREAU_OPERATOR, BUREAU);
    }

    @Test
    void aDemandWhoseProviderIsNotKnownIsAssignedAndMetByThePublishedEntry() {
        UUID id = submitted(null);
        lists.agree(id, null, cdo);
        assertThat(now(id).state()).isEqualTo(Demand.State.ROUTED);
        assertThatThrownBy(() -> decide(id, DemandFlow.Outcome.ASSIGN, owning, null, cdo))
                .hasMessageContaining("forbidden");
        decide(id, DemandFlow.Outcome.ASSIGN, owning, "按职责", bureau);
        assertThat(now(id).due()).isEqualTo(calendar.due(institution.today(), 20));
        assertThat(approvals.countFor(Role.DATA_STEWARD, owning)).isEqualTo(1);
        assertThat(approvals.due(now(id).caseId())).isEqualTo(now(id).due());
        UUID entry = lists.draftEntry(id, ownersSteward);
        assertThat(now(id).state()).isEqualTo(Demand.State.RESPONSIBLE);
        assertThat(now(id).entry()).isEqualTo(entry);
        UUID other = catalog.create(owning, content(), ownersSteward);
        lists.link(id, other, ownersSteward);
        publish(other);
        await().atMost(Duration.ofSeconds(30)).until(() -> now(id).state() == Demand.State.OFFERED);
        decide(id, DemandFlow.Outcome.MISSING, null, "缺少保障金额", steward);
        assertThat(now(id).state()).isEqualTo(Demand.State.RESPONSIBLE);
        assertThat(now(id).missing()).isEqualTo("缺少保障金额");
        assertThat(lists.reconcile()).isZero();
        lists.link(id, other, ownersSteward);
        decide(id, DemandFlow.Outcome.CONFIRM, null, null, cdo);
        Demand met = now(id);
        assertThat(met.state()).isEqualTo(Demand.State.MET);
        assertThat(met.submittedAt()).isBeforeOrEqualTo(met.agreedAt());
        assertThat(met.agreedAt()).isBeforeOrEqualTo(met.answeredAt());
        assertThat(met.answeredAt()).isBeforeOrEqualTo(met.metAt());
        assertThat(approvals.countFor(Role.DATA_STEWARD, owning)).isZero();
    }

    @Test
    void theUnitThatWasAskedAgreesAndAnAlreadyPublishedEntryIsOfferedAtOnce() {
        UUID entry = catalog.create(owning, content(), ownersSteward);
        publish(entry);
        UUID id = submitted(owning);
        assertThat(approvals.due(now(id).caseId())).isEqualTo(calendar.due(institution.today(), 5));
        lists.agree(id, null, cdo);
        assertThat(approvals.due(now(id).caseId())).isEqualTo(calendar.due(institution.today(), 10));
        LocalDate day = institution.today().plusDays(3);
        lists.accept(id, day, null, ownersCdo);
        assertThat(now(id).due()).isEqualTo(day);
        lists.link(id, entry, ownersSteward);
        assertThat(now(id).state()).isEqualTo(Demand.State.OFFERED);
    }

    @Test
    void aRefusalNeedsALawAndTheBureauPutsItOnTheNegativeListToBeReviewedYearly() {
        UUID id = submitted(owning);
        lists.agree(id, null, cdo);
        assertThatThrownBy(() -> lists.refuse(id, "law", " ", ownersCdo)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> lists.refuse(id, "no-such-reason", "反洗钱法第七条", ownersCdo))
                .isInstanceOf(InvalidInput.class);
        lists.refuse(id, "law", "反洗钱法第七条", ownersCdo);
        lists.forbid(id, null, null, null, bureau);
        Demand negative = now(id);
        assertThat(negative.state()).isEqualTo(Demand.State.NEGATIVE);
        assertThat(negative.refusalReason()).isEqualTo("law");
        assertThat(negative.refusalBasis()).isEqualTo("反洗钱法第七条");
        assertThat(negative.reviewOn()).isEqualTo(institution.today().plusYears(1));
        int before = tasks.countFor(Role.UNIT_CDO, owning);
        lists.remind();
        assertThat(tasks.countFor(Role.UNIT_CDO, owning)).isEqualTo(before);
        rules.set("demand.review-ahead", 366);
        lists.remind();
        lists.remind();
        rules.defaults();
        assertThat(tasks.countFor(Role.UNIT_CDO, owning)).isEqualTo(before + 1);
        assertThatThrownBy(() -> lists.review(id, true, "仍不予共享", null, cdo)).hasMessageContaining("forbidden");
        lists.review(id, false, null, null, ownersCdo);
        assertThat(now(id).state()).isEqualTo(Demand.State.RESPONSIBLE);
        assertThat(tasks.countFor(Role.UNIT_CDO, owning)).isEqualTo(before);
    }

    @Test
    void theBureauAsksAnotherUnitWhichAnswers() {
        UUID id = submitted(null);
        lists.agree(id, null, cdo);
        decide(id, DemandFlow.Outcome.ASK, owning, null, bureau);
        assertThat(now(id).state()).isEqualTo(Demand.State.ASKED);
        lists.accept(id, null, null, ownersCdo);
        assertThat(now(id).responsible()).isEqualTo(owning);
        assertThat(approvals.history(now(id).caseId()))
                .extracting(decision -> decision.step() + ":" + decision.outcome())
                .containsExactly("submitted:submit", "agree:agree", "route:ask", "answer:accept");
    }

    @Test
    void aReturnedDemandIsEditedAndAllMissingFieldsAreReportedTogether() {
        UUID bare =
                lists.create(asking, new DemandContent("企业用电", List.of(), "", "", null, null, asking, null), steward);
        assertThatThrownBy(() -> lists.submit(bare, steward))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(InvalidInput.FieldError::field)
                                .contains("items", "scenario", "legalBasis", "frequency", "mode", "asked"));
        UUID id = submitted(owning);
        decide(id, DemandFlow.Outcome.RETURN, null, "依据不足", cdo);
        Demand returned = now(id);
        assertThat(returned.returnedBecause()).isEqualTo("依据不足");
        lists.edit(id, returned.revision(), wanted(null), steward);
        lists.submit(id, steward);
        lists.agree(id, null, cdo);
        assertThat(now(id).state()).isEqualTo(Demand.State.ROUTED);
    }

    @Test
    void aDemandIsNotVisibleToUnitsThatItDoesNotConcern() {
        UUID id = submitted(owning);
        assertThat(seen(id, owning, false)).isFalse();
        assertThat(seen(id, asking, false)).isTrue();
        assertThat(seen(id, BUREAU, true)).isTrue();
        lists.agree(id, null, cdo);
        assertThat(seen(id, owning, false)).isTrue();
        UUID draft = lists.create(asking, wanted(null), steward);
        assertThat(seen(draft, BUREAU, true)).isFalse();
        assertThat(demands.list(
                                new Demands.Visible(Scope.of(Set.of(owning)), Scope.NOTHING),
                                EnumSet.of(Demand.State.ASKED),
                                owning.value(),
                                new Demands.Narrowed(null, null, false, null),
                                ALL)
                        .items())
                .extracting(Demand::id)
                .contains(id);
    }

    @Test
    void theCitysBureauReadsDemandsThatADistrictEscalated() {
        UUID id = submitted(null);
        lists.agree(id, null, cdo);
        Demands.Visible city = new Demands.Visible(Scope.NOTHING, Scope.of(Set.of(UnitCode.CITY)));
        assertThat(demands.visible(id, city)).isEmpty();
        decide(id, DemandFlow.Outcome.ESCALATE, null, "超出本区", bureau);
        assertThat(demands.visible(id, city)).isPresent();
    }

    @Test
    void publishedEntriesAreProposed() {
        UUID entry = catalog.create(owning, content(), ownersSteward);
        publish(entry);
        assertThat(search.similarTo("需要核对最低生活保障对象的家庭人员", 10)).contains(entry);
        String everySign = IntStream.range(0x4E00, 0x5200)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        assertThat(search.similarTo("最低生活保障" + everySign, 10)).contains(entry);
        assertThat(search.similarTo("", 10)).isEmpty();
    }

    @Test
    void whoeverDraftedADemandNeitherAgreesNorAnswers() {
        OfficerId drafter = OfficerId.fresh();
        Actor drafts = Actors.of(drafter, "甲起草人", Role.DATA_STEWARD, asking);
        UUID id = lists.create(asking, wanted(owning), drafts);
        lists.submit(id, steward);
        assertThatThrownBy(() -> lists.agree(id, null, inTheNameOf(cdo, drafter, asking)))
                .isInstanceOf(OwnSubmission.class);
        lists.agree(id, null, cdo);
        assertThatThrownBy(() -> lists.accept(id, null, null, inTheNameOf(ownersCdo, drafter, owning)))
                .isInstanceOf(OwnSubmission.class);
        assertThatThrownBy(() -> decide(
                        submitted(null),
                        DemandFlow.Outcome.AGREE,
                        null,
                        null,
                        inTheNameOf(cdo, steward.officer(), asking)))
                .isInstanceOf(OwnSubmission.class);
        lists.refuse(id, "law", "反洗钱法第七条", ownersCdo);
        lists.forbid(id, null, null, null, bureau);
        assertThatThrownBy(() -> lists.review(id, true, "仍不予共享", null, inTheNameOf(ownersCdo, drafter, owning)))
                .isInstanceOf(OwnSubmission.class);
        lists.review(id, false, null, null, ownersCdo);
        assertThat(now(id).state()).isEqualTo(Demand.State.RESPONSIBLE);
    }

    /// The person as the holder's delegate.
    @Test
    void aCountedDayToSupplyIsCountedAnewAndANamedOneStays() {
        UUID counted = submitted(null);
        lists.agree(counted, null, cdo);
        decide(counted, DemandFlow.Outcome.ASSIGN, owning, null, bureau);
        UUID named = submitted(null);
        lists.agree(named, null, cdo);
        LocalDate day = institution.today().plusDays(40);
        lists.decide(named, DemandFlow.Outcome.ASSIGN, new DemandLists.Answer(owning, day, null, null, null), bureau);
        LocalDate due = now(counted).due();
        demands.due(counted, due.plusDays(3));
        demands.due(named, day.plusDays(3));

        assertThat(recount.recount())
                .filteredOn(moved -> moved.unit().equals(owning))
                .singleElement()
                .returns(now(counted).link(), OpenTerms.Moved::link)
                .returns(due, OpenTerms.Moved::after);
        assertThat(now(counted).due()).isEqualTo(due);
        assertThat(approvals.due(now(counted).caseId())).isEqualTo(due);
        assertThat(now(named).due()).isEqualTo(day.plusDays(3));
    }

    private static Actor inTheNameOf(Actor holder, OfficerId person, UnitCode unit) {
        return Actors.with(
                person,
                "受托人",
                new Capacity(
                        Role.UNIT_CDO,
                        unit,
                        unit,
                        Capacity.Kind.DELEGATE,
                        new Capacity.Principal(holder.officer(), holder.officerName())));
    }

    private boolean seen(UUID id, UnitCode unit, boolean all) {
        return demands.visible(id, new Demands.Visible(Scope.of(Set.of(unit)), all ? Scope.EVERYTHING : Scope.NOTHING))
                .isPresent();
    }

    private UUID submitted(UnitCode asked) {
        UUID id = lists.create(asking, wanted(asked), steward);
        lists.submit(id, steward);
        return id;
    }

    private void decide(UUID id, DemandFlow.Outcome outcome, UnitCode unit, String comment, Actor actor) {
        lists.decide(id, outcome, new DemandLists.Answer(unit, null, null, null, comment), actor);
    }

    private void publish(UUID entry) {
        catalog.submit(entry, 1, ownersSteward);
        catalog.sign(entry, 1, null, ownersCdo);
        catalog.publish(entry, 1, null, bureau);
    }

    private Demand now(UUID id) {
        return demands.visible(id, new Demands.Visible(Scope.of(Set.of(asking)), Scope.EVERYTHING))
                .orElseThrow();
    }

    private UnitCode unit(String first) {
        UnitCode code = new UnitCode(
                first + Long.toString(System.nanoTime() % 10_000_000, 36).toUpperCase(Locale.ROOT));
        SampleUnits.department(institution, code);
        return code;
    }

    private static Actor actor(String name, Role role, UnitCode unit) {
        return Actors.holding(name, role, unit);
    }

    private static DemandContent wanted(UnitCode asked) {
        return new DemandContent(
                "低保对象信息",
                List.of("姓名", "公民身份号码", "保障金额"),
                "公积金提取资格核对",
                "社会救助暂行办法第五十七条",
                UpdateCycle.MONTHLY,
                "api",
                asked,
                null);
    }

    private static Content content() {
        return SampleContent.whole("最低生活保障对象信息", "城乡低保家庭与人员");
    }
}
