package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.stereotype.Component;

/// Required fields of an appointment, and which role fits which kind of unit.
@Component
class AppointmentRules {
    private static final int LONGEST_TEXT = 200;

    private final Units units;
    private final Appointments appointments;

    AppointmentRules(Units units, Appointments appointments) {
        this.units = units;
        this.appointments = appointments;
    }

    InvalidInput.Check check(UnitCode unit, Institution.Terms terms) {
        String document = terms.document() == null ? "" : terms.document();
        boolean acting = terms.actingReason() != null;
        Optional<Unit> known = units.find(unit, terms.from());
        return new InvalidInput.Check()
                .that(known.isPresent(), "unit", "unit-unknown")
                .that(known.map(u -> existsThroughout(u, terms)).orElse(true), "from", "unit-not-there")
                .that(!acting || !String.valueOf(terms.actingReason()).isBlank(), "actingReason", "required")
                .that(!acting || terms.to() != null, "to", "acting-has-an-end")
                .that(!terms.position().isBlank(), "position", "required")
                .that(terms.position().length() <= LONGEST_TEXT, "position", "too-long", Map.of("max", LONGEST_TEXT))
                .that(document.length() <= LONGEST_TEXT, "document", "too-long", Map.of("max", LONGEST_TEXT))
                .that(terms.to() == null || !terms.to().isBefore(terms.from()), "to", "ends-before-it-begins");
    }

    /// @throws AppointmentRefused if such a unit does not have the role on the day
    void mustFit(Role role, UnitCode unit, LocalDate day) {
        if (units.find(unit, day).filter(found -> !role.fits(found)).isPresent()) {
            throw AppointmentRefused.unfitting(role);
        }
    }

    /// Only a department is a data bureau, and one that is none any more keeps nobody whose role needs one.
    ///
    /// @param form of the unit on the day
    /// @param is whether the unit is to be a data bureau from now on
    InvalidInput.Check checkDataBureau(UnitForm form, boolean is, LocalDate day) {
        var check = new InvalidInput.Check()
                .that(!is || form.kind() == Unit.Kind.DEPARTMENT, "dataBureau", "data-bureau-is-a-department");
        Optional<Unit> unit = units.find(form.unit(), day).map(found -> found.asDataBureau(is));
        appointments.ofUnit(form.unit()).stream()
                .filter(held -> !held.isOver(day))
                .filter(held -> unit.filter(found -> !held.role().fits(found)).isPresent())
                .forEach(held ->
                        check.that(false, "dataBureau", "role-does-not-fit", Map.of("name", held.officerName())));
        return check;
    }

    private static boolean existsThroughout(Unit unit, Institution.Terms terms) {
        LocalDate last = unit.validTo();
        LocalDate to = terms.to();
        return !terms.from().isBefore(unit.validFrom()) && (last == null || (to != null && !to.isAfter(last)));
    }
}
