package org.shuguan.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One entry of the audit record.
///
/// @param sequence number from 1, without gaps
/// @param facts JSON text exactly as it was hashed
/// @param previous hash of the entry before, 64 zeros for the first
/// @param hash of all other components, hexadecimal
/// @param scheme how [#hash] is computed: 1 by SHA-256 (entries of earlier versions), 2 by HMAC-SHA-256 with the
///     [AuditKey]
public record AuditEntry(
        long sequence,
        Instant at,
        String actor,
        String origin,
        String action,
        String subject,
        @Nullable String unit,
        String facts,
        String previous,
        String hash,
        int scheme) {
    static final String NOTHING_BEFORE = "0".repeat(64);
    static final int PLAIN = 1;
    static final int KEYED = 2;

    AuditEntry chained(AuditKey key) {
        return new AuditEntry(
                sequence, at, actor, origin, action, subject, unit, facts, previous, key.entry(content()), scheme);
    }

    /// What is hashed. Each part is preceded by its length, so that different contents never have the same input.
    String content() {
        StringBuilder content = new StringBuilder();
        for (String part : new @Nullable String[] {
            Long.toString(sequence), at.toString(), actor, origin, action, subject, unit, facts, previous
        }) {
            if (part == null) {
                // Entries of earlier versions do not tell no unit from an empty one.
                content.append(scheme == PLAIN ? "0:\n" : "-\n");
            } else {
                content.append(part.length()).append(':').append(part).append('\n');
            }
        }
        return content.toString();
    }
}
