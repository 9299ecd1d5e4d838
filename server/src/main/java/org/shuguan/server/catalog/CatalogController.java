package org.shuguan.server.catalog;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.detect.Words;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Capacity;
import org.shuguan.server.approval.Decision;
import org.shuguan.server.approval.FlowDiagram;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.AllRows;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Entries: list, read, draft, mend, and their way to publication.
@RestController
@RequestMapping("/api/catalog/entries")
class CatalogController {
    record Row(
            UUID entry,
            int version,
            ResourceCode code,
            UnitCode unit,
            String title,
            Version.State state,
            Grade grade,
            int items,
            @Nullable String returnedBecause,
            java.time.Instant changedAt,
            String changedBy) {}

    record Created(UUID entry, int version) {}

    record CreatedMany(List<UUID> entries) {}

    record CreateRequest(UnitCode unit, Content content) {}

    record CensusRequest(UUID run, List<Long> tables) {}

    record EditRequest(long revision, Content content) {}

    record CommentRequest(@Nullable String comment) {}

    record ReasonRequest(@Nullable String reason) {}

    record GradeRequest(Grade grade, @Nullable String reason) {}

    record VersionRef(int number, Version.State state, java.time.Instant changedAt, String changedBy) {}

    /// @param missing what the version lacks to be submitted, told beside each field
    /// @param may what the reader may do: `edit`, `submit`, `sign`, `return`, `publish`, `withdraw`, `delete`
    record EntryPage(
            Version version,
            String unitName,
            Providers.Provider provider,
            List<VersionRef> versions,
            List<Missing> missing,
            List<String> may,
            @Nullable LocalDate due,
            List<Decision> history,
            @Nullable FlowDiagram picture) {}

    record Missing(String field, String message) {}

    private final Catalog catalog;
    private final CatalogAccess access;
    private final Versions versions;
    private final Approvals approvals;
    private final Institution institution;
    private final Providers providers;
    private final Texts texts;

    CatalogController(
            Catalog catalog,
            CatalogAccess access,
            Versions versions,
            Approvals approvals,
            Institution institution,
            Providers providers,
            Texts texts) {
        this.catalog = catalog;
        this.access = access;
        this.versions = versions;
        this.approvals = approvals;
        this.institution = institution;
        this.providers = providers;
        this.texts = texts;
    }

    /// The entries of the actor's own units; of all units for the bureau, from submission on.
    @GetMapping
    Listing<Row> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        Set<UnitCode> own = actor.unitsAs(Role.DATA_STEWARD, Role.UNIT_CDO);
        boolean bureau = actor.isAny(Role.BUREAU_OPERATOR, Role.SECURITY_REVIEWER);
        Set<Version.State> states = EnumSet.of(
                Version.State.DRAFT,
                Version.State.SUBMITTED,
                Version.State.SIGNED,
                Version.State.PUBLISHED,
                Version.State.WITHDRAWN);
        if (bureau && own.isEmpty()) {
            states.remove(Version.State.DRAFT);
        }
        if (state != null && !state.isBlank()) {
            states.removeIf(s -> !s.word().equals(state));
        }
        Set<UnitCode> units = own;
        if (bureau && own.isEmpty()) {
            units = institution.unitsKnown(institution.today()).stream()
                    .map(Unit::code)
                    .collect(java.util.stream.Collectors.toSet());
        }
        return versions.list(units, states, query).map(CatalogController::row);
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        Words words = Words.in(LocaleContextHolder.getLocale());
        AllRows<List<@Nullable Object>> rows = query.everything(page -> list(state, page, actor))
                .map(row -> List.<@Nullable Object>of(
                        row.code(),
                        row.unit(),
                        row.title(),
                        texts.say("catalog.state." + row.state().word()),
                        words.grade(row.grade()),
                        row.items(),
                        row.changedAt()));
        List<String> columns = List.of("code", "unit", "title", "state", "grade", "items", "changed").stream()
                .map(column -> texts.say("catalog." + column))
                .toList();
        return new Spreadsheet(texts.say("catalog.entries"), columns, rows, texts).download(format);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created create(@RequestBody CreateRequest request, Actor actor) {
        return new Created(catalog.create(request.unit(), request.content().mounted(null), actor), 1);
    }

