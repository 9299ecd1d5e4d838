package org.shuguan.server.exchange;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.sharing.Grant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The table of a grant's consumer that rows are put into: set by the consumer, seen by the owner too.
@RestController
@RequestMapping("/api/exchange/grants/{id}/table")
class TargetController {
    /// A database of the consumer.
    record Database(UUID id, String name) {}

    /// The table.
    ///
    /// @param account null for the owner, who sees only where the rows go
    record TargetView(
            UUID source,
            String place,
            String path,
            TableTarget.Manner manner,
            boolean made,
            @Nullable String account,
            TableTarget.Rhythm rhythm,
            @Nullable Integer hour,
            String setBy,
            Instant setAt,
            long version) {}

    /// A delivery.
    ///
    /// @param problem why it failed, as a sentence
    /// @param version of the collected copy, as a text: browsers have no whole numbers of this size
    record DeliveryView(
            UUID id,
            String path,
            @Nullable String startedBy,
            Instant startedAt,
            @Nullable Instant endedAt,
            TargetRecords.State state,
            @Nullable String problem,
            @Nullable String version,
            @Nullable Long rows,
            @Nullable Long added,
            @Nullable Long changed,
            @Nullable Long removed,
            @Nullable UUID call) {}

    /// The table of a grant.
    ///
    /// @param may whether the reader may set it and have rows delivered
    /// @param databases of the consumer that it can be in, none for others
    record TableView(
            boolean may, List<Database> databases, @Nullable TargetView target, List<DeliveryView> deliveries) {}

    private static final int SHOWN = 20;

    private final TargetRecords records;
    private final TableTargets targets;
    private final VisibleGrants visible;
    private final Access access;
    private final KeptRefusal refusals;

    TargetController(
            TargetRecords records, TableTargets targets, VisibleGrants visible, Access access, KeptRefusal refusals) {
        this.records = records;
        this.targets = targets;
        this.visible = visible;
        this.access = access;
        this.refusals = refusals;
    }

    @GetMapping
    TableView one(@PathVariable UUID id, Actor actor) {
        return view(visible.grant(id, actor), actor);
    }

    @PutMapping
    TableView set(@PathVariable UUID id, @RequestBody TableTargets.Entered entered, Actor actor) {
        Grant grant = visible.mine(id, actor, ExchangePermission.DELIVER);
        targets.set(grant, entered, actor);
        return view(grant, actor);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, Actor actor) {
        targets.remove(visible.mine(id, actor, ExchangePermission.DELIVER), actor);
    }

    /// Has the rows delivered now.
    @PostMapping("/deliveries")
    @ResponseStatus(HttpStatus.ACCEPTED)
    TableView deliver(@PathVariable UUID id, Actor actor) {
        Grant grant = visible.mine(id, actor, ExchangePermission.DELIVER);
        targets.deliver(grant, Person.of(actor));
        return view(grant, actor);
    }

    private TableView view(Grant grant, Actor actor) {
        boolean may = access.can(actor, ExchangePermission.DELIVER, grant.consumer());
        return new TableView(
                may,
                may
                        ? targets.databases(grant).stream()
                                .map(source -> new Database(source.id(), source.name()))
                                .toList()
                        : List.of(),
                records.of(grant.id()).map(target -> view(target, may)).orElse(null),
                records.deliveries(grant.id(), SHOWN).stream().map(this::view).toList());
    }

    private static TargetView view(TableTarget target, boolean may) {
        return new TargetView(
                target.source(),
                TableTargets.place(target),
                target.path(),
                target.manner(),
                target.made(),
                may ? target.account() : null,
                target.rhythm(),
                target.hour(),
                target.setByName(),
                target.setAt(),
                target.version());
    }

    private DeliveryView view(TargetRecords.Delivery delivery) {
        boolean done = delivery.state() == TargetRecords.State.DONE;
        return new DeliveryView(
                delivery.id(),
                delivery.path(),
                delivery.startedByName(),
                delivery.startedAt(),
                delivery.endedAt(),
                delivery.state(),
                refusals.sentence(delivery.problem(), delivery.facts()),
                delivery.version() == null ? null : delivery.version().toString(),
                done ? delivery.rowCount() : null,
                done ? delivery.added() : null,
                done ? delivery.changed() : null,
                done ? delivery.removed() : null,
                done ? delivery.call() : null);
    }
}
