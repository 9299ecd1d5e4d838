package org.shuguan.server.institution;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person holds a role for a unit from a first day to a last day.
///
/// @param position the person's post (市发改局副局长); recorded, never validated on
/// @param document reference of the document that appoints
/// @param validTo the last day, null if it is not known yet
/// @param endedAt when it was ended at once, during its last day, which then does not count; null if it was not
/// @param actingReason why the role is held provisionally (代理), null if it is not
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
        @Nullable Instant endedAt,
        @Nullable String actingReason,
        long version) {
    public boolean inForceOn(LocalDate day) {
        return !day.isBefore(validFrom) && !isOver(day);
    }

    /// Whether it has ended by the day.
    public boolean isOver(LocalDate day) {
        return validTo != null && (day.isAfter(validTo) || (endedAt != null && day.equals(validTo)));
    }
}
