package org.shuguan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

@SpringBootTest
class CoalescedSessionsTest {
    @Autowired
    FindByIndexNameSessionRepository<? extends Session> sessions;

    @Test
    void theLastUseOfASessionIsStoredToTheMinuteAndItsAttributesAtOnce() {
        kept(sessions);
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
