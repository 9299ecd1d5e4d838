package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A member of a unit's support team (支撑团队) and their work.
public record TeamMember(
        UUID id,
        UnitCode unit,
        OfficerId officer,
        String officerName,
        String work,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        long version) {}
