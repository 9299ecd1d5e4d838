package org.shuguan.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Decision;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Act;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Plan;
import org.shuguan.server.institution.Reorganisation;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Substitution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.institution.UnitForm;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.transaction.annotation.Transactional;

/// What becomes of a unit's entries and open work when the unit goes.
@SpringBootTest
@Transactional
class SuccessorTest {
    private static final UnitCode OLD = new UnitCode("S1");
    private static final UnitCode OTHER = new UnitCode("S2");
    private static final UnitCode NEW = new UnitCode("S9");
    private static final UnitCode BUREAU = new UnitCode("S7");
    private static final LocalDate START = LocalDate.of(2021, 8, 10);
    private static final String PASSWORD = "Ink-and-paper-7";
    private static final ListQuery ALL = new ListQuery(1, 50, null, null);

    @Autowired
    Catalog catalog;

    @Autowired
    CatalogAccess access;

    @Autowired
    Versions versions;

    @Autowired
    CatalogOnDay published;

    @Autowired
    Providers providers;

    @Autowired
    Approvals approvals;

    @Autowired
    Institution institution;

    @Autowired
    Reorganisation reorganisation;

    @Autowired
    Substitution substitution;

    @Autowired
    Identity identity;

    private final Map<OfficerId, UUID> accounts = new HashMap<>();
    private OfficerId steward;
    private OfficerId cdo;
    private OfficerId otherCdo;
    private OfficerId operator;

    @AfterEach
    void anyReader() {
        LocaleContextHolder.resetLocaleContext();
    }

    @BeforeEach
    void twoUnits() {
        LocaleContextHolder.setLocale(Locale.SIMPLIFIED_CHINESE);
        SampleUnits.dataBureau(institution, BUREAU);
        for (UnitCode code : List.of(OLD, OTHER)) {
            institution.establish(new Unit(code, "旧局" + code, "Old " + code, Unit.Kind.DEPARTMENT, null, START, null));
        }
        steward = appoint("专员", Role.DATA_STEWARD, OLD);
        cdo = appoint("旧数官", Role.UNIT_CDO, OLD);
        otherCdo = appoint("新数官", Role.UNIT_CDO, OTHER);
        operator = appoint("业务员", Role.BUREAU_OPERATOR, BUREAU);
    }

    @Test
    void theSuccessorsCdoHasTheOpenWorkAndSignsAsTheSuccessor() {
        UUID entry = submitted("待签发的目录");
        merge(institution.today());
        assertThat(institution.openTodos(Role.UNIT_CDO, NEW)).isEqualTo(1);
        assertThat(actor(cdo).capacities()).isEmpty();
        catalog.sign(entry, 1, null, actor(otherCdo));
        Decision decision =
                approvals.history(String.valueOf(current(entry).caseId())).getLast();
        assertThat(decision.unit()).isEqualTo(NEW);
        assertThat(providers.of(current(entry))).isEqualTo(new Providers.Provider("旧局S1", "新设局", "新设局全称", false));
        assertThat(current(entry).code().front()).contains("S1");
    }

    @Test
    void theSuccessorsStewardsEditTheDraftsAndBeginAsTheirOwnUnit() {
        UUID draft = catalog.create(OLD, content("草稿"), actor(steward));
        merge(institution.today());
        Version version = access.visible(actor(steward), draft, 1);
        catalog.edit(version, version.revision(), content("改过的草稿"), actor(steward));
        UUID begun = catalog.create(OLD, content("新目录"), actor(steward));
        assertThat(current(begun).unit()).isEqualTo(NEW);
        assertThat(actor(steward).capacities().getFirst()).isEqualTo(Capacity.own(Role.DATA_STEWARD, NEW));
    }

    @Test
    void anActOfAFutureDayChangesNothingToday() {
        UUID entry = submitted("未来");
        merge(institution.today().plusDays(5));
        assertThat(actor(otherCdo).is(Role.UNIT_CDO, OLD)).isFalse();
        catalog.sign(entry, 1, null, actor(cdo));
        assertThat(providers.of(current(entry)).successor()).isNull();
    }

