package org.shuguan.server.institution;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.stereotype.Component;

/// Validates a change of units. All errors are reported together.
@Component
class PlanRules {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 1000;

    private final Units units;
    private final Appointments appointments;
    private final UnitTree tree;

    PlanRules(Units units, Appointments appointments, UnitTree tree) {
        this.units = units;
        this.appointments = appointments;
        this.tree = tree;
    }

    void check(Plan plan) {
        InvalidInput.Check check = new InvalidInput.Check()
                .that(!plan.document().isBlank(), "document", "required")
                .that(plan.document().length() <= LONGEST_NAME, "document", "too-long", Map.of("max", LONGEST_NAME))
                .that(!plan.reason().isBlank(), "reason", "required")
                .that(plan.reason().length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .that(!plan.units().isEmpty(), "units", "required")
                .that(new HashSet<>(plan.units()).size() == plan.units().size(), "units", "unit-twice");
        plan.units().forEach(unit -> standsUntilTheDay(check, plan, unit));
        switch (plan.kind()) {
            case MERGE -> merge(check, plan);
            case SPLIT -> split(check, plan);
            case RENAME -> rename(check, plan);
            case MOVE -> move(check, plan);
        }
        check.orRefuse();
    }

    /// The unit existed before the day and no later change of it is planned.
    private void standsUntilTheDay(InvalidInput.Check check, Plan plan, UnitCode code) {
        Optional<Unit> unit = units.find(code, plan.day());
        check.that(unit.isPresent(), "units", "unit-unknown")
                .that(!code.equals(UnitCode.CITY) || !plan.passesOn(), "units", "unit-is-the-city")
                .that(unit.map(Unit::validTo).isEmpty(), "units", "unit-ends-already", named(unit));
        boolean later =
                unit.isPresent() && units.forms(code).getFirst().validFrom().isBefore(plan.day());
        check.that(unit.isEmpty() || later, "day", "act-before-former", named(unit));
    }

    private void merge(InvalidInput.Check check, Plan plan) {
        check.that(plan.heirs().size() == 1, "heirs", "heirs-one")
                .that(plan.everybody().size() >= 2 && !plan.gone().isEmpty(), "units", "merge-takes-two");
        passOn(check, plan);
    }

    private void split(InvalidInput.Check check, Plan plan) {
        int shares = plan.heirs().stream().mapToInt(Plan.Heir::share).sum();
        boolean positive = plan.heirs().stream().allMatch(heir -> heir.share() > 0);
        long answering = plan.heirs().stream().filter(Plan.Heir::answers).count();
        check.that(plan.units().size() == 1, "units", "split-takes-one")
                .that(new HashSet<>(plan.heirCodes()).size() >= 2, "heirs", "split-gives-two")
                .that(shares == 100 && positive, "heirs", "shares-make-hundred")
                .that(answering == 1, "heirs", "one-heir-answers");
        passOn(check, plan);
    }

    private void passOn(InvalidInput.Check check, Plan plan) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < plan.heirs().size(); i++) {
            heir(check, plan, plan.heirs().get(i), "heirs[" + i + "].", names);
        }
        for (UnitCode gone : plan.gone()) {
            boolean later = appointments.ofUnit(gone).stream()
                    .anyMatch(one -> !one.validFrom().isBefore(plan.day()));
            check.that(!later, "day", "appointment-begins-later", named(units.find(gone, plan.day())));
        }
        for (Plan.Carry carry : plan.carried()) {
            boolean theirs = appointments
                    .find(carry.appointment())
                    .filter(one -> plan.gone().contains(one.unit()) && one.inForceOn(plan.day()))
                    .isPresent();
            check.that(theirs && plan.heirCodes().contains(carry.to()), "carried", "carried-unknown");
            if (theirs) {
                carriedFits(check, plan, carry);
            }
        }
        bureaus(check, plan);
    }

    private void carriedFits(InvalidInput.Check check, Plan plan, Plan.Carry carry) {
        Appointment held = appointments.find(carry.appointment()).orElseThrow();
        Optional<Unit> like = units.find(held.unit(), plan.day());
        boolean fits = plan.heirs().stream()
                .filter(heir -> heir.code().equals(carry.to()))
                .flatMap(heir -> standing(plan, heir).stream())
                .allMatch(form -> like.filter(unit -> !held.role()
                                .fits(unit.asDataBureau(form.dataBureau()).at(form.place())))
                        .isEmpty());
        check.that(fits, "carried", "role-does-not-fit", Map.of("name", held.officerName()));
    }

    private void heir(InvalidInput.Check check, Plan plan, Plan.Heir heir, String at, Set<String> names) {
        Optional<Unit> known = units.find(heir.code(), plan.day());
        if (heir.names() == null) {
            boolean there = known.filter(
                            unit -> unit.validTo() == null && unit.validFrom().isBefore(plan.day()))
                    .isPresent();
            check.that(there, at + "code", "unit-unknown")
                    .that(!heir.code().equals(UnitCode.CITY), at + "code", "unit-is-the-city");
        } else {
            check.that(known.isEmpty(), at + "code", "unit-code-taken");
            names(check, plan, heir.code(), heir.names(), at);
            check.that(names.add(heir.names().name()), at + "name", "unit-name-taken");
        }
    }

    private void rename(InvalidInput.Check check, Plan plan) {
        UnitForm.Names names = plan.names();
        check.that(plan.units().size() == 1, "units", "act-takes-one").that(names != null, "name", "required");
        if (names != null && plan.units().size() == 1) {
            UnitCode unit = plan.units().getFirst();
            names(check, plan, unit, names, "");
            boolean changes = units.form(unit, plan.day())
                    .filter(form -> form.names().equals(names))
                    .isEmpty();
            check.that(changes, "name", "nothing-changes");
        }
    }

    private void move(InvalidInput.Check check, Plan plan) {
        UnitForm.Place place = plan.place();
        check.that(plan.units().size() == 1, "units", "act-takes-one").that(place != null, "kind", "required");
        if (place != null && plan.units().size() == 1) {
            UnitCode unit = plan.units().getFirst();
            boolean city = unit.equals(UnitCode.CITY) || place.kind() == Unit.Kind.CITY;
            boolean changes = units.form(unit, plan.day())
                    .filter(form -> form.place().equals(place))
                    .isEmpty();
            check.that(changes, "kind", "nothing-changes")
                    .that(!city, "kind", "unit-is-the-city")
                    .that(
                            place.kind() == Unit.Kind.DISTRICT || !units.hasBureausFrom(unit, plan.day()),
                            "kind",
                            "district-has-bureaus");
            tree.checkPlace(check, unit, place.kind(), place.parent(), plan.day());
            fitting(check, plan, unit, place);
        }
    }

    /// No appointment of the unit is to a role that does not exist at its new place.
    private void fitting(InvalidInput.Check check, Plan plan, UnitCode unit, UnitForm.Place place) {
        Optional<Unit> moved = units.find(unit, plan.day()).map(now -> now.at(place));
        appointments.ofUnit(unit).stream()
                .filter(held -> held.validTo() == null || !held.validTo().isBefore(plan.day()))
                .filter(held -> moved.filter(there -> !held.role().fits(there)).isPresent())
                .forEach(held -> check.that(false, "kind", "role-does-not-fit", Map.of("name", held.officerName())));
    }

    /// Bureaus of a district that ends move to the responsible heir: it must be a district and continue to exist,
    /// and so must the bureaus.
    private void bureaus(InvalidInput.Check check, Plan plan) {
        List<UnitCode> gone = plan.gone();
        boolean within = plan.everybody().stream()
                .flatMap(unit -> units.form(unit, plan.day()).stream())
                .anyMatch(form -> form.parent() != null && gone.contains(form.parent()));
        check.that(!within, "units", "unit-and-its-district");
        List<Unit> orphans = gone.stream()
                .flatMap(unit -> units.bureausOf(unit, plan.day()).stream())
                .filter(bureau -> !plan.everybody().contains(bureau.code()))
                .toList();
        orphans.forEach(bureau -> standsUntilTheDay(check, plan, bureau.code()));
        boolean district = plan.answeringHeir()
                .flatMap(heir -> place(plan, heir))
                .filter(place -> place.kind() == Unit.Kind.DISTRICT)
                .isPresent();
        check.that(orphans.isEmpty() || district, "heirs", "bureaus-need-a-district");
    }

    /// The heir's place from the day on: a unit that the act creates takes the place of the first of the units.
    private Optional<UnitForm.Place> place(Plan plan, Plan.Heir heir) {
        return standing(plan, heir).map(UnitForm::place);
    }

    private Optional<UnitForm> standing(Plan plan, Plan.Heir heir) {
        UnitCode model = heir.names() == null || plan.units().isEmpty()
                ? heir.code()
                : plan.units().getFirst();
        return units.form(model, plan.day());
    }

    private void names(InvalidInput.Check check, Plan plan, UnitCode unit, UnitForm.Names names, String at) {
        String full = names.fullName() == null ? "" : names.fullName();
        check.that(!names.name().isBlank(), at + "name", "required")
                .that(!names.nameEn().isBlank(), at + "nameEn", "required")
                .that(names.name().length() <= LONGEST_NAME, at + "name", "too-long", Map.of("max", LONGEST_NAME))
                .that(names.nameEn().length() <= LONGEST_NAME, at + "nameEn", "too-long", Map.of("max", LONGEST_NAME))
                .that(full.length() <= LONGEST_NAME, at + "fullName", "too-long", Map.of("max", LONGEST_NAME))
                .that(freeName(plan, unit, names.name()), at + "name", "unit-name-taken");
    }

    /// No other unit has the name from the day on; the name of a unit that ends on that day may be reused.
    private boolean freeName(Plan plan, UnitCode unit, String name) {
        return !units.named(name, unit, plan.day())
                || plan.gone().stream()
                        .flatMap(gone -> units.form(gone, plan.day()).stream())
                        .anyMatch(form -> form.name().equals(name));
    }

    private static Map<String, Object> named(Optional<Unit> unit) {
        return Map.of("unit", unit.map(Unit::name).orElse(""));
    }
}
