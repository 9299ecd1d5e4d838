package org.shuguan.server.frontendhost;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// The requests of the last minutes, none of which is accepted twice. They are kept in memory; what was signed before
/// this node started is refused.
@Component
class Nonces {
    /// How far the clocks of a front-end host and this node may differ.
    static final Duration SKEW = Duration.ofMinutes(2);
    /// More requests than a host can send in twice that time.
    static final int MOST = 50_000;

    private final Map<UUID, Map<String, Long>> used = new ConcurrentHashMap<>();

    /// @param signed when the request was signed, in milliseconds
    /// @param now in milliseconds
    /// @throws HostRefused if it was used before
    void use(UUID host, String nonce, long signed, long now) {
        Map<String, Long> its = used.computeIfAbsent(host, id -> new LinkedHashMap<>());
        synchronized (its) {
            // In the order in which they came, which is nearly that in which they can be forgotten.
            for (Iterator<Long> oldest = its.values().iterator(); oldest.hasNext(); ) {
                if (oldest.next() >= now - 2 * SKEW.toMillis()) {
                    break;
                }
                oldest.remove();
            }
            if (its.containsKey(nonce)) {
                throw HostRefused.repeated();
            }
            if (its.size() >= MOST) {
                throw HostRefused.tooMany();
            }
            // A request is acceptable until its time is too old; from when on is remembered as if it came latest.
            its.put(nonce, Math.max(signed, now));
        }
    }

    void forget(UUID host) {
        used.remove(host);
    }
}
