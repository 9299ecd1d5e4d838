package org.shuguan.server.audit;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/// Verifies the audit record: the hash chain from its first to its last entry, and what was noted of it outside of
/// the database.
@Component
public class AuditChain {
    /// The result of the verification.
    ///
    /// @param entries number of valid entries from the first
    /// @param head hash of the last valid entry; noted elsewhere, it later proves that no entries were removed
    ///     from the end
    /// @param unproved number of these entries whose hash could not be computed, because the key was not there
    /// @param lastByEarlierKey number of the last entry that is keyed with an earlier key, 0 if none is
    /// @param broken the first invalid entry, if any
    public record Verdict(long entries, String head, long unproved, long lastByEarlierKey, Optional<Break> broken) {}

    /// @param sequence number of the first invalid entry
    /// @param kind what is wrong with it
    public record Break(long sequence, Kind kind) {
        public enum Kind {
            /// there is no entry with this number
            MISSING("missing"),
            /// its content does not have its hash
            CHANGED("changed: its content does not have its hash, or the key is another one"),
            /// it does not contain the hash of the entry before
            UNLINKED("unlinked: it does not continue the entry before"),
            /// it has no keyed hash, and an entry before has one
            UNKEYED("unkeyed: its hash has no key, that of the entry before has"),
            /// it is keyed with an earlier key, and an entry before has a later one
            EARLIER_KEY("earlier key: an entry before it has a later key"),
            /// it is not the entry that was noted outside of the database
            REWRITTEN("rewritten: its hash is not the one that was noted outside the database"),
            /// the record ends before it, and it was noted outside of the database
            CUT_OFF("cut off: it was noted outside the database, and the record ends before it");

            private final String sentence;

            Kind(String sentence) {
                this.sentence = sentence;
            }

            /// What is wrong, for whoever verifies on the command line.
            public String sentence() {
                return sentence;
            }
        }
    }

    /// An end of the chain that was noted outside of the database.
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

    private final JdbcClient jdbc;
    private final @Nullable AuditKey key;

    /// @param key null where it is not known: then only the links of keyed entries are verified
    public AuditChain(DataSource source, @Nullable AuditKey key) {
        this.jdbc = JdbcClient.create(source);
        this.key = key;
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Verdict verify() {
        return verify(List.of());
    }

    /// Verifies a consistent snapshot of the record, even while entries are written.
    ///
    /// @param noted ends that the chain must contain, read before this is called; without them, entries removed
    ///     from the end are not detected
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Verdict verify(Collection<Noted> noted) {
        return verify(noted, entry -> {});
    }

    /// The same for a caller that tells how far it is, or stops it by an exception.
    ///
    /// @param read is called with the number of each entry that was found valid
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Verdict verify(Collection<Noted> noted, LongConsumer read) {
        Map<Long, String> known = new TreeMap<>();
        for (Noted one : noted) {
            String other = known.put(one.entries(), one.head());
            if (other != null && !other.equals(one.head())) {
                // Two different ends with one number: whatever the record has, it is not what one of them says.
                known.put(one.entries(), "");
            }
        }
        Walk walk = new Walk(key, known);
        try (var entries = jdbc
                .sql("select sequence, at, actor, origin, action, subject, unit, facts, previous, hash, "
                        + (hasScheme() ? "scheme" : "1 as scheme") + " from audit.entry order by sequence")
                .withFetchSize(1000)
                .query(Rows.to(AuditEntry.class))
                .stream()) {
            for (Iterator<AuditEntry> each = entries.iterator(); each.hasNext() && walk.broken == null; ) {
                walk.next(each.next());
                read.accept(walk.entries);
            }
        }
        if (walk.broken == null && !isEnd(walk.entries, walk.head)) {
            walk.broken = new Break(walk.entries + 1, Break.Kind.MISSING);
        }
        if (walk.broken == null && known.keySet().stream().anyMatch(number -> number > walk.entries)) {
            walk.broken = new Break(walk.entries + 1, Break.Kind.CUT_OFF);
        }
        return new Verdict(
                walk.entries,
                walk.head,
                walk.proof.entriesUnproved(),
                walk.proof.lastByEarlierKey(),
                Optional.ofNullable(walk.broken));
    }

    /// Whether the record contains this end.
    boolean contains(Noted noted) {
        return noted.entries() == 0
                || jdbc.sql("select count(*) from audit.entry where sequence = :sequence and hash = :hash")
                                .param("sequence", noted.entries())
                                .param("hash", noted.head())
                                .query(Long.class)
                                .single()
                        == 1;
    }

    /// A record that no server of this version has opened yet has no schemes.
    private boolean hasScheme() {
        return jdbc.sql("""
                        select exists (select from pg_attribute
                                        where attrelid = 'audit.entry'::regclass and attname = 'scheme')
                        """).query(Boolean.class).single();
    }

    private boolean isEnd(long sequence, String hash) {
        return jdbc.sql("select count(*) from audit.head where sequence = :sequence and hash = :hash")
                        .param("sequence", sequence)
                        .param("hash", hash)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /// The way through the entries, up to the first that is wrong.
    private static final class Walk {
        private final AuditProof proof;
        private final Map<Long, String> known;
        private long entries;
        private String head = AuditEntry.NOTHING_BEFORE;
        private @Nullable Break broken;

        Walk(@Nullable AuditKey key, Map<Long, String> known) {
            this.proof = new AuditProof(key);
            this.known = known;
        }

        void next(AuditEntry entry) {
            Break.Kind kind = fault(entry);
            if (kind != null) {
                broken = new Break(entries + 1, kind);
                return;
            }
            entries++;
            head = entry.hash();
        }

        private Break.@Nullable Kind fault(AuditEntry entry) {
            if (entry.sequence() != entries + 1) {
                return Break.Kind.MISSING;
            }
            Break.Kind kind = proof.next(entry, head);
            if (kind != null) {
                return kind;
            }
            return known.getOrDefault(entry.sequence(), entry.hash()).equals(entry.hash())
                    ? null
                    : Break.Kind.REWRITTEN;
        }
    }
}
