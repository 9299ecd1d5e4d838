package org.shuguan.server.access;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// A role was delegated, or a delegation was ended.
///
/// @param until the last day
public record DelegationChanged(
        boolean ended,
        UUID delegation,
        Role role,
        UnitCode of,
        OfficerId from,
        String fromName,
        OfficerId to,
        LocalDate until)
        implements Audited {
    @Override
    public String action() {
        return ended ? "access.end-delegation" : "access.delegate";
    }

    @Override
    public String subject() {
        return "officer " + to;
    }

    @Override
    public String unit() {
        return of.value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("role", role.word(), "until", until.toString());
    }
}
