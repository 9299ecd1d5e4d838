package org.shuguan.server.catalog;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.draft.DraftTexts;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.CasePanel;
import org.shuguan.server.approval.Decision;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
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

/// Entries: lists, drafts, changes, and the steps to publication.
@RestController
@RequestMapping("/api/catalog/entries")
class CatalogController {
    /// @param missing how many requirements a draft does not meet yet
    record Row(
            UUID entry,
            int version,
            ResourceCode code,
            UnitCode unit,
            String unitName,
            String title,
            Version.State state,
            Grade grade,
            int items,
            int missing,
            @Nullable String returnedBecause,
            java.time.Instant changedAt,
            String changedBy) {}

    record Created(UUID entry, int version) {}

    record CreatedMany(List<UUID> entries) {}

    record CreateRequest(UnitCode unit, Content content) {}

    record CensusRequest(UUID run, List<Long> tables) {}

    record EditRequest(long revision, Content content) {}

    record DecisionRequest(@Nullable String comment) {}

    record ReasonRequest(@Nullable String reason) {}

    record GradeRequest(Grade grade, @Nullable String reason) {}

    record VersionRef(int number, Version.State state, java.time.Instant changedAt, String changedBy) {}

    /// @param missing the requirements of submission that the version does not meet, by field
    /// @param toCheck what the draft is unsure of, in the order of the content's checks
    /// @param may what the reader may do apart from the case: `edit`, `submit`, `delete`, `next-version`,
    ///     `withdraw`, `lower-grade`; and the outcomes of the case
    /// @param panel the case: its step, what may be decided, who has decided what
    record EntryPage(
            Version version,
            String unitName,
            Providers.Provider provider,
            List<VersionRef> versions,
            List<Missing> missing,
            List<ToCheck> toCheck,
            List<String> may,
            CasePanel panel) {}

    record Missing(String field, String message) {}

    /// One of the content's checks, in its order.
    ///
    /// @param at the field of the form: `title`, `items[3].name`
    /// @param item the item's name, null if it concerns the entry
    /// @param what the name of the field
    record ToCheck(String at, @Nullable String item, String what, String message) {}

    private static final List<Version.State> LISTED = List.of(
            Version.State.DRAFT,
            Version.State.SUBMITTED,
            Version.State.SIGNED,
            Version.State.PUBLISHED,
            Version.State.WITHDRAWN);

    static final ListColumns<Row> COLUMNS = ListColumns.<Row>titled("catalog.")
            .column("code", Row::code, "e.code")
            .column("unit", Row::unitName)
            .column("title", Row::title, "v.title")
            .word("state", "catalog.state.", row -> row.state().word(), "v.state")
            .column("grade", row -> Texts.ofCensus().grade(row.grade()), "v.grade")
            .column("items", Row::items)
            .column("changed", Row::changedAt, "v.changed_at")
            .filter("state", LISTED.toArray(Enum<?>[]::new));

    private final Catalog catalog;
    private final CatalogAccess access;
    private final Access rights;
    private final Versions versions;
    private final Approvals approvals;
    private final Institution institution;
    private final Providers providers;
    private final Texts texts;

    CatalogController(
            Catalog catalog,
            CatalogAccess access,
            Access rights,
            Versions versions,
            Approvals approvals,
            Institution institution,
            Providers providers,
            Texts texts) {
        this.catalog = catalog;
        this.access = access;
        this.rights = rights;
        this.versions = versions;
        this.approvals = approvals;
        this.institution = institution;
        this.providers = providers;
        this.texts = texts;
    }

    /// The entries of the actor's own units, and what the units that they oversee have submitted.
    ///
    /// @param unit only its entries
    /// @param mounted only those whose data are a table of a source
    @GetMapping
    Listing<Row> list(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String unit,
            @RequestParam(defaultValue = "false") boolean mounted,
            @ParameterObject ListQuery query,
            Actor actor) {
        Set<Version.State> states = EnumSet.copyOf(LISTED);
        String only = COLUMNS.chosen("state", state);
        if (only != null) {
            states.removeIf(s -> !s.word().equals(only));
        }
        Function<UnitCode, String> names = institution.unitNames();
        return versions.list(access.own(actor), access.overseen(actor), states, unit, mounted, query)
                .map(version -> row(version, names));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String unit,
            @RequestParam(defaultValue = "false") boolean mounted,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("catalog.entries"), query, page -> list(state, unit, mounted, page, actor), texts);
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
        Providers.Provider provider = providers.of(shown);
        return new EntryPage(
                shown,
                provider.name(),
                provider,
                visible.stream()
                        .map(v -> new VersionRef(v.number(), v.state(), v.changedAt(), v.changedBy()))
                        .toList(),
                missing(shown),
                toCheck(shown.content()),
                may(shown, visible, actor),
                approvals.panel(CatalogFlow.FLOW, shown.caseId(), actor));
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

