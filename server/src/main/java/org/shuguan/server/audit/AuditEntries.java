package org.shuguan.server.audit;

import java.util.List;
import java.util.Optional;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AuditEntries {
    private static final String COLUMNS =
            "sequence, at, actor, origin, action, subject, unit, facts, previous, hash, scheme";
    private static final String FOUND = " from audit.entry where (actor ilike :like or action ilike :like"
            + " or subject ilike :like or unit ilike :like)";

    /// The chain's last entry, which the next one continues.
    record Head(long sequence, String hash) {}

    private final JdbcClient jdbc;

    AuditEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Locks the end of the chain until the transaction ends, so that no two entries continue the same one.
    Head lockHead() {
        return jdbc.sql("select sequence, hash from audit.lock_head()")
                .query(Rows.to(Head.class))
                .single();
    }

    /// The end of the chain, of the transactions that have committed.
    Head head() {
        return jdbc.sql("select sequence, hash from audit.head")
                .query(Rows.to(Head.class))
                .single();
    }

    /// The last entry, of the transactions that have committed.
    Optional<AuditEntry> last() {
        return jdbc.sql("select " + COLUMNS + " from audit.entry order by sequence desc limit 1")
                .query(Rows.to(AuditEntry.class))
                .optional();
    }

    /// Appends by the database's own function, because the application's role may not write to the record.
    void append(AuditEntry entry) {
        jdbc.sql("select audit.append(:sequence, :at, :actor, :origin, :action, :subject, :unit, :facts, :previous,"
                        + " :hash, :scheme::smallint)")
                .params(Rows.of(entry))
                .query((row, n) -> n)
                .single();
    }

    /// The next entries that contain the search words, by their numbers.
    List<AuditEntry> after(long sequence, ListQuery query, int most) {
        return jdbc.sql("select " + COLUMNS + FOUND + " and sequence > :sequence order by sequence limit :most")
                .param("like", query.like())
                .param("sequence", sequence)
                .param("most", most)
                .query(Rows.to(AuditEntry.class))
                .list();
    }

    /// The next entries of an action, by their numbers.
    List<AuditEntry> ofAction(String action, long after, int most) {
        return jdbc.sql("select " + COLUMNS + " from audit.entry where action = :action and sequence > :after"
                        + " order by sequence limit :most")
                .param("action", action)
                .param("after", after)
                .param("most", most)
                .query(Rows.to(AuditEntry.class))
                .list();
    }

    Listing<AuditEntry> list(ListQuery query) {
        String order = AuditTrail.COLUMNS.order(query, "sequence desc", "sequence");
        return PagedQuery.of(jdbc, "select " + COLUMNS + FOUND).page(query, order, Rows.to(AuditEntry.class));
    }
}
