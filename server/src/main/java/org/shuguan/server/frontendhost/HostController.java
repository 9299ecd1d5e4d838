package org.shuguan.server.frontendhost;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.agent.Proof;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
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

/// Front-end hosts for the people of their units.
@RestController
@RequestMapping("/api/front-end-hosts")
class HostController {
    /// @param connected whether it waits for orders now
    /// @param lastSeenAt when it asked for orders last, null if never
    record HostRow(
            UUID id,
            UnitCode unit,
            String unitName,
            String name,
            FrontEndHost.State state,
            boolean connected,
            @Nullable Instant lastSeenAt,
            @Nullable String program,
            Instant createdAt) {}

    /// What it was asked to read.
    ///
    /// @param table null for the list of tables
    /// @param problem why it failed, as a sentence; null if it did not
    record OrderView(
            UUID id,
            String source,
            @Nullable String table,
            Instant askedAt,
            Instant endedAt,
            int attempts,
            long rows,
            long bytes,
            @Nullable String problem) {}

    /// @param key what people compare with what the program has shown
    /// @param codeUntil until when a one-time code is valid, null if there is none
    record HostPage(
            HostRow row,
            @Nullable String key,
            @Nullable Integer protocol,
            String createdBy,
            @Nullable Instant codeUntil,
            @Nullable Instant enrolledAt,
            @Nullable Instant endedAt,
            @Nullable String endedBy,
            @Nullable String endReason,
            List<OrderView> orders,
            boolean mayManage,
            boolean mayEnd) {}

    record NewRequest(@Nullable UnitCode unit, @Nullable String name) {}

    record EndHostRequest(@Nullable String reason) {}

    /// @param code shown only once
    record CodeView(UUID id, String code) {}

    /// A front-end host that can be chosen for a source.
    record HostChoice(UUID id, String name) {}

    static final ListColumns<HostRow> COLUMNS = ListColumns.<HostRow>titled("frontendhost.column.")
            .column("name", HostRow::name, "name")
            .column("unit", HostRow::unitName, "unit")
            .word("state", "frontendhost.state.", row -> row.state().word(), "state")
            .word("connected", "frontendhost.connected.", row -> Boolean.toString(row.connected()))
            .column("lastSeenAt", HostRow::lastSeenAt, "last_seen_at")
            .column("program", HostRow::program, "program")
            .column("createdAt", HostRow::createdAt, "created_at")
            .filter("state", FrontEndHost.State.values());

    private final FrontEndHosts service;
    private final Hosts hosts;
    private final OrderDesk desk;
    private final OrderLog log;
    private final Access access;
    private final Institution institution;
    private final Texts texts;

    HostController(
            FrontEndHosts service,
            Hosts hosts,
            OrderDesk desk,
            OrderLog log,
            Access access,
            Institution institution,
            Texts texts) {
        this.service = service;
        this.hosts = hosts;
        this.desk = desk;
        this.log = log;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
    }

    @GetMapping
    Listing<HostRow> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        return hosts.list(access.scope(actor, HostPermission.READ), COLUMNS.chosen("state", state), query)
                .map(host -> row(host, names));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(format, texts.say("frontendhost.list"), query, page -> list(state, page, actor), texts);
    }

    /// Those that a source of the unit may be read through.
    @GetMapping("/choices")
    List<HostChoice> choices(@RequestParam UnitCode unit, Actor actor) {
        if (!access.can(actor, HostPermission.READ, unit)) {
            return List.of();
        }
        return service.of(unit).stream()
                .map(one -> new HostChoice(one.id(), one.name()))
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CodeView create(@RequestBody NewRequest request, Actor actor) {
        FrontEndHosts.Created created = service.create(request.unit(), request.name(), actor);
        return new CodeView(created.id(), created.code());
    }

    @GetMapping("/{id}")
    HostPage one(@PathVariable UUID id, Actor actor) {
        FrontEndHost host = visible(id, actor);
        boolean open = host.state() != FrontEndHost.State.ENDED;
        return new HostPage(
                row(host, institution::unitName),
                Proof.key(host.publicKey()).map(Proof::fingerprint).orElse(null),
                host.protocol(),
                host.createdBy(),
                host.codeUntil(),
                host.enrolledAt(),
                host.endedAt(),
                host.endedBy(),
                host.endReason(),
                log.of(id).stream().map(this::view).toList(),
                open && access.can(actor, HostPermission.MANAGE, host.unit()),
                open && access.can(actor, HostPermission.END, host.unit()));
    }

    /// Gives the host a new one-time code.
    @PostMapping("/{id}/code")
    CodeView newCode(@PathVariable UUID id, Actor actor) {
        visible(id, actor);
        return new CodeView(id, service.newCode(id, actor));
    }

    @PostMapping("/{id}/end")
    HostPage end(@PathVariable UUID id, @RequestBody EndHostRequest request, Actor actor) {
        visible(id, actor);
        service.end(id, request.reason(), actor);
        return one(id, actor);
    }

    private FrontEndHost visible(UUID id, Actor actor) {
        return hosts.find(id)
                .filter(host -> access.can(actor, HostPermission.READ, host.unit()))
                .orElseThrow(NotFound::new);
    }

    private OrderView view(OrderLog.Line line) {
        return new OrderView(
                line.id(),
                line.source(),
                line.tablePath(),
                line.askedAt(),
                line.endedAt(),
                line.attempts(),
                line.rows(),
                line.bytes(),
                line.problem() == null
                        ? null
                        : texts.say(
                                "census.reason." + line.problem(), Map.of("detail", String.valueOf(line.detail()))));
    }

    private HostRow row(FrontEndHost host, Function<UnitCode, String> names) {
        boolean enrolled = host.state() == FrontEndHost.State.ENROLLED;
        return new HostRow(
                host.id(),
                host.unit(),
                names.apply(host.unit()),
                host.name(),
                host.state(),
                enrolled && desk.isConnected(host.id()),
                enrolled ? desk.seen(host.id()).orElse(host.lastSeenAt()) : host.lastSeenAt(),
                host.program(),
                host.createdAt());
    }
}
