package org.shuguan.server.frontendhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.dataplane.agent.Order;
import org.shuguan.dataplane.agent.ReadAddress;
import org.shuguan.dataplane.agent.Wire;
import org.shuguan.dataplane.source.PartSink;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.server.audit.AuditEntry;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.settings.Settings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Hosts that are not seen any more, and what their units are told.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(HostCity.class)
class HostAwayTest {
    @Autowired
    HostCity city;

    @Autowired
    FrontEndHosts hosts;

    @Autowired
    Hosts stored;

    @Autowired
    OrderLog log;

    @Autowired
    Settings settings;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    AuditTrail trail;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aHostThatIsNotSeenIsToldOfOnceAndAgainAfterItWasSeen() {
        UUID host = enrolled();
        assertThat(told(host)).isEmpty();
        seen(host, Duration.ofMinutes(16));
        hosts.look();
        hosts.look();
        assertThat(told(host)).containsExactly("frontendhost.away");
        seen(host, Duration.ofSeconds(-1));
        hosts.look();
        seen(host, Duration.ofMinutes(20));
        hosts.look();
        assertThat(told(host)).containsExactly("frontendhost.away", "frontendhost.back", "frontendhost.away");
    }

    @ParameterizedTest
    @CsvSource({"CREATE,0", "CODE,0", "BACK,0", "ENROL,2", "AWAY,2", "END,3"})
    void thePeopleConcernedAreTold(HostEvent.What what, int recipients) {
        HostEvent event = new HostEvent(
                UUID.randomUUID(), "机房", new UnitCode("01"), what, OfficerId.fresh(), Map.of(), Instant.now());
        assertThat(event.notifications().stream()
                        .mapToInt(one -> one.to().size())
                        .sum())
                .isEqualTo(recipients);
    }

    @Test
    void aHostThatSendsNothingForTheMinutesOfTheRuleFailsItsOrder() throws Exception {
        Hands clock = new Hands();
        OrderDesk desk = new OrderDesk(clock);
        OrderWaiting waiting = new OrderWaiting(desk, stored, log, settings, transaction, clock);
        UUID id = enrolled();
        FrontEndHost host = stored.find(id).orElseThrow();
        Order order = new Order(
                UUID.randomUUID(),
                1,
                UUID.randomUUID(),
                new ReadAddress("postgresql", "db", 5432, "d", List.of(), "u", "s", null, null, false),
                false,
                null,
                0,
                false,
                null);
        assertThatThrownBy(() -> waiting.connected(host)).isInstanceOfSatisfying(SourceUnreadable.class, away -> {
            assertThat(away.reason()).isEqualTo(SourceUnreadable.Reason.HOST_AWAY);
            assertThat(away.detail()).matches("机房, \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d");
        });
        var _ = desk.ask(id, new Wire.Ask(UUID.randomUUID(), "test", List.of(), 4));
        CompletableFuture<SourceUnreadable> failed = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                waiting.carriedOut(host, order, nowhere(), found -> null, new ThroughHost.Cancelled());
                failed.complete(null);
            } catch (SourceUnreadable e) {
                failed.complete(e);
            }
        });
        org.awaitility.Awaitility.await().until(() -> {
            try {
                return desk.order(id, order.id()).isHanded();
            } catch (HostRefused notYet) {
                return false;
            }
        });
        clock.now = clock.now.plus(Duration.ofMinutes(14));
        assertThat(failed).isNotDone();
        clock.now = clock.now.plus(Duration.ofMinutes(2));
        assertThat(failed.get(30, TimeUnit.SECONDS).reason()).isEqualTo(SourceUnreadable.Reason.HOST_SILENT);
        assertThat(log.of(id)).extracting(OrderLog.Line::problem).containsExactly("HOST_SILENT");
    }

    private static PartSink nowhere() {
        return new PartSink() {
            @Override
            public void write(int part, byte[] from, int start, int length) {
                throw new IllegalStateException("nothing was sent");
            }

            @Override
            public void restart() {
                throw new IllegalStateException("nothing was begun again");
            }
        };
    }

    private static final class Hands extends Clock {
        private volatile Instant now = Instant.now();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private UUID enrolled() {
        FrontEndHosts.Created created = city.host(city.unit(), "机房");
        stored.enrol(created.id(), "key of " + created.id(), "test", 1, Instant.now());
        return created.id();
    }

    private void seen(UUID host, Duration ago) {
        jdbc.sql("update frontendhost.host set last_seen_at = now() - cast(:ago as interval) where id = :id")
                .param("ago", ago.toSeconds() + " seconds")
                .param("id", host)
                .update();
    }

    private List<String> told(UUID host) {
        String unit = stored.find(host).orElseThrow().unit().value();
        return trail.list(new ListQuery(1, 200, null, null)).items().stream()
                .filter(entry -> unit.equals(entry.unit()) && !entry.action().endsWith("create"))
                .map(AuditEntry::action)
                .toList()
                .reversed();
    }
}
