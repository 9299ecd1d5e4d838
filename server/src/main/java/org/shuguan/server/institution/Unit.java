package org.shuguan.server.institution;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An organisation that belongs to the institution.
///
/// @param name the short name that documents use (市发改局)
/// @param parent the district of which it is a bureau; null for the city, its departments and its districts
/// @param validFrom first day on which it exists
/// @param validTo last day, null while it exists
/// @param dataBureau whether it is the department that operates the platform for its territory (政数局)
public record Unit(
        UnitCode code,
        String name,
        String nameEn,
        Kind kind,
        @Nullable String subkind,
        @Nullable UnitCode parent,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        boolean dataBureau) {
    /// A unit that is not a data bureau.
    public Unit(
            UnitCode code,
            String name,
            String nameEn,
            Kind kind,
            @Nullable String subkind,
            @Nullable UnitCode parent,
            LocalDate validFrom,
            @Nullable LocalDate validTo) {
        this(code, name, nameEn, kind, subkind, parent, validFrom, validTo, false);
    }

    /// A unit that is not a bureau of a district.
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
        /// of the city, or of a district if it has a [Unit#parent]
        DEPARTMENT,
        /// a district, a county-level city, a development zone
        DISTRICT;

        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return org.shuguan.server.platform.Rows.word(this);
        }
    }

    /// The same as a data bureau, or as none.
    public Unit asDataBureau(boolean is) {
        return new Unit(code, name, nameEn, kind, subkind, parent, validFrom, validTo, is);
    }

    /// The same, placed otherwise. Only a department is a data bureau.
    Unit at(UnitForm.Place place) {
        return new Unit(
                code,
                name,
                nameEn,
                place.kind(),
                place.subkind(),
                place.parent(),
                validFrom,
                validTo,
                dataBureau && place.kind() == Kind.DEPARTMENT);
    }

    /// Whether it exists on the day.
    public boolean existsOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }
}
