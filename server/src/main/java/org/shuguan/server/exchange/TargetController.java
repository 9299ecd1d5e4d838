package org.shuguan.server.exchange;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.census.SourceRecord;
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

/// The table, folder or node of a grant's consumer that rows are put into: set by the consumer, seen by the owner too.
@RestController
@RequestMapping("/api/exchange/grants/{id}/table")
class TargetController {
    /// A database of the consumer, or a source of files.
    record Database(UUID id, String name) {}

    /// Where the rows go.
    ///
    /// @param account null for the owner, who sees only where the rows go
    record TargetView(
            TableTarget.Kind kind,
            @Nullable UUID source,
            String place,
            String path,
            TableTarget.Manner manner,
            boolean made,
            @Nullable String account,
            @Nullable String address,
            TableTarget.@Nullable Format format,
            TableTarget.Rhythm rhythm,
            @Nullable Integer hour,
            String setBy,
            Instant setAt,
            long version) {}

    /// A delivery.
    ///
    /// @param batches in how many parts it is sent to a node, and `sent` those that the node has taken
    /// @param quarantined rows that the node has put into quarantine
    /// @param problem why it failed, as a sentence
    /// @param version of the collected copy, as a text: browsers have no whole numbers of this size
    record DeliveryView(
            UUID id,
            TableTarget.Kind kind,
            String place,
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
            @Nullable Integer batches,
            @Nullable Integer sent,
            @Nullable Long quarantined,
            @Nullable UUID call) {}

    /// The place of a grant's rows.
    ///
    /// @param may whether the reader may set it and have rows delivered
    /// @param databases of the consumer that a table can be in, none for others
    /// @param folders sources of files of the consumer that a file can be dropped into, none for others
    /// @param dropFolder the folder that the operator has made for the consumer; null if there is none
    /// @param hosts of other nodes that the operator lets this one call
    record TableView(
            boolean may,
            List<Database> databases,
            List<Database> folders,
            @Nullable String dropFolder,
            List<String> hosts,
            @Nullable TargetView target,
            List<DeliveryView> deliveries) {}

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
                may ? named(targets.databases(grant)) : List.of(),
                may ? named(targets.files(grant)) : List.of(),
                may ? targets.folder(grant).orElse(null) : null,
                may ? targets.hosts() : List.of(),
                records.of(grant.id()).map(target -> view(target, may)).orElse(null),
                records.deliveries(grant.id(), SHOWN).stream().map(this::view).toList());
    }

    private static List<Database> named(List<SourceRecord> sources) {
        return sources.stream()
                .map(source -> new Database(source.id(), source.name()))
                .toList();
    }

    private static TargetView view(TableTarget target, boolean may) {
        return new TargetView(
                target.kind(),
                target.source(),
                target.place(),
                target.path(),
                target.manner(),
                Boolean.TRUE.equals(target.made()),
                may ? target.account() : null,
                target.address(),
                target.format(),
                target.rhythm(),
                target.hour(),
                target.setByName(),
                target.setAt(),
                target.version());
    }

    private DeliveryView view(TargetRecords.Delivery delivery) {
        boolean done = delivery.state() == TargetRecords.State.DONE;
        Integer sent = delivery.batches() == null
                ? null
                : Integer.valueOf(records.sent(delivery.id()).batches());
        return new DeliveryView(
                delivery.id(),
                delivery.kind(),
                delivery.place(),
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
                delivery.batches(),
                sent,
                delivery.quarantined(),
                done ? delivery.call() : null);
    }
}
