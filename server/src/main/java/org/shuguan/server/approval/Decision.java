package org.shuguan.server.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// What somebody decided in a case: who, as what, when, why.
///
/// @param officer who decided; names repeat, ids do not
/// @param unit where the role is held
/// @param principal whose role it is where a substitute or delegate decided
/// @param onBehalfOf that person's name
public record Decision(
        String caseId,
        String step,
        String outcome,
        @Nullable String comment,
        OfficerId officer,
        String officerName,
        Role role,
        UnitCode unit,
        @Nullable OfficerId principal,
        @Nullable String onBehalfOf,
        Instant at) {
    /// Whether the person, or somebody for them, took it.
    boolean isOf(OfficerId somebody) {
        return officer.equals(somebody) || somebody.equals(principal);
    }
}
