package org.shuguan.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// An event whose listener failed is sent again while the server runs.
@SpringBootTest
class EventRedeliveryTest {
    @Autowired
    FailsAtFirst listener;

    @Autowired
    EventRedelivery redelivery;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void nothingIsLeft() {
        jdbc.sql("delete from platform.event_publication where event_type like '%FailsAtFirst$Happened'")
                .update();
    }

    @Test
    void aFailedPublicationIsSentAgainAndIsGoneThen() {
        UUID id = UUID.randomUUID();
        transaction.executeWithoutResult(status -> events.publishEvent(new FailsAtFirst.Happened(id)));
        await().atMost(Duration.ofSeconds(30)).until(() -> publications("FAILED") == 1);
        redelivery.sendAgain();
        assertThat(listener.calls(id)).isEqualTo(1);
        jdbc.sql("update platform.event_publication set publication_date = publication_date - interval '1 minute',"
                        + " last_resubmission_date = last_resubmission_date - interval '1 minute'")
                .update();
        redelivery.sendAgain();
        await().atMost(Duration.ofSeconds(30)).until(() -> publications("%") == 0);
        assertThat(listener.calls(id)).isEqualTo(2);
    }

    /// The registry reads the oldest first: those that fail for ever must not use up the number that it may read.
    @Test
    void manyOldEventsThatAreNotDueDoNotKeepAYoungerOneFromBeingSent() {
        UUID due = UUID.randomUUID();
        for (int i = 0; i <= EventRedelivery.AT_ONCE; i++) {
            insert(UUID.randomUUID(), "10 days", "1 second");
        }
        listener.hasFailed(due);
        insert(due, "1 hour", "1 hour");
        redelivery.sendAgain();
        await().atMost(Duration.ofSeconds(30)).until(() -> publications(due) == 0);
    }

    @Test
    void theTimeBetweenAttemptsDoublesUpToAnHour() {
        assertThat(EventRedelivery.BACK_OFF.after(0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(EventRedelivery.BACK_OFF.after(1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(EventRedelivery.BACK_OFF.after(2)).isEqualTo(Duration.ofMinutes(1));
        assertThat(EventRedelivery.BACK_OFF.after(7)).isEqualTo(Duration.ofMinutes(32));
        assertThat(EventRedelivery.BACK_OFF.after(8)).isEqualTo(Duration.ofHours(1));
        assertThat(EventRedelivery.BACK_OFF.after(1000)).isEqualTo(Duration.ofHours(1));
    }

    /// A publication that failed, as the registry keeps it.
    private void insert(UUID id, String published, String lastSent) {
        jdbc.sql("""
                        insert into platform.event_publication (id, listener_id, event_type, serialized_event,
                               publication_date, status, completion_attempts, last_resubmission_date)
                        values (:id, :listener, :type, :event, now() - cast(:published as interval), 'FAILED', 9,
                               now() - cast(:sent as interval))
                        """)
                .param("id", id)
                .param("listener", FailsAtFirst.class.getName() + ".on(" + FailsAtFirst.Happened.class.getName() + ")")
                .param("type", FailsAtFirst.Happened.class.getName())
                .param("event", "{\"id\":\"" + id + "\"}")
                .param("published", published)
                .param("sent", lastSent)
                .update();
    }

    private long publications(UUID id) {
        return jdbc.sql("select count(*) from platform.event_publication where id = :id")
                .param("id", id)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private long publications(String status) {
        return jdbc.sql("select count(*) from platform.event_publication where event_type like '%FailsAtFirst$Happened'"
                        + " and coalesce(status, '') like :status")
                .param("status", status)
                .query((row, n) -> row.getLong(1))
                .single();
    }
}
