package org.shuguan.server.approval;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// A decision in a case: by whom, in which role, when, and why.
///
/// @param officer the id of the person who decided, because names are not unique
/// @param unit at which the role is held
/// @param capacity how the person came to the role; null if it was decided before this was recorded
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
        Capacity.@Nullable Kind capacity,
        @Nullable OfficerId principal,
        @Nullable String onBehalfOf,
        Instant at) {
    /// What the audit record says of the capacity in which it was taken.
    public Map<String, String> facts() {
        return Capacity.facts(
                role,
                capacity,
                principal == null || onBehalfOf == null ? null : new Capacity.Principal(principal, onBehalfOf));
    }

    /// Whether the case was submitted by it, for the first time or again.
    public boolean isSubmission() {
        return outcome.equals(Approvals.SUBMIT);
    }

    FourEyes.Party party() {
        return new FourEyes.Party(officer, principal);
    }
}