    @Test
    void aSubstituteSignsOnTheHoldersBehalf() {
        UUID entry = submitted("替补签发");
        OfficerId deputy = institution.enrol("替补者");
        open(deputy);
        Appointment held =
                institution.holders(Role.UNIT_CDO, OLD, institution.today()).getFirst();
        substitution.name(held.id(), deputy, "出差", institution.today(), institution.today());
        catalog.sign(entry, 1, null, actor(deputy));
        assertThat(approvals
                        .history(String.valueOf(current(entry).caseId()))
                        .getLast()
                        .onBehalfOf())
                .isEqualTo("旧数官");
    }

    @Test
    void theCatalogOfADayShowsWhatWasPublishedThenAndWhoHadSigned() {
        UUID entry = submitted("历史目录");
        catalog.sign(entry, 1, null, actor(cdo));
        catalog.publish(entry, 1, null, actor(operator));
        LocalDate today = institution.today();
        assertThat(then(today)).singleElement().satisfies(row -> {
            assertThat(row.entry()).isEqualTo(entry);
            assertThat(row.version()).isEqualTo(1);
            assertThat(row.signedBy()).isEqualTo("旧数官");
        });
        assertThat(then(today.minusDays(1))).isEmpty();
        int next = catalog.nextVersion(entry, actor(steward));
        catalog.submit(entry, next, actor(steward));
        catalog.sign(entry, next, null, actor(cdo));
        catalog.publish(entry, next, null, actor(operator));
        assertThat(then(today)).extracting(CatalogOnDay.Row::version).containsExactly(2);
        catalog.withdraw(entry, next, "停用", actor(operator));
        assertThat(then(today)).isEmpty();
    }

    private List<CatalogOnDay.Row> then(LocalDate day) {
        return published.on(day, Set.of(OLD), Scope.NOTHING, ALL).items();
    }

    private void merge(LocalDate day) {
        List<Plan.Carry> carried = new ArrayList<>();
        for (OfficerId officer : List.of(steward, otherCdo)) {
            institution
                    .appointmentsOf(officer, institution.today())
                    .forEach(held -> carried.add(new Plan.Carry(held.id(), NEW)));
        }
        var names = new UnitForm.Names("新设局", "新设局全称", "New Bureau");
        reorganisation.perform(
                new Plan(
                        Act.Kind.MERGE,
                        day,
                        "文件",
                        "机构改革",
                        false,
                        List.of(OLD, OTHER),
                        List.of(new Plan.Heir(NEW, names, 100, true)),
                        carried,
                        null,
                        null),
                "业务员");
    }

    private UUID submitted(String title) {
        UUID entry = catalog.create(OLD, content(title), actor(steward));
        catalog.submit(entry, 1, actor(steward));
        return entry;
    }

    private Version current(UUID entry) {
        return versions.of(entry).getFirst();
    }

    private Actor actor(OfficerId officer) {
        return identity.actor(Objects.requireNonNull(accounts.get(officer))).orElseThrow();
    }

    private void open(OfficerId officer) {
        String name = "s." + officer.toString().substring(0, 8);
        accounts.put(officer, identity.open(name, officer, PASSWORD, false));
    }

    private OfficerId appoint(String name, Role role, UnitCode unit) {
        OfficerId officer = institution.enrol(name);
        institution.appoint(officer, role, unit, new Institution.Terms("职务", null, START, null));
        open(officer);
        return officer;
    }

    private static Content content(String title) {
        return new Content(
                title,
                "摘要",
                "database",
                null,
                SharingType.UNCONDITIONAL,
                null,
                "table",
                null,
                OpeningType.NOT_OPEN,
                null,
                UpdateCycle.DAILY,
                "3",
                Grade.GENERAL_1,
                null,
                List.of(),
                null,
                List.of(new Content.Item("名称", "mc", "C", 100, false, Grade.GENERAL_1, null, null, null, null, null)));
    }
}
