package org.shuguan.server.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// One entry of the audit record.
///
/// @param sequence number from 1, without gaps
/// @param facts JSON text exactly as it was hashed
/// @param hash SHA-256 of all other components and [#previous], hexadecimal
/// @param previous hash of the entry before, 64 zeros for the first
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
        String hash) {
    static final String NOTHING_BEFORE = "0".repeat(64);

    static AuditEntry chained(
            long sequence,
            Instant at,
            String actor,
            String origin,
            String action,
            String subject,
            @Nullable String unit,
            String facts,
            String previous) {
        var open = new AuditEntry(sequence, at, actor, origin, action, subject, unit, facts, previous, "");
        return new AuditEntry(sequence, at, actor, origin, action, subject, unit, facts, previous, open.computedHash());
    }

    /// The hash of this content. Each part is preceded by its length, so that different contents never have the
    /// same input.
    String computedHash() {
        StringBuilder content = new StringBuilder();
        for (String part : new String[] {
            Long.toString(sequence),
            at.toString(),
            actor,
            origin,
            action,
            subject,
            unit == null ? "" : unit,
            facts,
            previous
        }) {
            content.append(part.length()).append(':').append(part).append('\n');
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(content.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
