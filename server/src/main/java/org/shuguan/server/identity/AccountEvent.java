package org.shuguan.server.identity;

import org.shuguan.server.audit.Audited;

/// Something happened to an account, or its owner did it, of which nothing else is recorded.
///
/// @param action as in [Audited#action]
/// @param account name of the account
record AccountEvent(String action, String account) implements Audited {
    @Override
    public String subject() {
        return "account " + account;
    }
}
