package org.shuguan.server.catalog;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.springframework.stereotype.Component;

/// How the unit of a version is called: now, and on the day of its signature.
@Component
class Providers {
    /// @param name the unit that made the entry, by its newest name
    /// @param successor who answers for it now, null while it exists
    /// @param signedAs what stood on the seal that day, null where nobody has signed
    /// @param renamed whether a seal of today would say something else
    record Provider(
            String name,
            @Nullable String successor,
            @Nullable String signedAs,
            boolean renamed) {}

    private final Institution institution;

    Providers(Institution institution) {
        this.institution = institution;
    }

    Provider of(Version version) {
        LocalDate today = institution.today();
        UnitCode unit = version.unit();
        UnitCode answering = institution.answering(unit, today);
        String signedAs = signedAs(unit, version.signedAt());
        return new Provider(
                institution.unitName(unit),
                answering.equals(unit) ? null : institution.unitName(answering),
                signedAs,
                signedAs != null && !signedAs.equals(institution.nameOnSeal(unit, today)));
    }

    /// The unit that signed for the entry's unit at the time, by its full name of that day.
    @Nullable
    String signedAs(UnitCode unit, @Nullable Instant at) {
        return at == null ? null : institution.nameOnSeal(unit, CityTime.day(at));
    }
}
