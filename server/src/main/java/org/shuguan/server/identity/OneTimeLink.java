package org.shuguan.server.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A link by which a person sets the password of their account, once.
///
/// @param codeHash hash of the code that the person gets from somebody else, null if the link alone is enough
/// @param ofStart whether the server printed it for an administrator of its own
/// @param voidedAt when a newer link replaced it or too many codes were wrong, null if neither
record OneTimeLink(
        UUID id,
        UUID account,
        String tokenHash,
        @Nullable String codeHash,
        boolean ofStart,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable Instant voidedAt,
        int wrongCodes) {}
