package org.shuguan.server.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Decided;
import org.shuguan.server.approval.Given;
import org.shuguan.server.approval.NewCase;
import org.shuguan.server.approval.StepGone;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.OneTimeSecret;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Registration, credentials and end of machine clients.
@Service
@Transactional
public class MachineClients {
    static final int MOST_SCOPES = 20;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PURPOSE = 1000;

    private final Clients clients;
    private final Approvals approvals;
    private final Access access;
    private final Institution institution;
    private final Setting<Integer> overlap;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    MachineClients(
            Clients clients,
            Approvals approvals,
            Access access,
            Institution institution,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.clients = clients;
        this.approvals = approvals;
        this.access = access;
        this.institution = institution;
        this.overlap = settings.days("client.overlap");
        this.events = events;
        this.clock = clock;
    }

    /// An active client.
    public record Active(UUID id, String name) {}

    /// The active clients of a unit and of the units that it succeeds, by name.
    @Transactional(readOnly = true)
    public List<Active> activeOf(UnitCode unit) {
        LocalDate today = institution.today();
        return clients.activeOf(institution.answersFor(institution.answering(unit, today), today));
    }

    /// Asks for a client of a unit.
    ///
    /// @param scopes words of the scopes
    public UUID ask(
            @Nullable UnitCode unit,
            @Nullable String name,
            @Nullable String purpose,
            List<String> scopes,
            Actor actor) {
        List<String> words = List.of(new LinkedHashSet<>(scopes).toArray(String[]::new));
        new InvalidInput.Check()
                .that(unit != null, "unit", "required")
                .that(!said(name).isEmpty(), "name", "required")
                .that(said(name).length() <= LONGEST_NAME, "name", "too-long", Map.of("max", LONGEST_NAME))
                .that(!said(purpose).isEmpty(), "purpose", "required")
                .that(said(purpose).length() <= LONGEST_PURPOSE, "purpose", "too-long", Map.of("max", LONGEST_PURPOSE))
                .that(!words.isEmpty(), "scopes", "required")
                .that(words.stream().allMatch(MachineClients::isScope), "scopes", "scope-unknown")
                .orRefuse();
        UnitCode its = access.mustBegin(actor, ClientPermission.MANAGE, Objects.requireNonNull(unit));
        UUID id = UUID.randomUUID();
        String caseId = approvals.start(
                ClientFlow.FLOW,
                new NewCase(
                        id.toString(),
                        its,
                        access.servedBy(Role.BUREAU_OPERATOR, its),
                        said(name),
                        "/office/clients/" + id,
                        actor.is(Role.DATA_STEWARD, its) ? Role.DATA_STEWARD : Role.UNIT_CDO,
                        Map.of()),
                actor);
        Client client = new Client(
                id,
                said(name),
                its,
                said(purpose),
                String.join(" ", words),
                Client.State.ASKED,
                caseId,
                actor.officerName(),
                actor.officer(),
                clock.instant(),
                null,
                null);
        try {
            clients.add(client);
        } catch (DuplicateKeyException taken) {
            throw ClientRefused.nameTaken();
        }
        publish(client, ClientEvent.What.ASK, null, actor);
        return id;
    }

    /// Approves a client.
    public void approve(UUID id, @Nullable String comment, Actor actor) {
        decide(id, ClientFlow.Outcome.APPROVE, comment, actor);
    }

    /// Approves or refuses a client.
    void decide(UUID id, ClientFlow.Outcome outcome, @Nullable String comment, Actor actor) {
        Client client = clients.lock(id).orElseThrow(NotFound::new);
        Decided<Client.State> decided;
        try {
            decided = approvals.decide(
                    ClientFlow.FLOW,
                    client.caseId(),
                    client.state(),
                    outcome,
                    Given.comment(client.name(), comment),
                    actor);
        } catch (StepGone gone) {
            throw ClientRefused.notInThisState();
        }
        clients.setState(id, decided.state(), null);
        publish(client, ClientEvent.What.valueOf(outcome.name()), comment, actor);
    }

    /// Gives the client a new secret; the secret or keys before it stay valid for the days of the rule, earlier ones
    /// end.
    ///
    /// @return the secret, which is not stored in plain text
    String newSecret(UUID id, Actor actor) {
        String secret = OneTimeSecret.token();
        rotate(id, "secret", () -> OneTimeSecret.hash(secret), actor);
        return secret;
    }

    /// Gives the client new public keys; the secret or keys before them stay valid for the days of the rule, earlier
    /// ones end.
    ///
    /// @param keys the text of a JWK set
    void newKeys(UUID id, @Nullable String keys, Actor actor) {
        rotate(
                id,
                "keys",
                () -> PublicKeys.canonical(keys)
                        .orElseThrow(() -> new InvalidInput(
                                List.of(new InvalidInput.FieldError("keys", "public-keys", Map.of())))),
                actor);
    }

    /// @param content is asked for after the right was checked: it may be refused
    private void rotate(UUID id, String kind, Supplier<String> content, Actor actor) {
        Client client = clients.lock(id).orElseThrow(NotFound::new);
        access.must(actor, ClientPermission.MANAGE, client.unit());
        if (client.state() != Client.State.ACTIVE) {
            throw ClientRefused.notInThisState();
        }
        Instant now = clock.instant();
        clients.rotate(
                new Clients.Credential(
                        UUID.randomUUID(), id, kind, content.get(), actor.officerName(), actor.officer(), now, null),
                now.plus(Duration.ofDays(overlap.today())));
        publish(client, ClientEvent.What.ROTATE, null, actor);
    }

    /// Ends the client at once: its tokens, secrets and keys are deleted.
    void end(UUID id, @Nullable String reason, Actor actor) {
        Client client = clients.lock(id).orElseThrow(NotFound::new);
        access.must(actor, ClientPermission.END, client.unit());
        new InvalidInput.Check()
                .that(!said(reason).isEmpty(), "reason", "required")
                .that(said(reason).length() <= LONGEST_PURPOSE, "reason", "too-long", Map.of("max", LONGEST_PURPOSE))
                .orRefuse();
        if (client.state() != Client.State.ACTIVE) {
            throw ClientRefused.notInThisState();
        }
        clients.setState(id, Client.State.ENDED, clock.instant());
        clients.revoke(id);
        publish(client, ClientEvent.What.END, reason, actor);
    }

    private void publish(Client client, ClientEvent.What what, @Nullable String reason, Actor actor) {
        events.publishEvent(new ClientEvent(
                client.id(), client.name(), client.unit(), what, actor.officer(), reason, clock.instant()));
    }

    private static boolean isScope(String word) {
        return Arrays.stream(MachineScope.values())
                .anyMatch(scope -> scope.word().equals(word));
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
