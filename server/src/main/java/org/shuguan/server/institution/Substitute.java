package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.UUID;

/// A person who acts for an absent holder (替补). Decisions are made on behalf of the holder, who remains
/// responsible.
public record Substitute(
        UUID id,
        UUID appointment,
        OfficerId officer,
        String officerName,
        String reason,
        LocalDate validFrom,
        LocalDate validTo) {
    public boolean inForceOn(LocalDate day) {
        return !day.isBefore(validFrom) && !day.isAfter(validTo);
    }
}
