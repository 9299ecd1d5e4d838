package org.shuguan.server.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// A decision in a case: by whom, in which role, when, and why.
///
/// @param officer the id of the person who decided, because names are not unique
/// @param unit at which the role is held
/// @param principal the holder of the role, if a substitute or delegate decided
/// @param onBehalfOf the holder's name
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
    /// Whether the person took it, or a substitute or delegate took it for them.
    boolean isOf(OfficerId somebody) {
        return officer.equals(somebody) || somebody.equals(principal);
    }
}
