package org.shuguan.server.frontendhost;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.agent.Proof;
import org.shuguan.dataplane.agent.ReadAddress;
import org.shuguan.dataplane.source.Source;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.AfterCommit;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.OneTimeSecret;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The front-end hosts of units, and sources that are read through them.
@Service
@Transactional
public class FrontEndHosts {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_PROGRAM = 100;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final Hosts hosts;
    private final OrderDesk desk;
    private final OrderWaiting waiting;
    private final OrderLog log;
    private final Nonces nonces;
    private final Access access;
    private final Institution institution;
    private final Setting<Duration> codeValid;
    private final Setting<Duration> away;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    FrontEndHosts(
            Hosts hosts,
            OrderDesk desk,
            OrderWaiting waiting,
            OrderLog log,
            Nonces nonces,
            Access access,
            Institution institution,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.hosts = hosts;
        this.desk = desk;
        this.waiting = waiting;
        this.log = log;
        this.nonces = nonces;
        this.access = access;
        this.institution = institution;
        this.codeValid = settings.minutes("frontendhost.code");
        this.away = settings.minutes("frontendhost.away");
        this.events = events;
        this.clock = clock;
    }

    /// A front-end host that a source may be read through.
    public record Named(UUID id, String name) {}

    /// A created host with its one-time code, which is not stored in plain text.
    public record Created(UUID id, String code) {}

    /// Those of a unit and of the units that it succeeds that were not ended, by name.
    @Transactional(readOnly = true)
    public List<Named> of(UnitCode unit) {
        LocalDate today = institution.today();
        return hosts.of(institution.answersFor(institution.answering(unit, today), today)).stream()
                .map(host -> new Named(host.id(), host.name()))
                .toList();
    }

    /// The name of a host, also of one that was ended.
    @Transactional(readOnly = true)
    public Optional<String> name(UUID id) {
        return hosts.find(id).map(FrontEndHost::name);
    }

    /// A source as the front-end host reads it. Whether the host is there is found out when it is opened.
    @Transactional(readOnly = true)
    public Source.Remote through(UUID id, ReadAddress address) {
        FrontEndHost host = hosts.find(id).orElseThrow(NotFound::new);
        int connections = address.namesDatabase() ? Source.Limits.DEFAULT.connections() : 1;
        return new Source.Remote(
                host.name() + " " + address.shown(),
                address.namesDatabase(),
                connections,
                () -> new ThroughHost(waiting, host, address));
    }

    /// Creates a front-end host of a unit.
    public Created create(@Nullable UnitCode unit, @Nullable String name, Actor actor) {
        new InvalidInput.Check()
                .that(unit != null, "unit", "required")
                .that(!said(name).isEmpty(), "name", "required")
                .that(said(name).length() <= LONGEST_NAME, "name", "too-long", Map.of("max", LONGEST_NAME))
                .orRefuse();
        UnitCode its = access.mustBegin(actor, HostPermission.MANAGE, Objects.requireNonNull(unit));
        String code = OneTimeSecret.code();
        Instant now = clock.instant();
        FrontEndHost host = new FrontEndHost(
                UUID.randomUUID(),
                its,
                said(name),
                FrontEndHost.State.WAITING,
                null,
                now.plus(codeValid.today()),
                actor.officerName(),
                actor.officer().value(),
                now,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        try {
            hosts.add(host, OneTimeSecret.hashOfCode(code));
        } catch (DuplicateKeyException taken) {
            throw HostRefused.nameTaken();
        }
        events.publishEvent(HostEvent.of(host, HostEvent.What.CREATE, actor.officer(), Map.of(), now));
        return new Created(host.id(), code);
    }

    /// A new one-time code, for a program with another key. The key that is registered now is valid until the code is
    /// used.
    String newCode(UUID id, Actor actor) {
        FrontEndHost host = hosts.lock(id).orElseThrow(NotFound::new);
        access.must(actor, HostPermission.MANAGE, host.unit());
        if (host.state() == FrontEndHost.State.ENDED) {
            throw HostRefused.alreadyEnded();
        }
        String code = OneTimeSecret.code();
        hosts.setCode(id, OneTimeSecret.hashOfCode(code), clock.instant().plus(codeValid.today()));
        events.publishEvent(HostEvent.of(host, HostEvent.What.CODE, actor.officer(), Map.of(), clock.instant()));
        return code;
    }

    /// Registers the key of a program that knows the code. Both was proven: that it has the key, and the code.
    FrontEndHost enrol(AgentRequests.Applicant applicant) {
        String code = applicant.wants().code() == null ? "" : applicant.wants().code();
        Instant now = clock.instant();
        FrontEndHost host =
                hosts.lockByCode(OneTimeSecret.hashOfCode(code), now).orElseThrow(HostRefused::wrongCode);
        try {
            hosts.enrol(host.id(), applicant.key(), program(applicant.wants().program()), applicant.protocol(), now);
        } catch (DuplicateKeyException taken) {
            throw HostRefused.keyTaken();
        }
        String fingerprint = Proof.key(applicant.key()).map(Proof::fingerprint).orElse("");
        events.publishEvent(HostEvent.of(host, HostEvent.What.ENROL, null, Map.of("key", fingerprint), now));
        return host;
    }

    /// Ends it at once: its next request is refused, and what it is reading fails.
    void end(UUID id, @Nullable String reason, Actor actor) {
        FrontEndHost host = hosts.lock(id).orElseThrow(NotFound::new);
        access.must(actor, HostPermission.END, host.unit());
        new InvalidInput.Check()
                .that(!said(reason).isEmpty(), "reason", "required")
                .that(said(reason).length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .orRefuse();
        if (host.state() == FrontEndHost.State.ENDED) {
            throw HostRefused.alreadyEnded();
        }
        hosts.end(id, clock.instant(), actor.officerName(), said(reason));
        events.publishEvent(HostEvent.of(
                host, HostEvent.What.END, actor.officer(), Map.of("reason", said(reason)), clock.instant()));
        AfterCommit.run(() -> {
            desk.end(id, host.name(), said(reason));
            nonces.forget(id);
        });
    }

    /// Notes that a host has asked for orders.
    void seen(FrontEndHost host, @Nullable String program, int protocol) {
        hosts.seen(host.id(), clock.instant(), program(program), protocol);
    }

    private static String program(@Nullable String program) {
        String text =
                program == null ? "?" : program.replaceAll("\\p{Cntrl}", " ").strip();
        return text.substring(0, Math.min(text.length(), LONGEST_PROGRAM));
    }

    /// Tells the units of hosts that have not been seen for the minutes of the rule, once until they are seen again.
    void look() {
        Instant now = clock.instant();
        for (FrontEndHost host : hosts.notSeenSince(now.minus(away.today()))) {
            hosts.toldAway(host.id(), now);
            Instant seen = Objects.requireNonNull(host.lastSeenAt());
            events.publishEvent(HostEvent.of(
                    host, HostEvent.What.AWAY, null, Map.of("since", TIME.format(seen.atZone(CityTime.ZONE))), now));
        }
        for (FrontEndHost host : hosts.seenAgain()) {
            hosts.toldAway(host.id(), null);
            events.publishEvent(HostEvent.of(host, HostEvent.What.BACK, null, Map.of(), now));
        }
        log.tidy(now);
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
