package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.stereotype.Component;

/// The two levels of units (市、县两级): the city with its departments, and districts with their bureaus.
@Component
class UnitTree {
    private static final int LONGEST_NAME = 200;

    private final Units units;
    private final Successions successions;

    UnitTree(Units units, Successions successions) {
        this.units = units;
        this.successions = successions;
    }

    /// Validates a new unit.
    InvalidInput.Check checkNew(Unit unit) {
        InvalidInput.Check check = new InvalidInput.Check()
                .that(units.find(unit.code(), unit.validFrom()).isEmpty(), "code", "unit-code-taken")
                .that(!unit.name().isBlank(), "name", "required")
                .that(!unit.nameEn().isBlank(), "nameEn", "required")
                .that(unit.name().length() <= LONGEST_NAME, "name", "too-long", Map.of("max", LONGEST_NAME))
                .that(unit.nameEn().length() <= LONGEST_NAME, "nameEn", "too-long", Map.of("max", LONGEST_NAME))
                .that(!units.named(unit.name(), unit.code(), unit.validFrom()), "name", "unit-name-taken");
        checkPlace(check, unit.code(), unit.kind(), unit.parent(), unit.validFrom());
        return check;
    }

    /// Checks whether the unit may be below the parent from the day on: only departments may be, and the parent
    /// must be a district that continues to exist.
    ///
    /// @param parent null if the unit is not a bureau, which is always valid
    void checkPlace(
            InvalidInput.Check check, UnitCode unit, Unit.Kind kind, @Nullable UnitCode parent, LocalDate from) {
        if (parent == null) {
            return;
        }
        Optional<Unit> above = units.find(parent, from);
        boolean stays =
                above.filter(one -> one.existsOn(from) && one.validTo() == null).isPresent();
        boolean district = units.forms(parent).stream()
                .filter(form -> form.validTo() == null || !form.validTo().isBefore(from))
                .allMatch(form -> form.kind() == Unit.Kind.DISTRICT);
        check.that(stays, "parent", "parent-unknown")
                .that(!stays || (district && !parent.equals(unit)), "parent", "parent-is-a-district")
                .that(kind == Unit.Kind.DEPARTMENT, "parent", "bureau-is-a-department");
    }

    /// The district that the unit, or the unit responsible for it on the day, is or belongs to; the city for all
    /// others.
    UnitCode territory(UnitCode unit, LocalDate day) {
        return units.find(successions.answering(unit, day), day)
                .map(UnitTree::territory)
                .orElse(UnitCode.CITY);
    }

    /// The same for every unit that exists on the day or existed before it.
    Map<UnitCode, UnitCode> territories(LocalDate day) {
        Map<UnitCode, UnitCode> all = new HashMap<>();
        successions
                .answering(units.knownOn(day), day)
                .forEach((unit, answering) -> all.put(unit, territory(answering)));
        return all;
    }

    private static UnitCode territory(Unit unit) {
        return switch (unit.kind()) {
            case CITY -> UnitCode.CITY;
            case DISTRICT -> unit.code();
            case DEPARTMENT -> Objects.requireNonNullElse(unit.parent(), UnitCode.CITY);
        };
    }
}
