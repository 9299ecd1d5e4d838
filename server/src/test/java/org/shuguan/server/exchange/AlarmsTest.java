package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.settings.Settings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Planted attacks raise alarms, and two weeks of normal use raise none.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ExchangeCity.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlarmsTest {
    /// A working day of a program: keys without an order, some of which are not there.
    private static final int CALLS_A_DAY = 150;

    @Autowired
    ExchangeCity city;

    @Autowired
    AlarmController controller;

    @Autowired
    CallRecorder recorder;

    @Autowired
    Sealing sealing;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Settings settings;

    @Autowired
    JsonMapper json;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    /// The middle of an afternoon: at night the use of the day would itself be odd.
    private final LocalDate today = CityTime.day(Instant.now());

    private final Instant now = CityTime.startOf(today).plus(15, ChronoUnit.HOURS);

    private ExchangeCity.Owner data;

    @BeforeAll
    void theOwner() throws Exception {
        data = city.owner();
    }

    private final class Use {
        private final ExchangeCity.Consumer client = city.consumer();
        private final UnitCode consumer = client.unit();
        private final UnitCode owner = data.unit();
        private final UUID grant = city.granting(data, client).item("id", "编号").give();

        private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

        void call(Instant at, String filter, int rows) {
            written = recorder.submit(new Call(
                    at,
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    "业务系统",
                    consumer,
                    grant,
                    "GX-" + grant,
                    owner.value(),
                    "307441/000001",
                    "核对",
                    Call.Action.READ,
                    filter,
                    "id",
                    rows,
                    200,
                    "ok",
                    1000,
                    100,
                    new byte[32],
                    null,
                    "127.0.0.1"));
        }

        /// Two weeks of office hours.
        Use usual() {
            for (int day = 1; day <= 14; day++) {
                Instant morning = CityTime.startOf(today.minusDays(day)).plus(9, ChronoUnit.HOURS);
                for (int i = 0; i < CALLS_A_DAY; i++) {
                    call(morning.plusSeconds(60L * i), "id = " + (i * 7919 % 5000), i % 10 == 0 ? 0 : 10);
                }
            }
            return this;
        }

        /// The same amount within the last hour.
        Use today() {
            for (int i = 0; i < CALLS_A_DAY; i++) {
                call(now.minusSeconds(3000 - 10L * i), "id = " + (i * 7919 % 5000), i % 10 == 0 ? 0 : 10);
            }
            return this;
        }

        List<AlarmKind> raised() {
            call(now, "", 1);
            written.join();
            sealing.sealAll();
            Alarms then = new Alarms(jdbc, settings, json, events, transaction, Clock.fixed(now, ZoneOffset.UTC));
            then.look();
            then.look();
            return jdbc.sql("select kind from exchange.alarm where data_grant = :grant order by kind")
                    .param("grant", grant)
                    .query((row, n) -> AlarmKind.valueOf(row.getString(1).toUpperCase(java.util.Locale.ROOT)))
                    .list();
        }
    }

    @Test
    void usualUseAndTheFirstDaysOfAGrantRaiseNone() {
        assertThat(new Use().usual().today().raised()).isEmpty();
        assertThat(new Use().today().raised()).isEmpty();
    }

    @Test
    void farMoreRowsThanOnAnyDayBeforeAreToldOnce() {
        Use use = new Use().usual();
        IntStream.range(0, 6).forEach(i -> use.call(now.minusSeconds(i), "", 1000));
        assertThat(use.raised()).containsExactly(AlarmKind.VOLUME);
    }

    @Test
    void keyAfterKeyIsToldAlsoFromTheFirstDayOn() {
        Use use = new Use();
        IntStream.range(0, 200)
                .forEach(
                        i -> use.call(now.minusSeconds(1000 - i), "id_number = '44120219900101" + (1000 + i) + "'", 1));
        assertThat(use.raised()).containsExactly(AlarmKind.WALK);
    }

    @Test
    void guessedKeysAreTold() {
        Use use = new Use();
        IntStream.range(0, 200)
                .forEach(
                        i -> use.call(now.minusSeconds(1000 - i), "id = " + (i * 7919 % 100_003), i % 20 == 0 ? 1 : 0));
        assertThat(use.raised()).containsExactly(AlarmKind.EMPTY);
    }

    @Test
    void theNightIsToldOfAClientThatSleptBefore() {
        Instant midnight = CityTime.startOf(today);
        Use use = new Use().usual();
        IntStream.range(0, 30).forEach(i -> use.call(midnight.plusSeconds(i), "id = " + (i * 7919 % 5000), 5));
        assertThat(use.raised()).containsExactly(AlarmKind.NIGHT);
    }

    @Test
    void theOwnerClosesAnAlarmWithWhatWasFoundAndNobodyElse() {
        Use use = new Use();
        IntStream.range(0, 200).forEach(i -> use.call(now.minusSeconds(1000 - i), "id = " + (70_000 + i), 1));
        assertThat(use.raised()).containsExactly(AlarmKind.WALK);
        Actor owner = Actors.holding("专员", Role.DATA_STEWARD, use.owner);
        Actor consumer = Actors.holding("专员", Role.DATA_STEWARD, use.consumer);
        AlarmController.AlarmView seen = openOf(use, consumer).getFirst();
        assertThat(seen.mayClose()).isFalse();
        assertThat(seen.sentence()).contains("200");
        var finding = new AlarmController.Finding("批量核对，已约定改用文件方式");
        assertThatThrownBy(() -> controller.close(seen.id(), finding, consumer)).isInstanceOf(Forbidden.class);

        AlarmController.AlarmView closed = controller.close(seen.id(), finding, owner);

        assertThat(closed.finding()).isEqualTo(finding.finding());
        assertThatThrownBy(() -> controller.close(seen.id(), finding, owner)).isInstanceOf(ExchangeRefused.class);
        assertThat(openOf(use, owner)).isEmpty();
    }

    private List<AlarmController.AlarmView> openOf(Use use, Actor actor) {
        return controller.list(null, "open", new ListQuery(null, 200, null, null), actor).items().stream()
                .filter(alarm -> alarm.grant().equals(use.grant))
                .toList();
    }
}
