package org.shuguan.dataplane.agent;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;

/// The opened sources, each for the orders of one session. One that is not used for a quarter of an hour is closed.
final class Sessions implements AutoCloseable {
    private static final Duration UNUSED = Duration.ofMinutes(15);

    private final AgentHome home;
    private final Map<UUID, Session> sessions = new ConcurrentHashMap<>();

    Sessions(AgentHome home) {
        this.home = home;
    }

    /// An opened source whose tables were listed.
    static final class Session {
        private @Nullable OpenSource open;
        private final AtomicInteger users = new AtomicInteger();
        private volatile long lastUse = System.nanoTime();

        /// Opens the source at the first call.
        private synchronized OpenSource open(ReadAddress address, AgentHome home) throws SourceUnreadable {
            if (open == null) {
                OpenSource opened = Sources.open(address.source(home));
                try {
                    opened.tables();
                } catch (SourceUnreadable | RuntimeException e) {
                    opened.close();
                    throw e;
                }
                open = opened;
            }
            return open;
        }

        private synchronized void close() {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }

    /// Uses the source of a session.
    interface Use {
        void with(OpenSource open) throws Exception;
    }

    void use(Order order, Use use) throws Exception {
        Session session = sessions.compute(order.session(), (id, known) -> {
            Session one = known == null ? new Session() : known;
            one.users.incrementAndGet();
            return one;
        });
        try {
            use.with(session.open(order.address(), home));
        } finally {
            sessions.computeIfPresent(order.session(), (id, known) -> {
                known.users.decrementAndGet();
                known.lastUse = System.nanoTime();
                return known;
            });
        }
    }

    /// Closes sessions that are over, or not used for long.
    void tidy(Iterable<UUID> closed) {
        closed.forEach(this::close);
        sessions.forEach((id, session) -> {
            if (System.nanoTime() - session.lastUse > UNUSED.toNanos()) {
                close(id);
            }
        });
    }

    private void close(UUID id) {
        sessions.computeIfPresent(id, (key, session) -> {
            if (session.users.get() > 0) {
                return session;
            }
            session.close();
            return null;
        });
    }

    @Override
    public void close() {
        sessions.values().forEach(Session::close);
        sessions.clear();
    }
}
