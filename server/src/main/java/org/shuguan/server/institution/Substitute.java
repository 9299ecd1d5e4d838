package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.UUID;

/// Who stands in for a holder who is away (替补): decides on the holder's behalf, who goes on answering.
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
