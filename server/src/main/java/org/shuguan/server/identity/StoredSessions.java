package org.shuguan.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/// The sessions as the database has them.
///
/// - A session is stored under the hash of its id ([SessionIds]): whoever reads the database cannot sign in with
///   what is there. The id itself is known only while a request brings it.
/// - The time of its last use is written once a minute, because each request would change it.
/// - A request that nobody caused ([BackgroundRequests]) does not count as use.
///
/// @param <S> the sessions of the repository below
final class StoredSessions<S extends Session> implements FindByIndexNameSessionRepository<StoredSessions.Stored<S>> {
    private static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);

    private final FindByIndexNameSessionRepository<S> repository;
    private final SessionIds ids;

    /// @param ids what the repository takes the ids of new sessions from
    StoredSessions(FindByIndexNameSessionRepository<S> repository, SessionIds ids) {
        this.repository = repository;
        this.ids = ids;
    }

    /// A session with the id that its owner's cookie has; of one that was found otherwise, only the hash is known.
    static final class Stored<S extends Session> implements Session {
        private final S session;
        private final SessionIds ids;
        private String id;

        private Stored(S session, SessionIds ids, String id) {
            this.session = session;
            this.ids = ids;
            this.id = id;
        }

        @Override
        public void setLastAccessedTime(Instant now) {
            boolean due = Duration.between(session.getLastAccessedTime(), now).compareTo(WRITTEN_EVERY) >= 0;
            if (due && !BackgroundRequests.isCurrent()) {
                session.setLastAccessedTime(now);
            }
        }

        @Override
        public String getId() {
            return id;
        }

        @Override
        public String changeSessionId() {
            session.changeSessionId();
            id = ids.issued();
            return id;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
        public <T> @Nullable T getAttribute(String name) {
            return session.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return session.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            session.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            session.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return session.getCreationTime();
        }

        @Override
        public Instant getLastAccessedTime() {
            return session.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            session.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return session.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return session.isExpired();
        }
    }

    @Override
    public Stored<S> createSession() {
        S session = repository.createSession();
        return new Stored<>(session, ids, ids.issued());
    }

    @Override
    public void save(Stored<S> session) {
        repository.save(session.session);
    }

    @Override
    public @Nullable Stored<S> findById(String id) {
        S found = repository.findById(SessionIds.key(id));
        return found == null ? null : new Stored<>(found, ids, id);
    }

    @Override
    public void deleteById(String id) {
        repository.deleteById(SessionIds.key(id));
    }

    /// Ends a session of which only the hash of the id is known.
    void deleteByKey(String key) {
        repository.deleteById(key);
    }

    /// Sessions by the hashes of their ids.
    @Override
    public Map<String, Stored<S>> findByIndexNameAndIndexValue(String index, String value) {
        Map<String, Stored<S>> found = new LinkedHashMap<>();
        repository
                .findByIndexNameAndIndexValue(index, value)
                .forEach((key, session) -> found.put(key, new Stored<>(session, ids, key)));
        return found;
    }
}
