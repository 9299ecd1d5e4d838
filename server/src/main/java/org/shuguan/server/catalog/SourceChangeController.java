package org.shuguan.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.census.ObservedCycles;
import org.shuguan.server.institution.UnitCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What censuses found about the table behind an entry: changes for its unit, the observed update cycle for
/// everybody who sees the entry.
@RestController
@RequestMapping("/api/catalog/entries/{entry}")
class SourceChangeController {
    record ReasonRequest(@Nullable String reason) {}

    record TakenOver(int version) {}

    record SourceChangeView(
            UUID id,
            Instant foundAt,
            SourceDifference difference,
            String state,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String reason,
            boolean mayDecide) {}

    private final SourceChanges changes;
    private final CatalogAccess access;
    private final Access rights;
    private final ObservedCycles cycles;

    SourceChangeController(SourceChanges changes, CatalogAccess access, Access rights, ObservedCycles cycles) {
        this.changes = changes;
        this.access = access;
        this.rights = rights;
        this.cycles = cycles;
    }

    /// How often the table behind the entry changes, to be compared with the declared update cycle. For everybody
    /// who sees the entry.
    @GetMapping("/observed-cycle")
    ObservedCycles.Observed observed(@PathVariable UUID entry, Actor actor) {
        Content.Mount mount = access.visible(actor, entry).getFirst().content().mount();
        return mount == null ? new ObservedCycles.Observed(null, List.of()) : cycles.of(mount.source(), mount.path());
    }

    /// The newest first; empty for readers of other units.
    @GetMapping("/source-changes")
    List<SourceChangeView> list(@PathVariable UUID entry, Actor actor) {
        UnitCode unit = access.visible(actor, entry).getFirst().unit();
        boolean steward = rights.can(actor, CatalogPermission.WRITE, unit);
        if (!rights.can(actor, CatalogPermission.READ, unit)) {
            return List.of();
        }
        return changes.of(entry).stream()
                .map(change -> new SourceChangeView(
                        change.id(),
                        change.foundAt(),
                        change.difference(),
                        change.state(),
                        change.decidedBy(),
                        change.decidedAt(),
                        change.reason(),
                        steward && change.state().equals("open")))
                .toList();
    }

    @PostMapping("/source-changes/take-over")
    TakenOver takeOver(@PathVariable UUID entry, Actor actor) {
        access.visible(actor, entry);
        return new TakenOver(changes.takeOver(entry, actor));
    }

    @PostMapping("/source-changes/refuse")
    void refuse(@PathVariable UUID entry, @RequestBody ReasonRequest request, Actor actor) {
        access.visible(actor, entry);
        changes.refuse(entry, request.reason() == null ? "" : request.reason(), actor);
    }
}
