package org.shuguan.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Delegations;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Decision;
import org.shuguan.server.approval.OwnSubmission;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Substitution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// Entries on their way, acted on by people in their own and in other people's names: every person is signed in
/// for real, so that what they may do follows from appointments, substitutions and delegations in force today.
@SpringBootTest
class InWhoseNameTest {
    private static final ListQuery ALL = new ListQuery(1, 100, null, null);

    @Autowired
    Catalog catalog;

    @Autowired
    CatalogAccess access;

    @Autowired
    Access rights;

    @Autowired
    CatalogController controller;

    @Autowired
    Approvals approvals;

    @Autowired
    Delegations delegations;

    @Autowired
    Substitution substitution;

    @Autowired
    Institution institution;

    @Autowired
    AuditTrail trail;

    @Autowired
    Identity identity;

    private int people;
    private UnitCode unit;
    private UUID steward;
    private UUID cdo;
    private UUID colleague;
    private Appointment cdoship;

    @BeforeEach
    void aUnitWithItsPeople() {
        unit = unit(null);
        steward = account("专员");
        cdo = account("数官");
        colleague = account("同事");
        hold(steward, Role.DATA_STEWARD, unit);
        cdoship = hold(cdo, Role.UNIT_CDO, unit);
        if (institution.inForce(institution.today()).stream().noneMatch(held -> held.role() == Role.BUREAU_OPERATOR)) {
            hold(account("业务员"), Role.BUREAU_OPERATOR, UnitCode.CITY);
        }
    }

    @Test
    void aStewardsDelegateSeesEditsAndSubmitsWhatTheyCreated() {
        delegate(steward, Role.DATA_STEWARD, colleague);
        Actor delegate = actor(colleague);
        UUID entry = catalog.create(unit, content("代办的目录"), delegate);
        assertThat(access.visible(delegate, entry)).hasSize(1);
        assertThat(controller.list(null, null, false, ALL, delegate).items())
                .extracting(CatalogController.Row::entry)
                .contains(entry);
        assertThat(controller.one(entry, null, delegate).may()).contains("edit", "submit", "delete");
        Version draft = access.visible(delegate, entry, 1);
        catalog.edit(draft, draft.revision(), content("代办后改名"), delegate);
        catalog.submit(entry, 1, delegate);
        assertThat(access.visible(delegate, entry, 1).state()).isEqualTo(Version.State.SUBMITTED);
        assertThat(history(entry).getFirst().principal()).isEqualTo(officer(steward));
        assertThat(controller.list(null, null, false, ALL, actor(account("外人"))).items())
                .isEmpty();
    }

