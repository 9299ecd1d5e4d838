package org.shuguan.server.identity;

import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.OneTimeSecret;
import org.springframework.session.SessionIdGenerator;

/// Makes the ids of sessions, 256 random bits, and gives the repository their SHA-256 to store instead. An id has
/// too many values to be guessed, so that the hash needs neither salt nor slowness.
final class SessionIds implements SessionIdGenerator {
    private final ThreadLocal<@Nullable String> issued = new ThreadLocal<>();

    /// The key of a new session, whose id [#issued] tells once.
    @Override
    public String generate() {
        String id = OneTimeSecret.token();
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
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Hashes.sha256(id));
    }
}
