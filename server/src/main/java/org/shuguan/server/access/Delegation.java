package org.shuguan.server.access;

import java.time.LocalDate;
import java.util.UUID;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// The holder of a role lets somebody else act in it for a while. It ends with the holder's own appointment.
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
