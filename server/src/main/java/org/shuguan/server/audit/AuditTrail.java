package org.shuguan.server.audit;

import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Reads the audit record for those who may.
@Component
public class AuditTrail {
    /// What is shown of an entry.
    public static final ListColumns<AuditEntry> COLUMNS = ListColumns.<AuditEntry>titled("access.audit.")
            .column("sequence", AuditEntry::sequence, "sequence")
            .column("at", AuditEntry::at, "at")
            .column("actor", AuditEntry::actor, "actor")
            .word("action", "audit.", AuditEntry::action, "action")
            .column("subject", AuditEntry::subject, "subject")
            .column("facts", AuditEntry::facts)
            .column("hash", AuditEntry::hash);

    private final AuditEntries entries;

    AuditTrail(AuditEntries entries) {
        this.entries = entries;
    }

    /// Entries whose actor, action, subject or unit contain the search words; the newest first by default.
    @Transactional(readOnly = true)
    public Listing<AuditEntry> list(ListQuery query) {
        return entries.list(query);
    }
}
