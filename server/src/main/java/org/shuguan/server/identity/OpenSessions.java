package org.shuguan.server.identity;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/// Where an account is signed in, and ending that.
@Component
class OpenSessions {
    record OpenSession(Instant since, Instant lastUsed, boolean current) {}

    private final FindByIndexNameSessionRepository<? extends Session> sessions;

    OpenSessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
        this.sessions = sessions;
    }

    /// The account's sessions, the last used first.
    ///
    /// @param current the id of the one that asks
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
