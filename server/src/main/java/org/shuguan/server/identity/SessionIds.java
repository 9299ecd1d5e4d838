package org.shuguan.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.session.SessionIdGenerator;

/// Makes the ids of sessions, 256 random bits, and gives the repository their SHA-256 to store instead. An id has
/// too many values to be guessed, so that the hash needs neither salt nor slowness.
final class SessionIds implements SessionIdGenerator {
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final ThreadLocal<@Nullable String> issued = new ThreadLocal<>();

    /// The key of a new session, whose id [#issued] tells once.
    @Override
    public String generate() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String id = text(bytes);
        issued.set(id);
        return key(id);
    }

    /// The id whose key this thread got last.
    String issued() {
        String id = Objects.requireNonNull(issued.get(), "no session was made");
        issued.remove();
        return id;
    }

    /// Under which key a session is stored.
    static String key(String id) {
        try {
            return text(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
