package org.shuguan.server.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Institution;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Issued tokens, and the record of those that were refused.
@Service
@Transactional
class Tokens {
    private static final Duration NOTED = Duration.ofMinutes(1);

    private final Clients clients;
    private final Institution institution;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Tokens(Clients clients, Institution institution, ApplicationEventPublisher events, Clock clock) {
        this.clients = clients;
        this.institution = institution;
        this.events = events;
        this.clock = clock;
    }

    void issue(String token, UUID client, String scopes, Instant issuedAt, Instant expiresAt) {
        clients.issue(RandomText.hash(token), client, scopes, issuedAt, expiresAt);
        clients.find(client)
                .ifPresent(found -> events.publishEvent(
                        new TokenEvent("client.token", name(found), found.unit().value(), Map.of("scopes", scopes))));
    }

    /// @param client as the request names it, which may be anything
    /// @param error of RFC 6749
    void refused(@Nullable String client, String error) {
        Optional<Client> known = uuid(client).flatMap(clients::find);
        events.publishEvent(new TokenEvent(
                "client.token-refused",
                known.map(this::name).orElse("?"),
                known.map(found -> found.unit().value()).orElse(null),
                Map.of("error", error)));
    }

    /// The client of a valid token; its last use is noted to the minute.
    Optional<Clients.Machine> machine(String token) {
        Instant now = clock.instant();
        Optional<Clients.Machine> found = clients.machine(RandomText.hash(token), now);
        found.filter(machine -> machine.lastUsedAt() == null
                        || machine.lastUsedAt().plus(NOTED).isBefore(now))
                .ifPresent(machine -> clients.used(machine.client(), now));
        return found;
    }

    /// The client as the audit shows it.
    String name(Client client) {
        return "client " + client.name() + " (" + institution.unitName(client.unit()) + ")";
    }

    String name(Clients.Machine machine) {
        return "client " + machine.name() + " (" + institution.unitName(machine.unit()) + ")";
    }

    static Optional<UUID> uuid(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException no) {
            return Optional.empty();
        }
    }
}
