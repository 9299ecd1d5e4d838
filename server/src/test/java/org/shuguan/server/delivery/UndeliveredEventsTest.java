package org.shuguan.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.delivery.DeliveryController.UndeliveredView;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Refusal;
import org.shuguan.server.platform.Texts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;

/// What the administrator sees and does where an event has not reached a listener.
@SpringBootTest
class UndeliveredEventsTest {
    private static final UnitCode UNIT = new UnitCode("UE");
    private static final ListQuery ALL = new ListQuery(1, 200, null, null);

    /// An event that tells what it is about, and carries what must not be shown.
    record Moved(UUID id, String person) implements Audited {
        @Override
        public String action() {
            return "delivery.send";
        }

        @Override
        public String subject() {
            return "box " + id;
        }

        @Override
        public String unit() {
            return UNIT.value();
        }
    }

    /// One that is not audited.
    record Quiet(UUID id, String person) {}

    static class Fails {
        private final Set<UUID> failing = ConcurrentHashMap.newKeySet();

        /// By methods, because the bean is a proxy.
        void fail(UUID id) {
            failing.add(id);
        }

        void mend(UUID id) {
            failing.remove(id);
        }

        @ApplicationModuleListener
        void on(Moved event) {
            failIfAsked(event.id(), event.person());
        }

        @ApplicationModuleListener
        void on(Quiet event) {
            failIfAsked(event.id(), event.person());
        }

        private void failIfAsked(UUID id, String person) {
            if (failing.contains(id)) {
                throw new IllegalStateException("no place for " + person);
            }
        }
    }

    @TestConfiguration
    static class Listening {
        @Bean
        Fails fails() {
            return new Fails();
        }
    }

    @Autowired
    DeliveryController controller;

    @Autowired
    UndeliveredNotices notices;

    @Autowired
    Fails listener;

    @Autowired
    Institution institution;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Texts texts;

    private final UUID id = UUID.randomUUID();
    private final Actor administrator = Actors.holding("管理员", Role.SYSTEM_ADMINISTRATOR, UNIT);

    @BeforeEach
    void anEventFails() {
        SampleUnits.department(institution, UNIT);
        listener.fail(id);
    }

