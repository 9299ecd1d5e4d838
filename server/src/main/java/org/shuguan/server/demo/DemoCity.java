package org.shuguan.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Act;
import org.shuguan.server.institution.Description;
import org.shuguan.server.institution.Duties;
import org.shuguan.server.institution.Duty;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Plan;
import org.shuguan.server.institution.Reorganisation;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.institution.UnitForm;
import org.shuguan.server.settings.Mark;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Units, officers and accounts of the pilot. The districts' bureaus and their officers are invented.
@Component
@ConditionalOnProperty("shuguan.demo")
public class DemoCity {
    /// The password of all demo accounts. It is public.
    public static final String PASSWORD = "Duanyan-2026!";

    record Pilot(
            String source,
            LocalDate since,
            List<PilotUnit> units,
            List<PilotOfficer> officers,
            List<PilotRenaming> renamings,
            List<PilotDuty> duties) {}

    /// A renaming of a unit, written from memory and marked as not verified.
    record PilotRenaming(
            UnitCode unit,
            LocalDate day,
            String name,
            String fullName,
            String nameEn,
            String document,
            String reason) {}

    /// A duty that stands in an item of the plan.
    ///
    /// @param text a summary of the item where only that is known, null where it is quoted
    record PilotDuty(Role role, String item, @Nullable String text) {}

    /// The plan's items, in its own words.
    record PilotPlan(List<PlanItem> items) {
        PlanItem item(String id) {
            return items.stream()
                    .filter(item -> item.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the plan has no item " + id));
        }
    }

    /// @param dueText by when, in the plan's words; `rhythm` how often
    /// @param responsibleBasis whether the plan names who is responsible, or that is inferred
    record PlanItem(
            String id,
            String title,
            String section,
            @Nullable String rhythm,
            @Nullable String dueText,
            @Nullable String convener,
            String responsibleBasis) {
        String text() {
            String when = dueText == null ? rhythm : dueText;
            return title + (convener == null ? "" : "，由" + convener + "召集") + (when == null ? "" : "（" + when + "）");
        }

        boolean isInferred() {
            return responsibleBasis.startsWith("inferred");
        }
    }

    record PilotUnit(
            UnitCode code,
            String name,
            String nameEn,
            Unit.Kind kind,
            @Nullable String subkind,
            @Nullable UnitCode parent,
            @Nullable String fullName,
            @Nullable Boolean dataBureau) {}

    /// @param account account name, null for officers without a demo account
    /// @param mustChange whether the first sign-in asks for a new password
    record PilotOfficer(
            String name,
            Role role,
            UnitCode unit,
            String position,
            @Nullable String account,
            @Nullable Boolean mustChange) {}

    /// An account to try the demo with.
    public record DemoAccount(String account, Role role, String unit) {}

    private final Institution institution;
    private final Identity identity;
    private final Reorganisation reorganisation;
    private final Duties duties;
    private final Pilot pilot;
    private final PilotPlan plan;

    DemoCity(
            Institution institution, Identity identity, Reorganisation reorganisation, Duties duties, JsonMapper json) {
        this.institution = institution;
        this.identity = identity;
        this.reorganisation = reorganisation;
        this.duties = duties;
        this.pilot = read(json, "/demo/zhaoqing.json", Pilot.class);
        this.plan = read(json, "/demo/zhaoqing-plan.json", PilotPlan.class);
    }

    private static <T> T read(JsonMapper json, String name, Class<T> type) {
        try (InputStream file = Objects.requireNonNull(DemoCity.class.getResourceAsStream(name))) {
            return json.readValue(file, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Loads the pilot's units and officers into an empty database, in one transaction.
    ///
    /// @return whether anything was loaded
    @Transactional
    public boolean load() {
        if (!identity.nobodyYet()) {
            return false;
        }
        for (PilotUnit unit : pilot.units()) {
            institution.establish(new Unit(
                    unit.code(),
                    unit.name(),
                    unit.nameEn(),
                    unit.kind(),
                    unit.subkind(),
                    unit.parent(),
                    pilot.since(),
                    null,
                    Boolean.TRUE.equals(unit.dataBureau())));
        }
        changesOfUnits();
        duties();
        Map<String, OfficerId> people = new HashMap<>();
        for (PilotOfficer officer : pilot.officers()) {
            OfficerId id = people.computeIfAbsent(officer.name(), institution::enrol);
            institution.appoint(
                    id,
                    officer.role(),
                    officer.unit(),
                    new Institution.Terms(officer.position(), pilot.source(), pilot.since(), null));
            if (officer.account() != null) {
                identity.open(officer.account(), id, PASSWORD, Boolean.TRUE.equals(officer.mustChange()));
            }
        }
        return true;
    }

    private void changesOfUnits() {
        for (PilotUnit unit : pilot.units()) {
            if (unit.fullName() != null) {
                institution.describe(
                        unit.code(),
                        new Description(
                                unit.nameEn(),
                                unit.fullName(),
                                List.of(),
                                UnitForm.Subordination.LOCAL,
                                UnitForm.BodyType.ORGAN,
                                Boolean.TRUE.equals(unit.dataBureau())));
            }
        }
        for (PilotRenaming renaming : pilot.renamings()) {
            reorganisation.perform(
                    new Plan(
                            Act.Kind.RENAME,
                            renaming.day(),
                            renaming.document(),
                            renaming.reason(),
                            true,
                            List.of(renaming.unit()),
                            List.of(),
                            List.of(),
                            new UnitForm.Names(renaming.name(), renaming.fullName(), renaming.nameEn()),
                            null),
                    "演示");
        }
    }

    private void duties() {
        int position = 0;
        for (PilotDuty duty : pilot.duties()) {
            position++;
            PlanItem item = plan.item(duty.item());
            duties.add(new Duty(
                    UUID.randomUUID(),
                    duty.role(),
                    position,
                    duty.text() == null ? item.text() : duty.text(),
                    pilot.source(),
                    item.isInferred() ? item.section() + "，责任单位系推定" : item.section(),
                    item.isInferred() ? Mark.UNVERIFIED : Mark.READ,
                    pilot.since(),
                    null,
                    1));
        }
    }

    /// The demo accounts, in the order of a guided tour.
    public List<DemoAccount> accounts() {
        Map<UnitCode, String> names = new HashMap<>();
        pilot.units().forEach(unit -> names.put(unit.code(), unit.name()));
        return pilot.officers().stream()
                .filter(officer -> officer.account() != null)
                .map(officer -> new DemoAccount(
                        String.valueOf(officer.account()), officer.role(), String.valueOf(names.get(officer.unit()))))
                .toList();
    }
}
