package org.shuguan.server.registry;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Description;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.institution.UnitForm;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Creates units and corrects their descriptions.
@RestController
@Transactional
@RequestMapping("/api/institution/units")
class UnitController {
    /// @param parent code of the district, if the unit is a bureau
    record Request(
            @Nullable String code,
            @Nullable String name,
            @Nullable String nameEn,
            Unit.@Nullable Kind kind,
            @Nullable String parent,
            @Nullable LocalDate from) {}

    /// @param formerNames names from before the records of this system
    /// @param dataBureau whether the unit operates the platform for its territory; as it was where it is left out
    /// @param version of the attributes that the reader saw
    record Correction(
            @Nullable String fullName,
            @Nullable String nameEn,
            @Nullable List<String> formerNames,
            UnitForm.@Nullable Subordination subordination,
            UnitForm.@Nullable BodyType bodyType,
            @Nullable Boolean dataBureau,
            @Nullable Long version) {}

    private final Institution institution;
    private final RegisterAccess access;

    UnitController(Institution institution, RegisterAccess access) {
        this.institution = institution;
        this.access = access;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Unit establish(@RequestBody Request request, Actor actor) {
        access.mustKeepSome(actor);
        String code = text(request.code());
        String parent = text(request.parent());
        new InvalidInput.Check()
                .that(UnitCode.isWellFormed(code), "code", "unit-code")
                .that(parent.isEmpty() || UnitCode.isWellFormed(parent), "parent", "unit-code")
                .that(request.kind() != null, "kind", "required")
                .that(request.from() != null, "from", "required")
                .orRefuse();
        UnitCode district = parent.isEmpty() ? null : new UnitCode(parent);
        access.mustEstablish(actor, district);
        var unit = new Unit(
                new UnitCode(code),
                text(request.name()),
                text(request.nameEn()),
                Objects.requireNonNull(request.kind()),
                null,
                district,
                Objects.requireNonNull(request.from()),
                null);
        institution.establish(unit);
        return unit;
    }

    /// Corrects attributes of a unit. Its short name changes only by an act.
    @PutMapping("/{code}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void describe(@PathVariable String code, @RequestBody Correction request, Actor actor) {
        if (!UnitCode.isWellFormed(code)) {
            throw new NotFound();
        }
        access.mustKeep(actor, new UnitCode(code));
        List<String> former = request.formerNames() == null ? List.of() : request.formerNames();
        institution.describe(
                new UnitCode(code),
                request.version() == null ? 0 : request.version(),
                new Description(
                        text(request.nameEn()),
                        request.fullName(),
                        former.stream()
                                .map(String::strip)
                                .filter(name -> !name.isEmpty())
                                .distinct()
                                .toList(),
                        request.subordination() == null ? UnitForm.Subordination.LOCAL : request.subordination(),
                        request.bodyType() == null ? UnitForm.BodyType.ORGAN : request.bodyType(),
                        request.dataBureau() == null
                                ? institution
                                        .unit(new UnitCode(code))
                                        .filter(Unit::dataBureau)
                                        .isPresent()
                                : request.dataBureau()));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
