package org.shuguan.server.audit;

import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The record to read, for those who may.
@Component
public class AuditTrail {
    private final AuditEntries entries;

    AuditTrail(AuditEntries entries) {
        this.entries = entries;
    }

    /// Entries whose actor, action, subject or unit contain the words; the newest first unless asked otherwise.
    @Transactional(readOnly = true)
    public Listing<AuditEntry> list(ListQuery query) {
        return entries.list(query);
    }
}
