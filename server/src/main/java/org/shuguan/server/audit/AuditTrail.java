package org.shuguan.server.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
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
            .column("exactly", entry -> entry.at().toString())
            .column("actor", AuditEntry::actor, "actor")
            .column("origin", AuditEntry::origin)
            .word("action", "audit.", AuditEntry::action, "action")
            .column("subject", AuditEntry::subject, "subject")
            .column("unit", AuditEntry::unit)
            .column("facts", AuditEntry::facts)
            .column("previous", AuditEntry::previous)
            .column("hash", AuditEntry::hash)
            .column("scheme", AuditEntry::scheme);

    private static final int AT_ONCE = 1000;

    private final AuditEntries entries;
    private final AuditKey key;

    AuditTrail(AuditEntries entries, AuditKey key) {
        this.entries = entries;
        this.key = key;
    }

    /// Entries whose actor, action, subject or unit contain the search words; the newest first by default.
    @Transactional(readOnly = true)
    public Listing<AuditEntry> list(ListQuery query) {
        return entries.list(query);
    }

    /// The entries of an action in the order of their numbers, for a module that proves its own record by them.
    ///
    /// @param after only entries with higher numbers
    @Transactional(readOnly = true)
    public List<AuditEntry> ofAction(String action, long after, int most) {
        return entries.ofAction(action, after, most);
    }

    /// Writes the entries that contain the search words as a file that can be verified by itself ([AuditFile]).
    ///
    /// @return number of entries
    public long write(ListQuery query, OutputStream out) throws IOException {
        return AuditFile.write(last -> entries.after(last, query, AT_ONCE), key, out);
    }
}