    @PostMapping("/from-census")
    @ResponseStatus(HttpStatus.CREATED)
    CreatedMany createFromCensus(@RequestBody CensusRequest request, Actor actor) {
        new InvalidInput.Check()
                .that(!request.tables().isEmpty(), "tables", "required")
                .that(request.tables().size() <= 500, "tables", "too-many-items")
                .orRefuse();
        return new CreatedMany(catalog.createFromCensus(request.run(), request.tables(), actor));
    }

    @GetMapping("/{entry}")
    EntryPage one(@PathVariable UUID entry, @RequestParam @Nullable Integer version, Actor actor) {
        List<Version> visible = access.visible(actor, entry);
        Version shown = version == null
                ? visible.getFirst()
                : visible.stream()
                        .filter(v -> v.number() == version)
                        .findFirst()
                        .orElseThrow(NotFound::new);
        String caseId = shown.caseId();
        Providers.Provider provider = providers.of(shown);
        return new EntryPage(
                shown,
                provider.name(),
                provider,
                visible.stream()
                        .map(v -> new VersionRef(v.number(), v.state(), v.changedAt(), v.changedBy()))
                        .toList(),
                missing(shown),
                may(shown, visible, actor),
                caseId == null ? null : approvals.due(caseId),
                caseId == null ? List.of() : approvals.history(caseId),
                caseId == null ? null : approvals.picture(caseId));
    }

    @PutMapping("/{entry}/versions/{number}")
    EntryPage edit(@PathVariable UUID entry, @PathVariable int number, @RequestBody EditRequest request, Actor actor) {
        catalog.edit(access.visible(actor, entry, number), request.revision(), request.content(), actor);
        return one(entry, number, actor);
    }

    @PostMapping("/{entry}/versions/{number}/submit")
    EntryPage submit(@PathVariable UUID entry, @PathVariable int number, Actor actor) {
        access.visible(actor, entry, number);
        catalog.submit(entry, number, actor);
        return one(entry, number, actor);
    }

    @PostMapping("/{entry}/versions/{number}/sign")
    EntryPage sign(
            @PathVariable UUID entry, @PathVariable int number, @RequestBody CommentRequest request, Actor actor) {
        access.visible(actor, entry, number);
        catalog.sign(entry, number, request.comment(), actor);
        return after(entry, number, actor);
    }

    @PostMapping("/{entry}/versions/{number}/return")
    EntryPage giveBack(
            @PathVariable UUID entry, @PathVariable int number, @RequestBody ReasonRequest request, Actor actor) {
        Version seen = access.visible(actor, entry, number);
        catalog.giveBack(entry, number, request.reason() == null ? "" : request.reason(), actor);
        return access.sees(actor, versions.of(entry).getFirst()) ? one(entry, number, actor) : decided(seen, actor);
    }

    @PostMapping("/{entry}/versions/{number}/publish")
    EntryPage publish(
            @PathVariable UUID entry, @PathVariable int number, @RequestBody CommentRequest request, Actor actor) {
        access.visible(actor, entry, number);
        catalog.publish(entry, number, request.comment(), actor);
        return one(entry, number, actor);
    }

    @PostMapping("/{entry}/versions/{number}/withdraw")
    EntryPage withdraw(
            @PathVariable UUID entry, @PathVariable int number, @RequestBody ReasonRequest request, Actor actor) {
        Version seen = access.visible(actor, entry, number);
        catalog.withdraw(entry, number, request.reason() == null ? "" : request.reason(), actor);
        return decided(seen, actor);
    }

    @PostMapping("/{entry}/versions/{number}/grade")
    EntryPage lowerGrade(
            @PathVariable UUID entry, @PathVariable int number, @RequestBody GradeRequest request, Actor actor) {
        access.visible(actor, entry, number);
        catalog.lowerGrade(entry, number, request.grade(), request.reason() == null ? "" : request.reason(), actor);
        return one(entry, number, actor);
    }

