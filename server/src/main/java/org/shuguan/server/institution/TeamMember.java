package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody of a unit's support team (支撑团队), and what they do there.
public record TeamMember(
        UUID id,
        UnitCode unit,
        OfficerId officer,
        String officerName,
        String work,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        long version) {}
