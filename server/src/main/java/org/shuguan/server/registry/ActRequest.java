package org.shuguan.server.registry;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Act;
import org.shuguan.server.institution.Plan;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.institution.UnitForm;
import org.shuguan.server.platform.InvalidInput;

/// A requested change of units.
///
/// @param heirs for a merge or a split
/// @param name with the full and the English name, for a renaming
/// @param unitKind with the fields after it, for a move
record ActRequest(
        Act.@Nullable Kind kind,
        @Nullable LocalDate day,
        @Nullable String document,
        @Nullable String reason,
        @Nullable Boolean unverified,
        @Nullable List<String> units,
        @Nullable List<HeirRequest> heirs,
        @Nullable List<CarryRequest> carried,
        @Nullable String name,
        @Nullable String fullName,
        @Nullable String nameEn,
        Unit.@Nullable Kind unitKind,
        @Nullable String subkind,
        UnitForm.@Nullable Subordination subordination,
        UnitForm.@Nullable BodyType bodyType,
        @Nullable String parent) {
    /// @param founded whether the act creates the unit, with the names given here
    record HeirRequest(
            @Nullable String code,
            @Nullable Boolean founded,
            @Nullable String name,
            @Nullable String fullName,
            @Nullable String nameEn,
            @Nullable Integer share,
            @Nullable Boolean answers) {}

    record CarryRequest(
            @Nullable UUID appointment, @Nullable String to) {}

    /// @throws InvalidInput if a field is missing or has the wrong format
    Plan plan() {
        InvalidInput.Check check =
                new InvalidInput.Check().that(kind != null, "kind", "required").that(day != null, "day", "required");
        list(units).forEach(code -> check.that(UnitCode.isWellFormed(code), "units", "unit-code"));
        List<HeirRequest> given = list(heirs);
        for (int i = 0; i < given.size(); i++) {
            check.that(UnitCode.isWellFormed(text(given.get(i).code())), "heirs[" + i + "].code", "unit-code");
        }
        list(carried)
                .forEach(carry -> check.that(
                        carry.appointment() != null && UnitCode.isWellFormed(text(carry.to())),
                        "carried",
                        "carried-unknown"));
        String above = text(parent);
        check.that(above.isEmpty() || UnitCode.isWellFormed(above), "parent", "unit-code")
                .that(kind != Act.Kind.MOVE || unitKind != null, "unitKind", "required")
                .orRefuse();
        return new Plan(
                Objects.requireNonNull(kind),
                Objects.requireNonNull(day),
                text(document),
                text(reason),
                Boolean.TRUE.equals(unverified),
                list(units).stream().map(UnitCode::new).toList(),
                given.stream().map(ActRequest::heir).toList(),
                list(carried).stream()
                        .map(carry -> new Plan.Carry(
                                Objects.requireNonNull(carry.appointment()), new UnitCode(text(carry.to()))))
                        .toList(),
                kind == Act.Kind.RENAME ? names(name, fullName, nameEn) : null,
                kind == Act.Kind.MOVE ? place() : null);
    }

    private static Plan.Heir heir(HeirRequest heir) {
        boolean founded = Boolean.TRUE.equals(heir.founded());
        return new Plan.Heir(
                new UnitCode(text(heir.code())),
                founded ? names(heir.name(), heir.fullName(), heir.nameEn()) : null,
                heir.share() == null ? 100 : heir.share(),
                Boolean.TRUE.equals(heir.answers()));
    }

    private UnitForm.Place place() {
        String above = text(parent);
        return new UnitForm.Place(
                Objects.requireNonNull(unitKind),
                blankToNull(subkind),
                subordination == null ? UnitForm.Subordination.LOCAL : subordination,
                bodyType == null ? UnitForm.BodyType.ORGAN : bodyType,
                above.isEmpty() ? null : new UnitCode(above));
    }

    private static UnitForm.Names names(@Nullable String name, @Nullable String fullName, @Nullable String nameEn) {
        return new UnitForm.Names(text(name), blankToNull(fullName), text(nameEn));
    }

    private static <T> List<T> list(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return text(value).isEmpty() ? null : text(value);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
