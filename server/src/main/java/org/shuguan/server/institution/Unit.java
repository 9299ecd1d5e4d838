package org.shuguan.server.institution;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A body that the institution covers.
///
/// @param name as signed papers have it: the short name that the plan uses (市发改局)
/// @param validFrom first day it exists here
/// @param validTo last day, null while it exists
public record Unit(
        UnitCode code,
        String name,
        String nameEn,
        Kind kind,
        @Nullable String subkind,
        LocalDate validFrom,
        @Nullable LocalDate validTo) {
    public enum Kind {
        CITY,
        DEPARTMENT,
        DISTRICT;

        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return org.shuguan.server.platform.Rows.word(this);
        }
    }
}
