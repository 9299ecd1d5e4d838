package org.shuguan.server.audit;

import java.util.Iterator;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/// Verifies the audit record by checking the hash chain from its first to its last entry.
@Component
public class AuditChain {
    /// The result of the verification.
    ///
    /// @param entries number of valid entries from the first
    /// @param head hash of the last valid entry; noted elsewhere, it later proves that no entries were removed
    ///     from the end
    /// @param broken the first invalid entry, if any
    public record Verdict(long entries, String head, Optional<Break> broken) {}

    /// @param sequence number of the first invalid entry
    /// @param kind what is wrong with it
    public record Break(long sequence, Kind kind) {
        public enum Kind {
            /// there is no entry with this number
            MISSING,
            /// its content does not have its hash
            CHANGED,
            /// it does not contain the hash of the entry before
            UNLINKED
        }
    }

    private final JdbcClient jdbc;

    public AuditChain(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    /// An end of the chain that was noted elsewhere, from an earlier verification.
    public record Noted(long entries, String head) {
        /// Parses `57:3f0c…`, the number of entries and the hash.
        ///
        /// @throws IllegalArgumentException for anything else
        public static Noted parse(String text) {
            if (!text.matches("[0-9]{1,18}:[0-9a-f]{64}")) {
                throw new IllegalArgumentException(text + " is not NUMBER:HASH");
            }
            int colon = text.indexOf(':');
            return new Noted(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
        }
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Verdict verify() {
        return verify(null);
    }

    /// Verifies a consistent snapshot of the record, even while entries are written.
    ///
    /// @param noted an end that the chain must contain; without it, entries removed from the end are not detected
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Verdict verify(@Nullable Noted noted) {
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
                if (kind == null
                        && noted != null
                        && noted.entries() == expected
                        && !noted.head().equals(entry.hash())) {
                    kind = Break.Kind.CHANGED;
                }
                if (kind != null) {
                    return new Verdict(expected - 1, previous, Optional.of(new Break(expected, kind)));
                }
                previous = entry.hash();
            }
        }
        boolean whole = isEnd(expected - 1, previous) && (noted == null || noted.entries() < expected);
        return new Verdict(
                expected - 1,
                previous,
                whole ? Optional.empty() : Optional.of(new Break(expected, Break.Kind.MISSING)));
    }

    private boolean isEnd(long sequence, String hash) {
        return jdbc.sql("select count(*) from audit.head where sequence = :sequence and hash = :hash")
                        .param("sequence", sequence)
                        .param("hash", hash)
                        .query((row, n) -> row.getLong(1))
                        .single()
                == 1;
    }

    private static Break.@Nullable Kind fault(AuditEntry entry, long expected, String previous) {
        if (entry.sequence() != expected) {
            return Break.Kind.MISSING;
        }
        if (!entry.hash().equals(entry.computedHash())) {
            return Break.Kind.CHANGED;
        }
        return entry.previous().equals(previous) ? null : Break.Kind.UNLINKED;
    }
}
