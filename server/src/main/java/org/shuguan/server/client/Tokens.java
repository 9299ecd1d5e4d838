package org.shuguan.server.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.OneTimeSecret;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Issued tokens, and the record of those that were refused.
@Service
@Transactional
class Tokens {
    private static final Duration NOTED = Duration.ofMinutes(1);
    /// a client that nobody registered
    private static final String UNKNOWN = "?";
    private static final int MOST = 20;
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final int MOST_CLIENTS = 10_000;

    private final Clients clients;
    private final Institution institution;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Cache<String, AtomicInteger> refusals = Caffeine.newBuilder()
            .maximumSize(MOST_CLIENTS)
            .expireAfterWrite(PERIOD)
            .build();

    Tokens(Clients clients, Institution institution, ApplicationEventPublisher events, Clock clock) {
        this.clients = clients;
        this.institution = institution;
        this.events = events;
        this.clock = clock;
    }

    void issue(String token, UUID client, String scopes, Instant issuedAt, Instant expiresAt) {
        clients.issue(OneTimeSecret.hash(token), client, scopes, issuedAt, expiresAt);
        clients.find(client)
                .ifPresent(found -> events.publishEvent(
                        new TokenEvent("client.token", name(found), found.unit().value(), Map.of("scopes", scopes))));
    }

    /// Records that no token was issued. So that nobody can flood the record, of each client, and of all unknown ones
    /// together, the first [#MOST] refusals within ten minutes are recorded, and then each time their number has
    /// doubled.
    ///
    /// @param client as the request names it, which may be anything
    /// @param error of RFC 6749
    void refused(@Nullable String client, String error) {
        Optional<Client> known = uuid(client).flatMap(clients::find);
        int count = refusals.get(
                        known.map(found -> found.id().toString()).orElse(UNKNOWN), first -> new AtomicInteger())
                .incrementAndGet();
        if (!isRecorded(count)) {
            return;
        }
        events.publishEvent(new TokenEvent(
                "client.token-refused",
                known.map(this::name).orElse(UNKNOWN),
                known.map(found -> found.unit().value()).orElse(null),
                Map.of("error", error, "refusals", String.valueOf(count))));
    }

    private static boolean isRecorded(int count) {
        return count <= MOST || (count % MOST == 0 && Integer.bitCount(count / MOST) == 1);
    }

    /// The client of a valid token, empty if the client or its unit has ended; its last use is noted to the minute.
    Optional<Clients.Machine> machine(String token) {
        Instant now = clock.instant();
        Optional<Clients.Machine> found =
                clients.machine(OneTimeSecret.hash(token), now).filter(machine -> exists(machine.unit()));
        found.filter(machine -> machine.lastUsedAt() == null
                        || machine.lastUsedAt().plus(NOTED).isBefore(now))
                .ifPresent(machine -> clients.used(machine.client(), now));
        return found;
    }

    /// Whether the unit exists today: a machine reads in its name.
    boolean exists(UnitCode unit) {
        LocalDate today = institution.today();
        return institution.unit(unit).filter(one -> one.existsOn(today)).isPresent();
    }

    /// The client as the audit shows it.
    private String name(Client client) {
        return name(client.name(), client.unit());
    }

    /// The client as the audit shows it.
    String name(Clients.Machine machine) {
        return name(machine.name(), machine.unit());
    }

    /// With the unit's Chinese name, whatever the language of the request: the audit has one name for each client.
    private String name(String client, UnitCode unit) {
        return "client " + client + " ("
                + institution.unit(unit).map(Unit::name).orElse(unit.value()) + ")";
    }

    static Optional<UUID> uuid(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException no) {
            return Optional.empty();
        }
    }
}
