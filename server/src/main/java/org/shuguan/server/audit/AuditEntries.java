package org.shuguan.server.audit;

import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AuditEntries {
    private static final String COLUMNS = "sequence, at, actor, origin, action, subject, unit, facts, previous, hash";

    /// The chain's last entry, which the next one continues.
    record Head(long sequence, String hash) {}

    private final JdbcClient jdbc;

    AuditEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Locks the end of the chain until the transaction ends, so that no two entries continue the same one.
    Head lockHead() {
        return jdbc.sql("select sequence, hash from audit.head for update")
                .query(Rows.to(Head.class))
                .single();
    }

    void append(AuditEntry entry) {
        jdbc.sql("insert into audit.entry (" + COLUMNS + ") values (:sequence, :at, :actor, :origin, :action, :subject,"
                        + " :unit, :facts, :previous, :hash)")
                .params(Rows.of(entry))
                .update();
        jdbc.sql("update audit.head set sequence = :sequence, hash = :hash")
                .param("sequence", entry.sequence())
                .param("hash", entry.hash())
                .update();
    }

    Listing<AuditEntry> list(ListQuery query) {
        String where = " from audit.entry where actor ilike :like or action ilike :like or subject ilike :like"
                + " or unit ilike :like";
        String order = AuditTrail.COLUMNS.order(query, "sequence desc", "sequence");
        return PagedQuery.of(jdbc, "select " + COLUMNS + where).page(query, order, Rows.to(AuditEntry.class));
    }
}
