package org.shuguan.server.collection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.SensitiveAct;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Orders to remove rows from every version of an entry's data, their confirmation, and their proofs.
@RestController
@RequestMapping("/api/collection")
class RemovalController {
    private static final int MOST_SHOWN = 100;

    record Ordered(UUID removal) {}

    /// @param keys values of each key, in the order of the key's columns
    record OrderRequest(
            @Nullable List<List<String>> keys,
            @Nullable String basis,
            @Nullable String reason) {}

    record ReasonRequest(@Nullable String reason) {}

    /// What can be ordered.
    ///
    /// @param key columns of the key; empty if rows cannot be named
    /// @param mayOrder whether the reader may order, and nothing is open
    /// @param open whether a removal waits or is under way
    record Form(List<VersionController.ColumnView> key, List<BasisView> bases, boolean mayOrder, boolean open) {}

    record BasisView(String code, String name) {}

    /// A removal in the list.
    ///
    /// @param found keys that the current version had when it was ordered
    /// @param cameBack number of its keys that came again and were kept out
    record RemovalRow(
            UUID id,
            int number,
            RowRemoval.State state,
            int keys,
            int found,
            String basis,
            String reason,
            String orderedBy,
            Instant orderedAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable Instant doneAt,
            int cameBack,
            @Nullable Instant liftedAt) {}

    /// The work on it.
    ///
    /// @param done files that were looked at
    /// @param problem what it failed of, as a sentence
    record Progress(
            Job.State state,
            long done,
            @Nullable Long total,
            @Nullable String problem,
            @Nullable Instant nextTryAt) {}

    /// A removal.
    ///
    /// @param keysShown the first of the keys, masked, while they are known
    /// @param progress null unless it is confirmed and not done
    /// @param may what the reader may do: `confirm`, `withdraw`, `lift`, `resume`
    record RemovalView(
            RemovalRow row,
            UUID plan,
            String title,
            String unitName,
            List<VersionController.ColumnView> key,
            List<List<@Nullable String>> keysShown,
            @Nullable String refusedBecause,
            @Nullable String liftedBy,
            @Nullable String liftedBecause,
            @Nullable Progress progress,
            @Nullable RemovalProof proof,
            @Nullable String proofSha256,
            List<String> may) {}

    static final ListColumns<RemovalRow> COLUMNS = ListColumns.<RemovalRow>titled("collection.removal-column.")
            .column("number", RemovalRow::number, "number")
            .word("state", "collection.removal-state.", row -> row.state().word(), "state")
            .column("keys", RemovalRow::keys, "key_count")
            .column("basis", RemovalRow::basis)
            .column("reason", RemovalRow::reason)
            .column("ordered", RemovalRow::orderedAt, "ordered_at")
            .column("by", RemovalRow::orderedBy)
            .column("decided", RemovalRow::decidedAt)
            .column("decided-by", RemovalRow::decidedBy)
            .column("done", RemovalRow::doneAt, "done_at")
            .column("came-back", RemovalRow::cameBack)
            .column("lifted", RemovalRow::liftedAt);

    private final Removing removing;
    private final Removals removals;
    private final RemovalKeys sealing;
    private final CollectionAccess access;
    private final Access rights;
    private final Collecting collecting;
    private final Jobs jobs;
    private final Institution institution;
    private final Texts texts;
    private final JsonMapper json;

    RemovalController(
            Removing removing,
            Removals removals,
            RemovalKeys sealing,
            CollectionAccess access,
            Access rights,
            Collecting collecting,
            Jobs jobs,
            Institution institution,
            Texts texts,
            JsonMapper json) {
        this.removing = removing;
        this.removals = removals;
        this.sealing = sealing;
        this.access = access;
        this.rights = rights;
        this.collecting = collecting;
        this.jobs = jobs;
        this.institution = institution;
        this.texts = texts;
        this.json = json;
    }

    @GetMapping("/plans/{id}/removals")
    Listing<RemovalRow> list(@PathVariable UUID id, @ParameterObject ListQuery query, Actor actor) {
        access.listed(actor, id);
        return removals.list(id, query, COLUMNS.order(query, "number desc", "id"))
                .map(this::row);
    }

    @GetMapping("/plans/{id}/removals/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable UUID id, @PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        return COLUMNS.download(format, texts.say("collection.removals"), query, page -> list(id, page, actor), texts);
    }

    /// What an order needs.
    @GetMapping("/plans/{id}/removal-form")
    Form form(@PathVariable UUID id, Actor actor) {
        Plan plan = access.listed(actor, id);
        boolean open = removals.isOpen(id);
        List<String> key = removing.keyColumns(plan);
        return new Form(
                columns(plan, key),
                removing.bases().stream()
                        .map(code -> new BasisView(code.code(), code.words(LocaleContextHolder.getLocale())))
                        .toList(),
                !open && !key.isEmpty() && rights.can(actor, CollectionPermission.ORDER_REMOVAL, plan.unit()),
                open);
    }

    @PostMapping("/plans/{id}/removals")
    @ResponseStatus(HttpStatus.CREATED)
    Ordered order(@PathVariable UUID id, @RequestBody OrderRequest request, Actor actor) {
        return new Ordered(
                removing.order(id, new Removing.Wanted(request.keys(), request.basis(), request.reason()), actor));
    }

