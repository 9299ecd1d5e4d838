package org.shuguan.server.audit;

import java.util.Iterator;
import java.util.Optional;
import javax.sql.DataSource;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Proves the record: walks the chain from its first entry to its end.
@Component
public class AuditChain {
    /// What the walk found.
    ///
    /// @param entries how many entries are in order, from the first
    /// @param head the hash of the last of them: noted elsewhere, it also proves that nothing was cut off later
    /// @param broken the first that is not, if any
    public record Verdict(long entries, String head, Optional<Break> broken) {}

    /// @param sequence where the chain breaks
    /// @param kind how
    public record Break(long sequence, Kind kind) {
        public enum Kind {
            /// no entry of this number
            MISSING,
            /// its content is not what was hashed
            CHANGED,
            /// it does not continue the entry before
            UNLINKED
        }
    }

    private final JdbcClient jdbc;

    public AuditChain(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    @Transactional(readOnly = true)
    public Verdict verify() {
        String previous = AuditEntry.NOTHING_BEFORE;
        long expected = 1;
        try (var entries = jdbc.sql("""
                        select sequence, at, actor, origin, action, subject, unit, facts, previous, hash
                          from audit.entry
                         order by sequence
                        """).withFetchSize(1000).query(Rows.to(AuditEntry.class)).stream()) {
            for (Iterator<AuditEntry> walk = entries.iterator(); walk.hasNext(); expected++) {
                AuditEntry entry = walk.next();
                Break.Kind kind = fault(entry, expected, previous);
                if (kind != null) {
                    return new Verdict(expected - 1, previous, Optional.of(new Break(expected, kind)));
                }
                previous = entry.hash();
            }
        }
        long last = jdbc.sql("select sequence from audit.head")
                .query((row, n) -> row.getLong(1))
                .single();
        return new Verdict(
                expected - 1,
                previous,
                last == expected - 1 ? Optional.empty() : Optional.of(new Break(expected, Break.Kind.MISSING)));
    }

    private static Break.@org.jspecify.annotations.Nullable Kind fault(
            AuditEntry entry, long expected, String previous) {
        if (entry.sequence() != expected) {
            return Break.Kind.MISSING;
        }
        if (!entry.hash().equals(entry.computedHash())) {
            return Break.Kind.CHANGED;
        }
        return entry.previous().equals(previous) ? null : Break.Kind.UNLINKED;
    }
}
