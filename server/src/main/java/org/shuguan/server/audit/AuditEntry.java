package org.shuguan.server.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
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

    /// Whether [#hash] is the hash of this content.
    ///
    /// @throws NullPointerException without the key where the entry needs it ([#isKeyed])
    boolean isIntact(@Nullable AuditKey key) {
        return switch (scheme) {
            case PLAIN -> hash.equals(sha256(content()));
            case KEYED -> hash.equals(Objects.requireNonNull(key).entry(content()));
            default -> false;
        };
    }

    boolean isKeyed() {
        return scheme == KEYED;
    }

    /// What is hashed. Each part is preceded by its length, so that different contents never have the same input.
    private String content() {
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

    private static String sha256(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
