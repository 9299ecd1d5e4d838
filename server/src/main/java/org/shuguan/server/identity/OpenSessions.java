package org.shuguan.server.identity;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/// Lists and ends the sessions of an account.
@Component
class OpenSessions {
    /// Attributes of a session.
    static final String ADDRESS = "shuguan.address";

    static final String DEVICE = "shuguan.device";

    /// @param key names the session; nobody signs in with it
    /// @param address that the sign-in came from
    /// @param device what the browser says of itself (`User-Agent`)
    record OpenSession(
            String key,
            Instant since,
            Instant lastUsed,
            @Nullable String address,
            @Nullable String device,
            boolean current) {}

    private final StoredSessions<? extends Session> sessions;

    /// @param sessions of type [StoredSessions], which replaces Spring Session's own after it was made
    OpenSessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
        if (!(sessions instanceof StoredSessions<? extends Session> stored)) {
            throw new IllegalStateException(sessions.getClass() + " stores the ids of sessions in the clear");
        }
        this.sessions = stored;
    }

    /// The account's sessions, the most recently used first.
    ///
    /// @param current id of the session that makes the request
    List<OpenSession> of(String account, String current) {
        String own = SessionIds.key(current);
        return sessions.findByPrincipalName(account).entrySet().stream()
                .map(found -> of(found, found.getKey().equals(own)))
                .sorted(Comparator.comparing(OpenSession::lastUsed).reversed())
                .toList();
    }

    private static OpenSession of(Map.Entry<String, ? extends Session> found, boolean current) {
        Session session = found.getValue();
        return new OpenSession(
                found.getKey(),
                session.getCreationTime(),
                session.getLastAccessedTime(),
                session.getAttribute(ADDRESS),
                session.getAttribute(DEVICE),
                current);
    }

    void endAll(String account) {
        sessions.findByPrincipalName(account).keySet().forEach(sessions::deleteByKey);
    }

    void endAllBut(String account, String current) {
        String own = SessionIds.key(current);
        sessions.findByPrincipalName(account).keySet().stream()
                .filter(key -> !key.equals(own))
                .forEach(sessions::deleteByKey);
    }

    /// Ends one of the account's sessions; another account's is none of them.
    ///
    /// @return whether there was one
    boolean end(String account, String key) {
        boolean own = sessions.findByPrincipalName(account).containsKey(key);
        if (own) {
            sessions.deleteByKey(key);
        }
        return own;
    }

    /// Ends the account's sessions that were used longest ago, until a new one makes `most`.
    void makeRoom(String account, int most) {
        List<String> eldest = sessions.findByPrincipalName(account).entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, ? extends Session> found) ->
                        found.getValue().getLastAccessedTime()))
                .map(Map.Entry::getKey)
                .toList();
        eldest.subList(0, Math.max(0, eldest.size() - most + 1)).forEach(sessions::deleteByKey);
    }
}
