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

    AppointmentRules(Units units) {
        this.units = units;
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

    private static boolean existsThroughout(Unit unit, Institution.Terms terms) {
        LocalDate last = unit.validTo();
        LocalDate to = terms.to();
        return !terms.from().isBefore(unit.validFrom()) && (last == null || (to != null && !to.isAfter(last)));
    }
}