    /// Decides the current step of the version: sign, publish, return or take back.
    @PostMapping("/{entry}/versions/{number}/{outcome:sign|publish|return|take-back}")
    EntryPage decide(
            @PathVariable UUID entry,
            @PathVariable int number,
            @PathVariable CatalogFlow.Outcome outcome,
            @RequestBody DecisionRequest request,
            Actor actor) {
        access.visible(actor, entry, number);
        catalog.decide(entry, number, outcome, request.comment(), actor);
        return after(entry, number, actor);
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
                .filter(v -> rights.can(actor, CatalogPermission.WRITE, v.unit()))
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

    /// A delegate sees the version only while the step is delegated to them; the result of their own decision is
    /// still returned.
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
        Providers.Provider provider = providers.of(now);
        return new EntryPage(
                now,
                provider.name(),
                provider,
                List.of(),
                List.of(),
                toCheck(now.content()),
                List.of(),
                CasePanel.ended(history));
    }

    private List<Missing> missing(Version version) {
        return incomplete(version).stream()
                .map(error -> new Missing(error.field(), texts.say("invalid." + error.code(), error.facts())))
                .toList();
    }

    private static List<ToCheck> toCheck(Content content) {
        DraftTexts words = Texts.ofDraft();
        return content.checks().stream()
                .map(check -> {
                    int row = row(content, check.column());
                    return new ToCheck(
                            row < 0 ? check.field() : "items[" + row + "]." + check.field(),
                            row < 0 ? null : content.items().get(row).name(),
                            words.field(check.field()),
                            words.check(check.why(), check.facts()));
                })
                .toList();
    }

    private static int row(Content content, @Nullable String column) {
        for (int i = 0; column != null && i < content.items().size(); i++) {
            if (column.equals(content.items().get(i).physicalName())) {
                return i;
            }
        }
        return -1;
    }

    private static List<InvalidInput.FieldError> incomplete(Version version) {
        if (version.state() != Version.State.DRAFT) {
            return List.of();
        }
        try {
            PublishingRules.submission(version.content()).orRefuse();
            return List.of();
        } catch (InvalidInput incomplete) {
            return incomplete.errors();
        }
    }

    private List<String> may(Version version, List<Version> all, Actor actor) {
        List<String> may = new ArrayList<>();
        boolean writes = rights.can(actor, CatalogPermission.WRITE, version.unit());
        boolean newest = version.number() == all.getFirst().number();
        switch (version.state()) {
            case DRAFT -> {
                if (writes) {
                    may.addAll(List.of("edit", "submit", "delete"));
                }
            }
            case SUBMITTED, SIGNED ->
                approvals
                        .actions(CatalogFlow.FLOW, version.caseId(), actor)
                        .forEach(action -> may.add(action.outcome()));
            case PUBLISHED -> {
                if (writes && all.stream().noneMatch(v -> v.state().open())) {
                    may.add("next-version");
                }
                if (rights.can(actor, CatalogPermission.WITHDRAW, version.unit())) {
                    may.add("withdraw");
                }
            }
            case WITHDRAWN -> {
                if (writes && newest) {
                    may.add("next-version");
                }
            }
            case SUPERSEDED, DELETED -> {}
        }
        if (version.state() == Version.State.SUBMITTED
                && catalog.regradesAs(version, actor).isPresent()) {
            may.add("lower-grade");
        }
        return may;
    }

    private static Row row(Version version, Function<UnitCode, String> names) {
        return new Row(
                version.entry(),
                version.number(),
                version.code(),
                version.unit(),
                names.apply(version.unit()),
                version.content().title(),
                version.state(),
                version.content().grade(),
                version.content().items().size(),
                incomplete(version).size(),
                version.returnedBecause(),
                version.changedAt(),
                version.changedBy());
    }
}
