package org.shuguan.server.sharing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.client.MachineClients;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Grants: those that a unit gave and those that it received, and what is done with them.
@RestController
@RequestMapping("/api/sharing/grants")
class GrantController {
    /// Whose grants are listed.
    enum Side {
        /// of the reader's own entries
        GIVEN,
        /// of the reader's own units as consumers
        RECEIVED
    }

    /// The states by which grants are listed: that one has expired follows from its last day.
    enum Standing {
        ACTIVE,
        SUSPENDED,
        EXPIRED,
        ENDED
    }

    /// @param standing its state, `expired` after its last day
    record Row(
            UUID id,
            String number,
            UUID entry,
            String resource,
            String title,
            String ownerName,
            String consumerName,
            String purpose,
            List<String> items,
            List<Grant.Mode> modes,
            String standing,
            @Nullable String stateReason,
            LocalDate firstDay,
            LocalDate lastDay,
            @Nullable LocalDate lastUsedOn) {}

    /// @param rows the filter of rows as a text, empty for all rows
    /// @param request the request from which it came last
    /// @param byRule whether the rule for unconditional sharing granted it
    /// @param clients the chosen machine clients that are active
    /// @param choosable the active machine clients of the consumer, for the reader who may choose them
    /// @param may the reader's actions: `suspend`, `resume`, `narrow`, `end`, `renew`, `keep`, `clients`
    record GrantPage(
            Row row,
            Grant grant,
            String rows,
            UUID request,
            boolean byRule,
            List<MachineClients.Active> clients,
            List<MachineClients.Active> choosable,
            GrantRecords.@Nullable Need need,
            List<GrantRecords.Step> steps,
            List<String> may) {}

    record ReasonRequest(@Nullable String reason) {}

    record ClientsRequest(Set<UUID> clients) {}

    record Renewed(UUID request) {}

    static final ListColumns<Row> COLUMNS = ListColumns.<Row>titled("sharing.grant-column.")
            .column("number", Row::number, "number")
            .column("resource", Row::resource, "resource")
            .column("title", Row::title, "title")
            .column("owner", Row::ownerName, "owner")
            .column("consumer", Row::consumerName, "consumer")
            .column("purpose", Row::purpose)
            .column("items", row -> String.join("、", row.items()))
            .said(
                    "modes",
                    (row, texts) -> row.modes().stream()
                            .map(mode -> texts.say("sharing.mode." + mode.word()))
                            .collect(Collectors.joining("、")))
            .word("state", "sharing.grant-state.", Row::standing, "state")
            .column("firstDay", Row::firstDay, "first_day")
            .column("lastDay", Row::lastDay, "last_day")
            .column("lastUsedOn", Row::lastUsedOn, "last_used_on")
            .sorted("changed", "changed_at")
            .filter("state", Standing.values())
            .filter("side", Side.values());

    private final GrantRecords grants;
    private final GrantCare care;
    private final Requesting requesting;
    private final RequestParts parts;
    private final SharingSight sight;
    private final MachineClients clients;
    private final Access access;
    private final Institution institution;
    private final Texts texts;

    GrantController(
            GrantRecords grants,
            GrantCare care,
            Requesting requesting,
            RequestParts parts,
            SharingSight sight,
            MachineClients clients,
            Access access,
            Institution institution,
            Texts texts) {
        this.grants = grants;
        this.care = care;
        this.requesting = requesting;
        this.parts = parts;
        this.sight = sight;
        this.clients = clients;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
    }

