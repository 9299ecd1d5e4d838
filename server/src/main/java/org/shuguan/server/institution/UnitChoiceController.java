package org.shuguan.server.institution;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Today's units as a paged list of choices.
@RestController
@RequestMapping("/api/institution/units/choices")
class UnitChoiceController {
    private final Institution institution;
    private final Units units;

    UnitChoiceController(Institution institution, Units units) {
        this.institution = institution;
        this.units = units;
    }

    /// Finds units by any present or former name or by code, ordered by code.
    @GetMapping
    Listing<Unit> choices(@ParameterObject ListQuery query) {
        Set<UnitCode> called = new HashSet<>(units.called(query.like()));
        List<Unit> found = institution.units(institution.today()).stream()
                .filter(unit -> called.contains(unit.code()))
                .toList();
        return new Listing<>(
                found.stream().skip(query.offset()).limit(query.sizeOrUsual()).toList(),
                found.size(),
                query.pageOrFirst(),
                query.sizeOrUsual());
    }
}