    @GetMapping("/removals/{removal}")
    RemovalView one(@PathVariable UUID removal, Actor actor) {
        RowRemoval found = removals.find(removal).orElseThrow(NotFound::new);
        Plan plan = access.listed(actor, found.plan());
        return new RemovalView(
                row(found),
                plan.id(),
                plan.title(),
                institution.unitName(plan.unit()),
                columns(plan, found.keyColumns()),
                shown(found, plan, actor),
                found.refusedBecause(),
                found.liftedBy(),
                found.liftedBecause(),
                progress(found, actor, plan),
                found.proof() == null ? null : json.readValue(found.proof(), RemovalProof.class),
                found.proofSha256(),
                may(found, plan, actor));
    }

    /// The keys of an open removal, masked as they are everywhere, for who may see rows.
    private List<List<@Nullable String>> shown(RowRemoval removal, Plan plan, Actor actor) {
        boolean open = removal.state() == RowRemoval.State.ORDERED || removal.state() == RowRemoval.State.CONFIRMED;
        if (!open || !access.reads(actor, plan)) {
            return List.of();
        }
        ItemMasks masks = masks(plan);
        return sealing.open(removal).values().stream()
                .limit(MOST_SHOWN)
                .map(key -> masks.masked(removal.keyColumns(), new ArrayList<@Nullable String>(key)))
                .toList();
    }

    private @Nullable Progress progress(RowRemoval removal, Actor actor, Plan plan) {
        if (removal.state() != RowRemoval.State.CONFIRMED) {
            return null;
        }
        return Optional.ofNullable(removal.job())
                .flatMap(jobs::find)
                .map(job -> new Progress(
                        job.state(),
                        job.done(),
                        job.total(),
                        job.problem() == null
                                ? null
                                : texts.say(
                                        job.problem(),
                                        Map.of(
                                                "detail",
                                                access.reads(actor, plan) ? String.valueOf(job.problemDetail()) : "…")),
                        job.nextTryAt()))
                .orElse(null);
    }

    private List<String> may(RowRemoval removal, Plan plan, Actor actor) {
        List<String> may = new ArrayList<>();
        switch (removal.state()) {
            case ORDERED -> {
                if (removing.mayDecide(removal, plan, actor)) {
                    may.add("confirm");
                }
                if (removal.orderedById().equals(actor.officer())) {
                    may.add("withdraw");
                }
            }
            case CONFIRMED -> {
                if (removing.isStuck(removal) && rights.can(actor, CollectionPermission.ORDER_REMOVAL, plan.unit())) {
                    may.add("resume");
                }
            }
            case DONE -> {
                if (removal.liftedAt() == null
                        && rights.can(actor, CollectionPermission.CONFIRM_REMOVAL, plan.unit())) {
                    may.add("lift");
                }
            }
            case REFUSED, WITHDRAWN -> {}
        }
        return may;
    }

    @PostMapping("/removals/{removal}/confirm")
    @SensitiveAct("row-removal")
    void confirm(@PathVariable UUID removal, Actor actor) {
        removing.confirm(removal, actor);
    }

    @PostMapping("/removals/{removal}/refuse")
    void refuse(@PathVariable UUID removal, @RequestBody ReasonRequest request, Actor actor) {
        removing.refuse(removal, request.reason() == null ? "" : request.reason(), actor);
    }

    @PostMapping("/removals/{removal}/withdraw")
    void withdraw(@PathVariable UUID removal, Actor actor) {
        removing.withdraw(removal, actor);
    }

    @PostMapping("/removals/{removal}/lift")
    void lift(@PathVariable UUID removal, @RequestBody ReasonRequest request, Actor actor) {
        removing.lift(removal, request.reason() == null ? "" : request.reason(), actor);
    }

    @PostMapping("/removals/{removal}/resume")
    void resume(@PathVariable UUID removal, Actor actor) {
        removing.resume(removal, actor);
    }

    /// The proof as a file. Its SHA-256 is in the audit record.
    @GetMapping("/removals/{removal}/proof.json")
    ResponseEntity<byte[]> proof(@PathVariable UUID removal, Actor actor) {
        RowRemoval found = removals.find(removal).orElseThrow(NotFound::new);
        Plan plan = access.listed(actor, found.plan());
        if (found.proof() == null) {
            throw new NotFound();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(
                                        String.format(
                                                Locale.ROOT, "removal-%d-%s.json", found.number(), plan.lakeTable()),
                                        StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(found.proof().getBytes(StandardCharsets.UTF_8));
    }

    private RemovalRow row(RowRemoval removal) {
        return new RemovalRow(
                removal.id(),
                removal.number(),
                removal.state(),
                removal.keyCount(),
                removal.found(),
                removing.bases().stream()
                        .filter(code -> code.code().equals(removal.basis()))
                        .findFirst()
                        .map(code -> code.words(LocaleContextHolder.getLocale()))
                        .orElse(removal.basis()),
                removal.reason(),
                removal.orderedBy(),
                removal.orderedAt(),
                removal.decidedBy(),
                removal.decidedAt(),
                removal.doneAt(),
                removals.cameBack(removal.id()),
                removal.liftedAt());
    }

    private List<VersionController.ColumnView> columns(Plan plan, List<String> columns) {
        ItemMasks masks = masks(plan);
        return columns.stream()
                .map(column -> new VersionController.ColumnView(column, masks.title(column)))
                .toList();
    }

    private ItemMasks masks(Plan plan) {
        return new ItemMasks(collecting.contentOf(plan), plan.key());
    }
}