    /// @param unit that owns or consumes
    /// @param owner the unit that owns
    /// @param usedFrom only those that were used on this day or later
    @GetMapping
    Listing<Row> list(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String side,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable UUID entry,
            @RequestParam @Nullable UnitCode owner,
            @RequestParam @Nullable LocalDate usedFrom,
            @ParameterObject ListQuery query,
            Actor actor) {
        var wanted = new GrantRecords.Wanted(
                COLUMNS.chosen("state", state),
                COLUMNS.chosen("side", side),
                unit == null || unit.isBlank() ? null : unit,
                entry,
                owner,
                usedFrom,
                institution.today());
        Function<UnitCode, String> names = institution.unitNames();
        return grants.list(sight.of(actor), wanted, query).map(grant -> row(grant, names));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String side,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable UUID entry,
            @RequestParam @Nullable UnitCode owner,
            @RequestParam @Nullable LocalDate usedFrom,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format,
                texts.say("sharing.grants"),
                query,
                page -> list(state, side, unit, entry, owner, usedFrom, page, actor),
                texts);
    }

    @GetMapping("/{id}")
    GrantPage one(@PathVariable UUID id, Actor actor) {
        Grant grant = sight.grant(id, actor);
        boolean uses = access.can(actor, SharingPermission.USE, grant.consumer());
        List<MachineClients.Active> active = clients.activeOf(grant.consumer());
        return new GrantPage(
                row(grant, institution::unitName),
                grant,
                grant.rowFilter().text(),
                parts.find(grant.part()).map(Part::request).orElseThrow(),
                grant.grantedById() == null,
                active.stream()
                        .filter(client -> grant.clients().contains(client.id()))
                        .toList(),
                uses ? active : List.of(),
                grants.need(id).orElse(null),
                grants.steps(id),
                may(grant, uses, actor));
    }

    private List<String> may(Grant grant, boolean uses, Actor actor) {
        List<String> may = new ArrayList<>();
        boolean manages = access.can(actor, SharingPermission.MANAGE, grant.owner());
        if (grant.state() == Grant.State.ACTIVE && access.can(actor, SharingPermission.SUSPEND, grant.owner())) {
            may.add("suspend");
        }
        if (grant.state() == Grant.State.SUSPENDED && manages) {
            may.add("resume");
        }
        if (grant.state() != Grant.State.ENDED) {
            if (manages) {
                may.add("narrow");
            }
            if (uses || manages) {
                may.add("end");
            }
            if (uses) {
                may.addAll(List.of("keep", "clients"));
            }
            if (access.can(actor, SharingPermission.WRITE, grant.consumer())) {
                may.add("renew");
            }
        }
        return may;
    }

    @PostMapping("/{id}/suspend")
    GrantPage suspend(@PathVariable UUID id, @RequestBody ReasonRequest given, Actor actor) {
        one(id, actor);
        care.suspend(id, given.reason(), actor);
        return one(id, actor);
    }

    @PostMapping("/{id}/resume")
    GrantPage resume(@PathVariable UUID id, @RequestBody ReasonRequest given, Actor actor) {
        one(id, actor);
        care.resume(id, given.reason(), actor);
        return one(id, actor);
    }

    @PostMapping("/{id}/end")
    GrantPage end(@PathVariable UUID id, @RequestBody ReasonRequest given, Actor actor) {
        one(id, actor);
        care.end(id, given.reason(), actor);
        return one(id, actor);
    }

    @PostMapping("/{id}/narrow")
    GrantPage narrow(@PathVariable UUID id, @RequestBody GrantCare.Narrowing wanted, Actor actor) {
        one(id, actor);
        care.narrow(id, wanted, actor);
        return one(id, actor);
    }

    /// Says that a grant which is not used is still needed.
    @PostMapping("/{id}/keep")
    GrantPage keep(@PathVariable UUID id, @RequestBody ReasonRequest given, Actor actor) {
        one(id, actor);
        care.keep(id, given.reason(), actor);
        return one(id, actor);
    }

    @PutMapping("/{id}/clients")
    GrantPage setClients(@PathVariable UUID id, @RequestBody ClientsRequest wanted, Actor actor) {
        one(id, actor);
        care.setClients(id, wanted.clients() == null ? Set.of() : wanted.clients(), actor);
        return one(id, actor);
    }

    /// Creates a draft of a request that asks for the grant again.
    @PostMapping("/{id}/renew")
    @ResponseStatus(HttpStatus.CREATED)
    Renewed renew(@PathVariable UUID id, Actor actor) {
        return new Renewed(requesting.renew(sight.grant(id, actor), actor));
    }

    private Row row(Grant grant, Function<UnitCode, String> names) {
        boolean expired = grant.state() != Grant.State.ENDED && grant.lastDay().isBefore(institution.today());
        return new Row(
                grant.id(),
                grant.number(),
                grant.entry(),
                grant.resource().value(),
                grant.title(),
                names.apply(grant.owner()),
                names.apply(grant.consumer()),
                grant.purpose(),
                grant.items().stream().map(Grant.Item::name).toList(),
                grant.modes().stream().sorted().toList(),
                expired ? "expired" : grant.state().word(),
                grant.stateReason(),
                grant.firstDay(),
                grant.lastDay(),
                grant.lastUsedOn());
    }
}
