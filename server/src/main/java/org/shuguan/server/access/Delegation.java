package org.shuguan.server.access;

import java.time.LocalDate;
import java.util.UUID;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// A holder delegates a role to another person for a period. It ends with the holder's own appointment.
record Delegation(
        UUID id,
        Role role,
        UnitCode unit,
        OfficerId fromOfficer,
        String fromName,
        OfficerId toOfficer,
        String toName,
        LocalDate validFrom,
        LocalDate validTo,
        boolean ended) {}
