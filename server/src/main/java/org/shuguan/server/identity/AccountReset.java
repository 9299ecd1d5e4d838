package org.shuguan.server.identity;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.OfficerId;

/// The password of an account became invalid, and its owner sets a new one by a one-time link.
///
/// @param name of the account
/// @param officerName of its owner
/// @param askedBy name of the administrator who asked for it
/// @param confirmedBy name of the second person, null if none was needed
public record AccountReset(
        UUID account,
        String name,
        OfficerId officer,
        String officerName,
        String askedBy,
        @Nullable String confirmedBy,
        Instant at)
        implements Audited {
    @Override
    public String action() {
        return "identity.reset-password";
    }

    @Override
    public String subject() {
        return "account " + name;
    }

    @Override
    public Map<String, ?> facts() {
        return confirmedBy == null
                ? Map.of("askedBy", askedBy)
                : Map.of("askedBy", askedBy, "confirmedBy", confirmedBy);
    }
}