    @PostMapping("/{entry}/versions")
    @ResponseStatus(HttpStatus.CREATED)
    Created nextVersion(@PathVariable UUID entry, Actor actor) {
        access.visible(actor, entry);
        return new Created(entry, catalog.nextVersion(entry, actor));
    }

    @DeleteMapping("/{entry}/versions/{number}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID entry, @PathVariable int number, Actor actor) {
        access.visible(actor, entry, number);
        catalog.delete(entry, number, actor);
    }

    @PostMapping("/{entry}/versions/{number}/restore")
    EntryPage restore(@PathVariable UUID entry, @PathVariable int number, Actor actor) {
        Version deleted = versions.lock(entry, number)
                .filter(v -> actor.is(Role.DATA_STEWARD, v.unit()))
                .orElseThrow(NotFound::new);
        catalog.restore(deleted.entry(), number, actor);
        return one(entry, number, actor);
    }

    @GetMapping("/{entry}/difference")
    Difference difference(@PathVariable UUID entry, @RequestParam int from, @RequestParam int to, Actor actor) {
        return Difference.between(
                access.visible(actor, entry, from).content(),
                access.visible(actor, entry, to).content());
    }

    /// A delegate sees the version only while its step is theirs; what they did is still shown to them once.
    private EntryPage after(UUID entry, int number, Actor actor) {
        Version now = versions.of(entry).stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElseThrow(NotFound::new);
        return access.sees(actor, now) ? one(entry, number, actor) : decided(now, actor);
    }

    private EntryPage decided(Version version, Actor actor) {
        Version now = versions.of(version.entry()).stream()
                .filter(v -> v.number() == version.number())
                .findFirst()
                .orElse(version);
        List<Decision> history =
                now.caseId() == null ? List.of() : approvals.history(Objects.requireNonNull(now.caseId()));
        if (!access.sees(actor, version)
                && history.stream().noneMatch(d -> d.officer().equals(actor.officer()))) {
            throw new Forbidden();
        }
        return new EntryPage(
                now, providers.of(now).name(), providers.of(now), List.of(), List.of(), List.of(), null, history, null);
    }

    private List<Missing> missing(Version version) {
        if (version.state() != Version.State.DRAFT) {
            return List.of();
        }
        try {
            PublishingRules.submission(version.content()).orRefuse();
            return List.of();
        } catch (InvalidInput incomplete) {
            return incomplete.errors().stream()
                    .map(error -> new Missing(error.field(), texts.say("invalid." + error.code(), error.facts())))
                    .toList();
        }
    }

    private List<String> may(Version version, List<Version> all, Actor actor) {
        List<String> may = new ArrayList<>();
        boolean steward = actor.is(Role.DATA_STEWARD, version.unit());
        Capacity turn = version.caseId() == null
                ? null
                : approvals.capacity(version.caseId(), actor).orElse(null);
        switch (version.state()) {
            case DRAFT -> {
                if (steward) {
                    may.addAll(List.of("edit", "submit", "delete"));
                }
            }
            case SUBMITTED -> {
                if (turn != null) {
                    may.addAll(List.of("sign", "return"));
                }
            }
            case SIGNED -> {
                if (turn != null) {
                    may.addAll(List.of("publish", "return"));
                }
            }
            case PUBLISHED -> {
                if (steward && all.stream().noneMatch(v -> v.state().open())) {
                    may.add("next-version");
                }
                if (actor.is(Role.UNIT_CDO, version.unit()) || actor.is(Role.BUREAU_OPERATOR)) {
                    may.add("withdraw");
                }
            }
            case SUPERSEDED, WITHDRAWN, DELETED -> {
                return may;
            }
        }
        if (version.state().open() && version.state() != Version.State.DRAFT && actor.is(Role.SECURITY_REVIEWER)) {
            may.add("lower-grade");
        }
        return may;
    }

    private static Row row(Version version) {
        return new Row(
                version.entry(),
                version.number(),
                version.code(),
                version.unit(),
                version.content().title(),
                version.state(),
                version.content().grade(),
                version.content().items().size(),
                version.returnedBecause(),
                version.changedAt(),
                version.changedBy());
    }
}
