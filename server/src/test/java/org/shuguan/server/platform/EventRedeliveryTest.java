package org.shuguan.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.transaction.support.TransactionTemplate;

/// An event whose listener failed is sent again while the server runs.
@SpringBootTest
class EventRedeliveryTest {
    record Happened(UUID id) {}

    static class FailsAtFirst {
        private final AtomicInteger calls = new AtomicInteger();

        /// By a method, because the bean is a proxy.
        int calls() {
            return calls.get();
        }

        @ApplicationModuleListener
        void on(Happened event) {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("the first time it fails");
            }
        }
    }

    @TestConfiguration
    static class Listening {
        @Bean
        FailsAtFirst failsAtFirst() {
            return new FailsAtFirst();
        }
    }

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

    @Test
    void aFailedPublicationIsSentAgainAndIsGoneThen() {
        transaction.executeWithoutResult(status -> events.publishEvent(new Happened(UUID.randomUUID())));
        await().atMost(Duration.ofSeconds(30)).until(() -> publications("FAILED") == 1);
        redelivery.sendAgain();
        assertThat(listener.calls()).isEqualTo(1);
        jdbc.sql("update platform.event_publication set publication_date = publication_date - interval '1 minute',"
                        + " last_resubmission_date = last_resubmission_date - interval '1 minute'")
                .update();
        redelivery.sendAgain();
        await().atMost(Duration.ofSeconds(30)).until(() -> publications("%") == 0);
        assertThat(listener.calls()).isEqualTo(2);
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

    private long publications(String status) {
        return jdbc.sql("select count(*) from platform.event_publication where event_type like '%Happened'"
                        + " and coalesce(status, '') like :status")
                .param("status", status)
                .query((row, n) -> row.getLong(1))
                .single();
    }
}
