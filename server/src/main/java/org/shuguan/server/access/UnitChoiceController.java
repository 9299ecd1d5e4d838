package org.shuguan.server.access;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Units to choose from, page by page: all, or those for which the reader may do something.
@RestController
@RequestMapping("/api/institution/units/choices")
@Transactional(readOnly = true)
class UnitChoiceController {
    private final Institution institution;
    private final Access access;

    UnitChoiceController(Institution institution, Access access) {
        this.institution = institution;
        this.access = access;
    }

    /// By any name that a unit has or once had, or by its code; ordered by code.
    ///
    /// @param may words of permissions, for example `demand.write`: only units for which the reader has one of
    ///     them, in whatever capacity; all units where it is left out
    /// @param gone whether units that exist no longer can be chosen too, for reading what they left
    @GetMapping
    Listing<Unit> choices(
            @RequestParam @Nullable List<String> may,
            @RequestParam @Nullable Boolean gone,
            @ParameterObject ListQuery query,
            Actor actor) {
        Set<UnitCode> called = institution.unitsCalled(query.like());
        Scope scope = may == null || may.isEmpty() ? Scope.EVERYTHING : access.scopeOf(actor, may);
        List<Unit> known = Boolean.TRUE.equals(gone)
                ? institution.unitsKnown(institution.today())
                : institution.units(institution.today());
        List<Unit> found = known.stream()
                .filter(unit -> scope.covers(unit.code()) && called.contains(unit.code()))
                .toList();
        return Listing.of(found, query);
    }
}
