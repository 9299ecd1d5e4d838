package org.shuguan.server.client;

import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.SensitiveAct;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.CasePanel;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Machine clients.
@RestController
@RequestMapping("/api/clients")
class ClientController {
    record Row(
            UUID id,
            String name,
            UnitCode unit,
            String unitName,
            List<String> scopes,
            Client.State state,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    /// A secret or a set of keys, without its content.
    ///
    /// @param keyIds of a set of keys
    /// @param validUntil null for the current one
    record CredentialView(
            UUID id,
            String kind,
            List<String> keyIds,
            String createdBy,
            Instant createdAt,
            @Nullable Instant validUntil) {}

    /// @param audience that signed assertions must name
    /// @param mayManage whether the reader may give new keys or a new secret now
    /// @param mayEnd whether the reader may end it now
    record ClientPage(
            Row row,
            String purpose,
            String createdBy,
            @Nullable Instant endedAt,
            String audience,
            List<CredentialView> credentials,
            boolean mayManage,
            boolean mayEnd,
            CasePanel panel) {}

    record AskRequest(
            @Nullable UnitCode unit,
            @Nullable String name,
            @Nullable String purpose,
            @Size(max = MachineClients.MOST_SCOPES) List<String> scopes) {}

    record Asked(UUID id) {}

    record DecisionRequest(@Nullable String comment) {}

    record KeysRequest(@Nullable String keys) {}

    record EndRequest(@Nullable String reason) {}

    /// @param secret shown only once
    record Secret(String secret) {}

    static final ListColumns<Row> COLUMNS = ListColumns.<Row>titled("client.column.")
            .column("name", Row::name, "name")
            .column("unit", Row::unitName, "unit")
            .column("scopes", row -> String.join(" ", row.scopes()))
            .word("state", "client.state.", row -> row.state().word(), "state")
            .column("createdAt", Row::createdAt, "created_at")
            .column("lastUsedAt", Row::lastUsedAt, "last_used_at")
            .filter("state", Client.State.values());

    private final MachineClients service;
    private final Clients clients;
    private final Approvals approvals;
    private final Access access;
    private final Institution institution;
    private final Texts texts;
    private final Clock clock;

    ClientController(
            MachineClients service,
            Clients clients,
            Approvals approvals,
            Access access,
            Institution institution,
            Texts texts,
            Clock clock) {
        this.service = service;
        this.clients = clients;
        this.approvals = approvals;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping
    Listing<Row> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        return clients.list(access.scope(actor, ClientPermission.READ), COLUMNS.chosen("state", state), query)
                .map(client -> row(client, names));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(format, texts.say("client.list"), query, page -> list(state, page, actor), texts);
    }

    /// The scopes that there are.
    @GetMapping("/scopes")
    List<MachineScope> scopes(Actor actor) {
        return List.of(MachineScope.values());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Asked ask(@RequestBody AskRequest request, Actor actor) {
        return new Asked(service.ask(request.unit(), request.name(), request.purpose(), request.scopes(), actor));
    }

    @GetMapping("/{id}")
    ClientPage one(@PathVariable UUID id, Actor actor) {
        Client client = visible(id, actor);
        boolean active = client.state() == Client.State.ACTIVE;
        return new ClientPage(
                row(client, institution::unitName),
                client.purpose(),
                client.createdBy(),
                client.endedAt(),
                TokenEndpoint.AUDIENCE,
                clients.credentials(id, clock.instant()).stream()
                        .map(ClientController::view)
                        .toList(),
                active && access.can(actor, ClientPermission.MANAGE, client.unit()),
                active && access.can(actor, ClientPermission.END, client.unit()),
                approvals.panel(ClientFlow.FLOW, client.caseId(), actor));
    }

    /// Approves or refuses the client.
    @PostMapping("/{id}/{outcome:approve|refuse}")
    ClientPage decide(
            @PathVariable UUID id,
            @PathVariable ClientFlow.Outcome outcome,
            @RequestBody DecisionRequest request,
            Actor actor) {
        visible(id, actor);
        service.decide(id, outcome, request.comment(), actor);
        return one(id, actor);
    }

    /// Gives the client a new secret.
    @PostMapping("/{id}/secret")
    @SensitiveAct("client-credentials")
    Secret newSecret(@PathVariable UUID id, Actor actor) {
        visible(id, actor);
        return new Secret(service.newSecret(id, actor));
    }

    /// Gives the client new public keys.
    @PostMapping("/{id}/keys")
    @SensitiveAct("client-credentials")
    ClientPage newKeys(@PathVariable UUID id, @RequestBody KeysRequest request, Actor actor) {
        visible(id, actor);
        service.newKeys(id, request.keys(), actor);
        return one(id, actor);
    }

    @PostMapping("/{id}/end")
    ClientPage end(@PathVariable UUID id, @RequestBody EndRequest request, Actor actor) {
        visible(id, actor);
        service.end(id, request.reason(), actor);
        return one(id, actor);
    }

    private Client visible(UUID id, Actor actor) {
        return clients.find(id)
                .filter(client -> access.can(actor, ClientPermission.READ, client.unit()))
                .orElseThrow(NotFound::new);
    }

    private static CredentialView view(Clients.Credential credential) {
        List<String> keyIds = credential.kind().equals("keys")
                ? PublicKeys.parse(credential.content()).getKeys().stream()
                        .map(key -> key.getKeyID() == null ? "—" : key.getKeyID())
                        .toList()
                : List.of();
        return new CredentialView(
                credential.id(),
                credential.kind(),
                keyIds,
                credential.createdBy(),
                credential.createdAt(),
                credential.validUntil());
    }

    private static Row row(Client client, Function<UnitCode, String> names) {
        return new Row(
                client.id(),
                client.name(),
                client.unit(),
                names.apply(client.unit()),
                client.scopeList(),
                client.state(),
                client.createdAt(),
                client.lastUsedAt());
    }
}