    @Test
    void whatFailedIsListedWithItsReasonAndGoneAfterItWasSentAgain() {
        publish(new Moved(id, "王伟"));
        UndeliveredView failed = failed(id, 1);
        assertThat(failed.kind()).isEqualTo("Moved");
        assertThat(failed.unitName()).isEqualTo(institution.unitName(UNIT));
        assertThat(failed.listener()).isEqualTo("Fails");
        assertThat(failed.problem()).contains("IllegalStateException");
        assertThat(failed.nextTryAt()).isEqualTo(failed.since().plusSeconds(30));
        assertThat(failed.may()).containsExactly("send");

        controller.send(failed.id(), administrator);
        UndeliveredView again = failed(id, 2);
        assertThat(again.problem()).contains("IllegalStateException").isNotEqualTo(failed.problem());
        assertThat(again.nextTryAt()).isEqualTo(again.lastTryAt().plusSeconds(60));

        listener.mend(id);
        controller.send(failed.id(), administrator);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> listed().noneMatch(one -> one.id().equals(failed.id())));
        assertThatThrownBy(() -> controller.one(failed.id(), administrator)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> controller.send(failed.id(), administrator)).isInstanceOf(NotFound.class);
        assertThat(failures(failed.id())).isZero();
        assertThat(recorded(failed.id())).isEqualTo(2);
    }

    @Test
    void nothingOfAnEventIsShownButWhatItsAuditLineSays() {
        publish(new Moved(id, "王伟"));
        UUID quiet = UUID.randomUUID();
        listener.fail(quiet);
        publish(new Quiet(quiet, "李娜"));
        failed(id, 1);
        UndeliveredView other = await().atMost(Duration.ofSeconds(30)).until(this::quiet, found -> found != null);
        assertThat(other.subject()).isNull();
        assertThat(other.unitName()).isNull();
        assertThat(listed()).allSatisfy(one -> assertThat(one.toString()).doesNotContain("王伟", "李娜"));
    }

    @Test
    void anEventThatTheProgramCannotReadIsSaidToBeSoAndNotSent() {
        publish(new Moved(id, "王伟"));
        UUID publication = failed(id, 1).id();
        jdbc.sql("update platform.event_publication set event_type = 'org.shuguan.server.gone.Gone' where id = :id")
                .param("id", publication)
                .update();
        UndeliveredView unreadable = controller.one(publication, administrator);
        assertThat(unreadable.problem()).isEqualTo(texts.say("delivery.problem.unreadable"));
        assertThat(unreadable.nextTryAt()).isNull();
        assertThat(unreadable.may()).isEmpty();
        assertThatThrownBy(() -> controller.send(publication, administrator))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("delivery/unreadable"));
        jdbc.sql("delete from platform.event_publication where id = :id")
                .param("id", publication)
                .update();
    }

    @Test
    void theListIsSearchedSortedAndExported() {
        publish(new Moved(id, "王伟"));
        UUID publication = failed(id, 1).id();
        String words = texts.say("delivery.event.other", Map.of("kind", "Moved"));
        assertThat(found(words)).contains(publication);
        assertThat(found("fails.on")).contains(publication);
        assertThat(found("no-such-thing")).isEmpty();
        for (String sort : List.of("kind", "-listener", "since", "attempts", "-lastTry")) {
            assertThat(controller
                            .list(new ListQuery(1, 200, sort, null), administrator)
                            .items())
                    .isNotEmpty();
        }
        byte[] file = controller.export("csv", ALL, administrator).getBody();
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains("box " + id)
                .doesNotContain("王伟");
    }

    @Test
    void onlyAdministratorsSeeAndSend() {
        for (Role role : Role.values()) {
            if (role != Role.SYSTEM_ADMINISTRATOR) {
                Actor other = Actors.holding("某人", role, UNIT);
                assertThatThrownBy(() -> controller.list(ALL, other)).isInstanceOf(Forbidden.class);
                assertThatThrownBy(() -> controller.send(id, other)).isInstanceOf(Forbidden.class);
            }
        }
    }

    @Test
    void theAdministratorIsToldOnceADayOfWhatFailsAgainAndAgain() {
        OfficerId officer = institution.enrol("管理员");
        institution.appoint(
                officer,
                Role.SYSTEM_ADMINISTRATOR,
                UnitCode.CITY,
                new Institution.Terms("科员", null, institution.today(), null));
        publish(new Moved(id, "王伟"));
        UUID publication = failed(id, 1).id();
        notices.tell();
        assertThat(told(officer)).isEmpty();
        jdbc.sql("update platform.event_publication set completion_attempts = 3 where id = :id")
                .param("id", publication)
                .update();
        notices.tell();
        notices.tell();
        assertThat(told(officer)).containsExactly("/office/jobs/undelivered");
    }

    private static boolean isOfTheTests(Class<?> type) {
        return type.getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .equals(UndeliveredEventsTest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
    }

    @Test
    void everyEventAndListenerOfTheHouseHasItsWords() throws ClassNotFoundException {
        Set<String> keys = new TreeSet<>();
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AssignableTypeFilter(Object.class));
        for (var candidate : scan.findCandidateComponents("org.shuguan.server")) {
            Class<?> type = ClassUtils.forName(String.valueOf(candidate.getBeanClassName()), null);
            if (isOfTheTests(type)) {
                continue;
            }
            Stream.of(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(ApplicationModuleListener.class))
                    .filter(method -> type.getEnclosingClass() == null)
                    .forEach(method -> {
                        Class<?> heard = method.getParameterTypes()[0];
                        keys.add("delivery.listener." + type.getPackageName().replaceAll(".*\\.", ""));
                        if (!heard.isInterface()) {
                            keys.add("delivery.event." + heard.getSimpleName());
                        }
                    });
            if (org.shuguan.server.notice.Notifiable.class.isAssignableFrom(type)
                    && !type.isInterface()
                    && !Modifier.isAbstract(type.getModifiers())) {
                keys.add("delivery.event." + type.getSimpleName());
            }
        }
        assertThat(keys).contains("delivery.event.EntryPublished", "delivery.event.CensusFinished");
        assertThat(keys).hasSizeGreaterThan(20);
        for (String key : keys) {
            assertThat(texts.say(Locale.ENGLISH, key, Map.of())).as(key).isNotBlank();
            assertThat(texts.find(key)).as(key).isPresent();
        }
    }

    private void publish(Object event) {
        transaction.executeWithoutResult(status -> events.publishEvent(event));
    }

    private Stream<UndeliveredView> listed() {
        return controller.list(ALL, administrator).items().stream();
    }

    /// The event after its listener has failed so often.
    private UndeliveredView failed(UUID event, int attempts) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> listed().filter(one -> ("box " + event).equals(one.subject()))
                                .filter(one -> !one.underWay() && one.attempts() == attempts)
                                .toList(),
                        found -> found.size() == 1)
                .getFirst();
    }

    private @org.jspecify.annotations.Nullable UndeliveredView quiet() {
        return listed().filter(one -> one.kind().equals("Quiet") && !one.underWay())
                .findFirst()
                .orElse(null);
    }

    private List<UUID> found(String words) {
        return controller.list(new ListQuery(1, 200, null, words), administrator).items().stream()
                .map(UndeliveredView::id)
                .toList();
    }

    private long failures(UUID publication) {
        return jdbc.sql("select count(*) from platform.event_failure where publication = :id")
                .param("id", publication)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private long recorded(UUID publication) {
        return jdbc.sql("select count(*) from audit.entry where action = 'delivery.send' and subject = :subject")
                .param("subject", "event " + publication)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private List<String> told(OfficerId officer) {
        return jdbc.sql("select link from notice.notice where officer = :officer and code = 'undelivered-events'")
                .param("officer", officer.value())
                .query((row, n) -> row.getString(1))
                .list();
    }
}
