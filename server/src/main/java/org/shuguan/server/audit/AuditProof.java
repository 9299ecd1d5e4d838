package org.shuguan.server.audit;

import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.AuditChain.Break.Kind;
import org.shuguan.server.platform.Hashes;

/// Verifies entries one after the other. Neither the scheme nor the key of an entry is older than that of the entry
/// before.
final class AuditProof {
    private final @Nullable AuditKey key;
    private int scheme = AuditEntry.PLAIN;
    private int keyNumber;
    private long unproved;
    private long lastByEarlierKey;

    /// @param key null if it is not known: then the content of a keyed entry is not compared with its hash
    AuditProof(@Nullable AuditKey key) {
        this.key = key;
    }

    /// What is wrong with the next entry, null if nothing is.
    ///
    /// @param hashBefore of the entry before, null if that entry is not known
    @Nullable
    Kind next(AuditEntry entry, @Nullable String hashBefore) {
        if (entry.scheme() < scheme) {
            return Kind.UNKEYED;
        }
        Kind changed = changed(entry);
        if (changed != null) {
            return changed;
        }
        if (hashBefore != null && !entry.previous().equals(hashBefore)) {
            return Kind.UNLINKED;
        }
        scheme = entry.scheme();
        return null;
    }

    private @Nullable Kind changed(AuditEntry entry) {
        return switch (entry.scheme()) {
            case AuditEntry.PLAIN -> entry.hash().equals(Hashes.hexSha256(entry.content())) ? null : Kind.CHANGED;
            case AuditEntry.KEYED -> key == null ? unproved() : changed(entry, key);
            default -> Kind.CHANGED;
        };
    }

    private @Nullable Kind unproved() {
        unproved++;
        return null;
    }

    private @Nullable Kind changed(AuditEntry entry, AuditKey keys) {
        int number = keys.numberOf(entry.content(), entry.hash(), keyNumber);
        if (number < 0) {
            return keys.numberOf(entry.content(), entry.hash(), 0) < 0 ? Kind.CHANGED : Kind.EARLIER_KEY;
        }
        keyNumber = number;
        if (number < keys.present()) {
            lastByEarlierKey = entry.sequence();
        }
        return null;
    }

    /// The number of entries whose hash could not be computed, because the key is not known.
    long entriesUnproved() {
        return unproved;
    }

    /// The number of the last entry that is keyed with an earlier key, 0 if none is.
    long lastByEarlierKey() {
        return lastByEarlierKey;
    }
}