    @Test
    void aCdosDelegateSignsAndTheSealSaysForWhom() {
        UUID entry = submitted();
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor(colleague))).isInstanceOf(Forbidden.class);
        delegate(cdo, Role.UNIT_CDO, colleague);
        catalog.sign(entry, 1, null, actor(colleague));
        Version signed = access.visible(actor(steward), entry, 1);
        assertThat(signed.signedBy()).startsWith("同事");
        assertThat(signed.signedFor()).startsWith("数官");
        assertThat(signed.signedCapacity()).isEqualTo(Capacity.Kind.DELEGATE);
        assertThat(history(entry).getLast())
                .returns(officer(colleague), Decision::officer)
                .returns(officer(cdo), Decision::principal)
                .returns(Role.UNIT_CDO, Decision::role);
    }

    /// Whoever may act is addressed by the notices of the work.
    @Test
    void aDelegateIsToldOfTheWorkAsLongAsTheDelegationIsInForce() {
        assertThat(rights.actingAs(Role.UNIT_CDO, unit)).contains(officer(cdo)).doesNotContain(officer(colleague));
        UUID delegation = delegate(cdo, Role.UNIT_CDO, colleague);
        assertThat(rights.actingAs(Role.UNIT_CDO, unit)).contains(officer(cdo), officer(colleague));
        delegations.end(delegation, actor(cdo));
        assertThat(rights.actingAs(Role.UNIT_CDO, unit)).contains(officer(cdo)).doesNotContain(officer(colleague));
    }

    @Test
    void aDelegationEndsWithTheHoldersAppointmentAndWhenItIsTakenBack() {
        UUID entry = submitted();
        UUID delegation = delegate(cdo, Role.UNIT_CDO, colleague);
        delegations.end(delegation, actor(cdo));
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor(colleague))).isInstanceOf(Forbidden.class);
        delegate(cdo, Role.UNIT_CDO, colleague);
        LocalDate today = institution.today();
        UUID successor = account("继任");
        institution.replace(cdoship.id(), 1, officer(successor), new Institution.Terms("副局长", null, today, null));
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor(colleague))).isInstanceOf(Forbidden.class);
        catalog.sign(entry, 1, null, actor(successor));
    }

    @Test
    void aDelegateDoesNotDelegateOnAndTermsAreBounded() {
        delegate(cdo, Role.UNIT_CDO, colleague);
        LocalDate today = institution.today();
        OfficerId third = officer(account("第三人"));
        assertThatThrownBy(() ->
                        delegations.delegate(Role.UNIT_CDO, unit, third, today, today.plusDays(1), actor(colleague)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(
                        () -> delegations.delegate(Role.UNIT_CDO, unit, third, today, today.plusDays(91), actor(cdo)))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> delegations.delegate(
                        Role.UNIT_CDO, unit, third, today.minusDays(1), today.plusDays(1), actor(cdo)))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> delegations.end(
                        delegations.delegate(Role.UNIT_CDO, unit, third, today, today, actor(cdo)), actor(colleague)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aSubstituteDecidesWhileTheyStandInAndNotAfter() {
        LocalDate today = institution.today();
        var named = substitution.name(cdoship.id(), officer(colleague), "出国访问", today, today.plusDays(3));
        UUID entry = submitted();
        catalog.giveBack(entry, 1, "请补充摘要", actor(colleague));
        assertThat(history(entry).getLast().principal()).isEqualTo(officer(cdo));
        catalog.submit(entry, 1, actor(steward));
        substitution.end(named.id());
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor(colleague))).isInstanceOf(Forbidden.class);
    }

    @Test
    void whoeverSubmittedDoesNotSignAsTheCdosDelegate() {
        delegate(cdo, Role.UNIT_CDO, steward);
        UUID entry = submitted();
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor(steward))).isInstanceOf(OwnSubmission.class);
        assertThatThrownBy(() -> catalog.giveBack(entry, 1, "退", actor(steward)))
                .isInstanceOf(OwnSubmission.class);
        assertThat(controller.one(entry, 1, actor(steward)).may()).containsExactly("take-back");
        catalog.sign(entry, 1, null, actor(cdo));
    }

    @Test
    void whoeverSubmittedDoesNotSignAsASubstitute() {
        LocalDate today = institution.today();
        substitution.name(cdoship.id(), officer(steward), "休假", today, today.plusDays(3));
        UUID entry = submitted();
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor(steward))).isInstanceOf(OwnSubmission.class);
    }

    @Test
    void whoeverDraftedDoesNotSignWhatAnotherSubmits() {
        hold(colleague, Role.DATA_STEWARD, unit);
        delegate(cdo, Role.UNIT_CDO, colleague);
        UUID entry = catalog.create(unit, content("我起草，他提交"), actor(colleague));
        catalog.submit(entry, 1, actor(steward));
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor(colleague))).isInstanceOf(OwnSubmission.class);
        assertThat(controller.one(entry, 1, actor(colleague)).may()).containsExactly("take-back");
        catalog.sign(entry, 1, null, actor(cdo));
    }

    @Test
    void whoeverChangedADraftDoesNotSignItAsASubstitute() {
        LocalDate today = institution.today();
        hold(colleague, Role.DATA_STEWARD, unit);
        UUID entry = catalog.create(unit, content("他起草，我修改"), actor(steward));
        Version draft = access.visible(actor(colleague), entry, 1);
        catalog.edit(draft, draft.revision(), content("改过"), actor(colleague));
        catalog.submit(entry, 1, actor(steward));
        substitution.name(cdoship.id(), officer(colleague), "休假", today, today.plusDays(3));
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor(colleague))).isInstanceOf(OwnSubmission.class);
    }

    @Test
    void whoeverDraftedDoesNotSignAsTheCdosSuccessorNorAsTheActingOne() {
        LocalDate today = institution.today();
        UUID entry = catalog.create(unit, content("先起草后升任"), actor(steward));
        hold(colleague, Role.DATA_STEWARD, unit);
        catalog.submit(entry, 1, actor(colleague));
        institution.replace(
                cdoship.id(),
                1,
                officer(steward),
                new Institution.Terms("副局长", null, today, today.plusDays(30), "原任调离"));
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor(steward))).isInstanceOf(OwnSubmission.class);
    }

    @Test
    void nobodySignsForAPersonInWhoseNameItWasDrafted() {
        UUID both = account("身兼两职");
        UnitCode small = unit(null);
        LocalDate today = institution.today();
        hold(both, Role.DATA_STEWARD, small);
        hold(both, Role.UNIT_CDO, small);
        hold(steward, Role.DATA_STEWARD, small);
        delegations.delegate(Role.DATA_STEWARD, small, officer(colleague), today, today, actor(both));
        UUID entry = catalog.create(small, content("代为起草"), actor(colleague));
        catalog.submit(entry, 1, actor(steward));
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor(both))).isInstanceOf(OwnSubmission.class);
    }

    @Test
    void whoeverDraftedDoesNotLowerTheGradeAsTheReviewersDelegate() {
        UUID reviewer = account("审核员");
        hold(reviewer, Role.SECURITY_REVIEWER, UnitCode.CITY);
        UUID entry = submitted();
        LocalDate today = institution.today();
        delegations.delegate(Role.SECURITY_REVIEWER, UnitCode.CITY, officer(steward), today, today, actor(reviewer));
        assertThatThrownBy(() -> catalog.lowerGrade(entry, 1, Grade.GENERAL_1, "已脱敏", actor(steward)))
                .isInstanceOf(OwnSubmission.class);
        assertThat(controller.one(entry, 1, actor(steward)).may()).doesNotContain("lower-grade");
        catalog.lowerGrade(entry, 1, Grade.GENERAL_1, "已脱敏", actor(reviewer));
    }

    @Test
    void theNextVersionIsSignedByWhoeverDraftedOnlyTheOneBefore() {
        hold(colleague, Role.DATA_STEWARD, unit);
        UUID entry = catalog.create(unit, content("第一版"), actor(colleague));
        catalog.submit(entry, 1, actor(steward));
        catalog.sign(entry, 1, null, actor(cdo));
        UUID operator = account("审核业务员");
        hold(operator, Role.BUREAU_OPERATOR, UnitCode.CITY);
        catalog.publish(entry, 1, null, actor(operator));
        assertThat(catalog.nextVersion(entry, actor(steward))).isEqualTo(2);
        catalog.submit(entry, 2, actor(steward));
        delegate(cdo, Role.UNIT_CDO, colleague);
        catalog.sign(entry, 2, null, actor(colleague));
    }

    @Test
    void anActingHolderSignsAsSuchAndTheAuditRecordSaysInWhichCapacity() {
        LocalDate today = institution.today();
        institution.replace(
                cdoship.id(),
                1,
                officer(colleague),
                new Institution.Terms("副局长", null, today, today.plusDays(30), "原任调离"));
        UUID entry = submitted();
        catalog.sign(entry, 1, null, actor(colleague));
        assertThat(access.visible(actor(steward), entry, 1))
                .returns(Capacity.Kind.ACTING, Version::signedCapacity)
                .returns(null, Version::signedFor);
        assertThat(recorded("catalog.sign")).contains("\"capacity\":\"acting\"", "\"role\":\"unit-cdo\"");
        delegate(colleague, Role.UNIT_CDO, cdo);
        UUID another = submitted();
        catalog.giveBack(another, 1, "补充", actor(cdo));
        assertThat(recorded("catalog.return"))
                .contains("\"capacity\":\"delegate\"", "\"onBehalfOf\":\"同事")
                .contains("\"onBehalfOfId\":\"" + officer(colleague) + "\"");
        assertThat(recorded("catalog.submit")).contains("\"capacity\":\"own\"");
    }

    private String recorded(String action) {
        return trail.list(new ListQuery(1, 50, null, action)).items().getFirst().facts();
    }

    @Test
    void nobodySignsInTheNameOfWhoeverSubmitted() {
        UUID both = account("身兼两职");
        UnitCode small = unit(null);
        hold(both, Role.DATA_STEWARD, small);
        hold(both, Role.UNIT_CDO, small);
        UUID entry = catalog.create(small, content("自提自签"), actor(both));
        catalog.submit(entry, 1, actor(both));
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor(both))).isInstanceOf(OwnSubmission.class);
        delegations.delegate(
                Role.UNIT_CDO, small, officer(colleague), institution.today(), institution.today(), actor(both));
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor(colleague))).isInstanceOf(OwnSubmission.class);
    }

    @Test
    void twoPeopleOfOneNameAreTwoPeople() {
        UnitCode other = unit(null);
        UUID one = account("张伟");
        UUID namesake = account("张伟");
        hold(one, Role.DATA_STEWARD, other);
        hold(namesake, Role.UNIT_CDO, other);
        UUID entry = catalog.create(other, content("同名"), actor(one));
        catalog.submit(entry, 1, actor(one));
        catalog.sign(entry, 1, null, actor(namesake));
        assertThat(access.visible(actor(one), entry, 1).state()).isEqualTo(Version.State.SIGNED);
    }

    @Test
    void aSubmissionIsTakenBackUntilItIsSigned() {
        UUID entry = submitted();
        assertThatThrownBy(() -> catalog.decide(entry, 1, CatalogFlow.Outcome.TAKE_BACK, null, actor(cdo)))
                .isInstanceOf(Forbidden.class);
        catalog.decide(entry, 1, CatalogFlow.Outcome.TAKE_BACK, null, actor(steward));
        assertThat(access.visible(actor(steward), entry, 1))
                .returns(Version.State.DRAFT, Version::state)
                .returns(null, Version::returnedBecause);
        catalog.submit(entry, 1, actor(steward));
        catalog.sign(entry, 1, null, actor(cdo));
        assertThatThrownBy(() -> catalog.decide(entry, 1, CatalogFlow.Outcome.TAKE_BACK, null, actor(steward)))
                .isInstanceOf(CatalogRefused.class);
    }

    @Test
    void aDistrictsCdoSignsForItsBureausAndItsOwnBureauReviews() {
        UnitCode district = district();
        UnitCode bureau = unit(district);
        UUID bureausSteward = account("区局专员");
        UUID districtsCdo = account("区数官");
        UUID districtsOperator = account("区业务员");
        hold(bureausSteward, Role.DATA_STEWARD, bureau);
        hold(districtsCdo, Role.UNIT_CDO, district);
        UUID entry = catalog.create(bureau, content("区局目录"), actor(bureausSteward));
        hold(districtsOperator, Role.BUREAU_OPERATOR, district);
        catalog.submit(entry, 1, actor(bureausSteward));
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor(cdo))).isInstanceOf(Forbidden.class);
        catalog.sign(entry, 1, null, actor(districtsCdo));
        assertThat(access.visible(actor(bureausSteward), entry, 1).signedUnit()).isEqualTo(district);
        UUID citysOperator = account("市业务员");
        hold(citysOperator, Role.BUREAU_OPERATOR, UnitCode.CITY);
        assertThatThrownBy(() -> access.visible(actor(citysOperator), entry)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> catalog.publish(entry, 1, null, actor(citysOperator)))
                .isInstanceOf(Forbidden.class);
        catalog.publish(entry, 1, null, actor(districtsOperator));
        assertThat(access.visible(actor(citysOperator), entry)).hasSize(1);
        UUID another = catalog.create(unit, content("市局目录"), actor(steward));
        catalog.submit(another, 1, actor(steward));
        assertThatThrownBy(() -> access.visible(actor(districtsOperator), another))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void theCitysBureauServesADistrictInWhichNobodyOperates() {
        UnitCode district = district();
        UnitCode bureau = unit(district);
        UUID bureausSteward = account("区局专员");
        UUID districtsCdo = account("区数官");
        UUID citysOperator = account("市业务员");
        hold(bureausSteward, Role.DATA_STEWARD, bureau);
        hold(districtsCdo, Role.UNIT_CDO, district);
        hold(citysOperator, Role.BUREAU_OPERATOR, UnitCode.CITY);
        UUID entry = catalog.create(bureau, content("无人区局目录"), actor(bureausSteward));
        catalog.submit(entry, 1, actor(bureausSteward));
        catalog.sign(entry, 1, null, actor(districtsCdo));
        assertThat(access.visible(actor(citysOperator), entry)).hasSize(1);
        assertThat(controller.list(null, null, false, ALL, actor(citysOperator)).items())
                .extracting(CatalogController.Row::entry)
                .contains(entry);
        catalog.publish(entry, 1, null, actor(citysOperator));
        assertThat(access.visible(actor(bureausSteward), entry, 1).state()).isEqualTo(Version.State.PUBLISHED);
    }

    @Test
    void aBureauOperatorWhoIsAlsoAStewardKeepsTheCitysList() {
        UUID both = account("两头忙");
        hold(both, Role.BUREAU_OPERATOR, UnitCode.CITY);
        hold(both, Role.DATA_STEWARD, unit(null));
        UUID entry = submitted();
        UUID draft = catalog.create(unit, content("草稿"), actor(steward));
        assertThat(controller.list(null, null, false, ALL, actor(both)).items())
                .extracting(CatalogController.Row::entry)
                .contains(entry)
                .doesNotContain(draft);
    }

    private UUID submitted() {
        UUID entry = catalog.create(unit, content("待签发的目录"), actor(steward));
        catalog.submit(entry, 1, actor(steward));
        return entry;
    }

    private UUID delegate(UUID from, Role role, UUID to) {
        LocalDate today = institution.today();
        return delegations.delegate(role, unit, officer(to), today, today.plusDays(7), actor(from));
    }

    private List<Decision> history(UUID entry) {
        return approvals.history(
                String.valueOf(access.visible(actor(steward), entry, 1).caseId()));
    }

    private Appointment hold(UUID account, Role role, UnitCode of) {
        // Another test may have established the city later.
        LocalDate from = of.equals(UnitCode.CITY) ? institution.today() : LocalDate.of(2021, 8, 10);
        return institution.appoint(officer(account), role, of, new Institution.Terms("职务", null, from, null));
    }

    private UUID account(String name) {
        people++;
        String suffix = Long.toString(System.nanoTime(), 36) + people;
        OfficerId officer = institution.enrol(name.equals("张伟") ? name : name + people);
        return identity.open("n" + suffix, officer, "Duanyan-2026!" + people, false);
    }

    private Actor actor(UUID account) {
        return identity.actor(account).orElseThrow();
    }

    private OfficerId officer(UUID account) {
        return actor(account).officer();
    }

    private UnitCode district() {
        return establish(Unit.Kind.DISTRICT, null);
    }

    private UnitCode unit(UnitCode parent) {
        return establish(Unit.Kind.DEPARTMENT, parent);
    }

    private UnitCode establish(Unit.Kind kind, UnitCode parent) {
        people++;
        UnitCode code = new UnitCode("N"
                + Long.toString(System.nanoTime() % 10_000_000, 36).toUpperCase(Locale.ROOT)
                + Integer.toString(people % 36, 36).toUpperCase(Locale.ROOT));
        if (institution.unit(UnitCode.CITY).isEmpty()) {
            institution.establish(
                    new Unit(UnitCode.CITY, "本市", "The city", Unit.Kind.CITY, null, LocalDate.of(2021, 1, 1), null));
        }
        institution.establish(
                new Unit(code, "单位" + code, "Unit " + code, kind, null, parent, LocalDate.of(2021, 1, 1), null));
        return code;
    }

    private static Content content(String title) {
        return SampleContent.whole(title, "测试用目录");
    }
}
