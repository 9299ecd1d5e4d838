package org.shuguan.server.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// What somebody decided in a case: who, as what, when, why.
public record Decision(
        String caseId,
        String step,
        String outcome,
        @Nullable String comment,
        OfficerId officer,
        String officerName,
        Role role,
        UnitCode unit,
        @Nullable String onBehalfOf,
        Instant at) {}
