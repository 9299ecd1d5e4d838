package org.shuguan.server.institution;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A body that the institution covers.
///
/// @param name as signed papers have it: the short name that the plan uses (市发改局)
/// @param parent the district that it is a bureau of; null for the city, its departments and its districts
/// @param validFrom first day it exists here
/// @param validTo last day, null while it exists
public record Unit(
        UnitCode code,
        String name,
        String nameEn,
        Kind kind,
        @Nullable String subkind,
        @Nullable UnitCode parent,
        LocalDate validFrom,
        @Nullable LocalDate validTo) {
    /// A unit that is no bureau of a district.
    public Unit(
            UnitCode code,
            String name,
            String nameEn,
            Kind kind,
            @Nullable String subkind,
            LocalDate validFrom,
            @Nullable LocalDate validTo) {
        this(code, name, nameEn, kind, subkind, null, validFrom, validTo);
    }

    public enum Kind {
        CITY,
        /// of the city, or of a district where it has a [Unit#parent]
        DEPARTMENT,
        /// a district, a county-level city, a development zone
        DISTRICT;

        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return org.shuguan.server.platform.Rows.word(this);
        }
    }

    /// The same, placed otherwise.
    Unit at(UnitForm.Place place) {
        return new Unit(code, name, nameEn, place.kind(), place.subkind(), place.parent(), validFrom, validTo);
    }

    /// Whether it exists on the day.
    public boolean existsOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }
}
