package org.shuguan.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/// A session repository that stores the time of last use at most once a minute instead of for each request, to
/// reduce writes to the database.
///
/// @param <S> the stored sessions
final class CoalescedSessions<S extends Session>
        implements FindByIndexNameSessionRepository<CoalescedSessions.Coalesced<S>> {
    private static final Duration KEPT_TO = Duration.ofMinutes(1);

    private final FindByIndexNameSessionRepository<S> kept;

    CoalescedSessions(FindByIndexNameSessionRepository<S> kept) {
        this.kept = kept;
    }

    /// A session that ignores a new last-use time within a minute of the stored one.
    record Coalesced<S extends Session>(S kept) implements Session {
        @Override
        public void setLastAccessedTime(Instant now) {
            if (Duration.between(kept.getLastAccessedTime(), now).compareTo(KEPT_TO) >= 0) {
                kept.setLastAccessedTime(now);
            }
        }

        @Override
        public String getId() {
            return kept.getId();
        }

        @Override
        public String changeSessionId() {
            return kept.changeSessionId();
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // declared so by the interface
        public <T> @Nullable T getAttribute(String name) {
            return kept.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return kept.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            kept.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            kept.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return kept.getCreationTime();
        }

        @Override
        public Instant getLastAccessedTime() {
            return kept.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            kept.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return kept.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return kept.isExpired();
        }
    }

    @Override
    public Coalesced<S> createSession() {
        return new Coalesced<>(kept.createSession());
    }

    @Override
    public void save(Coalesced<S> session) {
        kept.save(session.kept());
    }

    @Override
    public @Nullable Coalesced<S> findById(String id) {
        S found = kept.findById(id);
        return found == null ? null : new Coalesced<>(found);
    }

    @Override
    public void deleteById(String id) {
        kept.deleteById(id);
    }

    @Override
    public Map<String, Coalesced<S>> findByIndexNameAndIndexValue(String index, String value) {
        Map<String, Coalesced<S>> found = new LinkedHashMap<>();
        kept.findByIndexNameAndIndexValue(index, value)
                .forEach((id, session) -> found.put(id, new Coalesced<>(session)));
        return found;
    }
}
