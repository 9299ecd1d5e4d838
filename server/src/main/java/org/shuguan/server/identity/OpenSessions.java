package org.shuguan.server.identity;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/// Lists and ends the sessions of an account.
@Component
class OpenSessions {
    record OpenSession(Instant since, Instant lastUsed, boolean current) {}

    private final FindByIndexNameSessionRepository<? extends Session> sessions;

    OpenSessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
        this.sessions = sessions;
    }

    /// The account's sessions, the most recently used first.
    ///
    /// @param current id of the session that makes the request
    List<OpenSession> of(String account, String current) {
        return sessions.findByPrincipalName(account).values().stream()
                .map(session -> new OpenSession(
                        session.getCreationTime(),
                        session.getLastAccessedTime(),
                        session.getId().equals(current)))
                .sorted(Comparator.comparing(OpenSession::lastUsed).reversed())
                .toList();
    }

    void endAll(String account) {
        sessions.findByPrincipalName(account).keySet().forEach(sessions::deleteById);
    }

    void endAllBut(String account, String current) {
        sessions.findByPrincipalName(account).keySet().stream()
                .filter(id -> !id.equals(current))
                .forEach(sessions::deleteById);
    }
}
