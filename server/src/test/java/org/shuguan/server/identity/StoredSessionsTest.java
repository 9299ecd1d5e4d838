package org.shuguan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

@SpringBootTest
class StoredSessionsTest {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    FindByIndexNameSessionRepository<? extends Session> sessions;

    @Test
    void theLastUseOfASessionIsStoredToTheMinuteAndItsAttributesAtOnce() {
        kept(sessions);
    }

    @Test
    void theDatabaseHasNoIdThatSignsIn() {
        stored(sessions);
    }

    private <S extends Session> void stored(FindByIndexNameSessionRepository<S> sessions) {
        S fresh = sessions.createSession();
        sessions.save(fresh);
        String first = fresh.getId();
        fresh.changeSessionId();
        sessions.save(fresh);
        assertThat(sessions.findById(first)).isNull();
        assertThat(sessions.findById(fresh.getId())).isNotNull();
        List<String> ids = jdbc.sql("select session_id from identity.spring_session")
                .query(String.class)
                .list();
        assertThat(ids)
                .doesNotContain(fresh.getId())
                .allSatisfy(id -> assertThat(sessions.findById(id)).isNull());
    }

    private static <S extends Session> void kept(FindByIndexNameSessionRepository<S> sessions) {
        S fresh = sessions.createSession();
        sessions.save(fresh);
        Instant before = found(sessions, fresh.getId()).getLastAccessedTime();

        S soon = found(sessions, fresh.getId());
        soon.setLastAccessedTime(before.plusSeconds(59));
        soon.setAttribute("held", "something");
        sessions.save(soon);
        S again = found(sessions, fresh.getId());
        assertThat(again.getLastAccessedTime()).isEqualTo(before);
        assertThat(again.<String>getAttribute("held")).isEqualTo("something");

        again.setLastAccessedTime(before.plus(Duration.ofMinutes(1)));
        sessions.save(again);
        assertThat(found(sessions, fresh.getId()).getLastAccessedTime()).isEqualTo(before.plus(Duration.ofMinutes(1)));

        sessions.deleteById(fresh.getId());
        assertThat(sessions.findById(fresh.getId())).isNull();
    }

    private static <S extends Session> S found(FindByIndexNameSessionRepository<S> sessions, String id) {
        return Objects.requireNonNull(sessions.findById(id));
    }
}
