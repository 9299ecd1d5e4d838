package org.shuguan.server.identity;

import java.util.UUID;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.OfficerId;

/// An administrator removed a person's second factor.
///
/// @param id of the event
/// @param account name of the account
/// @param owner of the account
/// @param by name of the administrator
public record FactorRemoved(UUID id, String account, OfficerId owner, String by) implements Audited {
    @Override
    public String action() {
        return "identity.remove-factor";
    }

    @Override
    public String subject() {
        return "account " + account;
    }
}
