package org.shuguan.server.catalog;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.springframework.stereotype.Component;

/// The names of a version's unit: today, and on the day of its signature.
@Component
class Providers {
    /// @param name the newest name of the unit that created the entry
    /// @param successor the unit responsible now; null while the unit exists
    /// @param signedAs the name on the seal of that day; null if nobody has signed
    /// @param renamed whether a seal of today would have another name
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
