package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person holds a role for a unit from a day to a day.
///
/// @param position the post by which they hold it (市发改局副局长); recorded, never validated on
/// @param document the paper that appoints
/// @param validTo the last day, null while in force without a known end
/// @param actingReason why it is held for the time being only (代理), null where it is held outright
public record Appointment(
        UUID id,
        OfficerId officer,
        String officerName,
        Role role,
        UnitCode unit,
        String position,
        @Nullable String document,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        @Nullable String actingReason,
        long version) {
    public boolean inForceOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }
}
