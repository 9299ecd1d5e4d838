package org.shuguan.server.demand;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.CaseAction;
import org.shuguan.server.approval.CasePanel;
import org.shuguan.server.approval.Decision;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.search.CatalogSearch;
import org.shuguan.server.settings.Code;
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

/// The three lists, and single demands.
@RestController
@RequestMapping("/api/demands")
class DemandController {
    private static final int MATCHES = 6;

    /// Which of the three lists.
    enum ListName {
        demand(EnumSet.complementOf(EnumSet.of(Demand.State.DELETED))),
        responsibility(EnumSet.of(Demand.State.RESPONSIBLE, Demand.State.OFFERED, Demand.State.MET)),
        negative(EnumSet.of(Demand.State.NEGATIVE));

        @SuppressWarnings("ImmutableEnumChecker") // not modified
        private final Set<Demand.State> states;

        ListName(Set<Demand.State> states) {
            this.states = states;
        }
    }

    /// @param refusal the reason for not sharing, in the reader's language
    /// @param light urgency of the day by which the data must be supplied
    record Row(
            Demand demand,
            String unitName,
            @Nullable String askedName,
            @Nullable String responsibleName,
            @Nullable String entryCode,
            @Nullable String refusal,
            @Nullable DeadlineLight light) {}

    record Created(UUID id) {}

    record CreateRequest(@Nullable UnitCode unit, DemandContent wanted) {}

    record EditRequest(long revision, DemandContent wanted) {}

    /// @param stays whether the demand remains on the negative list
    record ReviewRequest(
            @Nullable Boolean stays,
            @Nullable String basis,
            @Nullable LocalDate due) {}

    record LinkRequest(@Nullable UUID entry) {}

    record Drafted(UUID entry) {}

    /// A stage of a demand, from the request to the data.
    ///
    /// @param name `asked`, `agreed`, `answered`, `linked`, `published`, `met`, or `negative` instead of the last
    ///     three
    /// @param state `done`, `current` or `ahead`
    record Station(String name, @Nullable Instant at, String state) {}

    /// @param may the reader's actions besides the case: `edit`, `submit`, `delete`, `link`, `draft`, `review`;
    ///     and the outcomes of the case
    /// @param panel the case: its step, actions and decisions
    record DemandPage(
            Row row, EntryDirectory.@Nullable Known entry, List<Station> line, List<String> may, CasePanel panel) {}

    record Match(EntryDirectory.Known entry, String unitName) {}

    static final ListColumns<Row> COLUMNS = ListColumns.<Row>titled("demand.column.")
            .column("number", row -> row.demand().number(), "number")
            .column("unit", Row::unitName, "unit")
            .column("title", row -> row.demand().title(), "title")
            .column("items", row -> String.join("、", row.demand().items()))
            .column("scenario", row -> row.demand().scenario())
            .column("basis", row -> row.demand().legalBasis())
            .word("frequency", "demand.cycle.", row -> word(row.demand().frequency()))
            .word("mode", "demand.mode.", row -> row.demand().mode())
            .column("asked", Row::askedName)
            .column("wanted", row -> row.demand().wantedBy())
            .word("state", "demand.state.", row -> row.demand().state().word(), "state")
            .column("responsible", Row::responsibleName, "coalesce(responsible, asked)")
            .column("due", row -> row.demand().due(), "due")
            .column("reason", Row::refusal)
            .column("refusal", row -> row.demand().refusalBasis())
            .column("review", row -> row.demand().reviewOn(), "review_on")
            .column("entry", Row::entryCode)
            .column("met", row -> row.demand().metAt())
            .sorted("changed", "changed_at")
            .filter("state", ListName.demand.states.toArray(Enum<?>[]::new))
            .filter("supplied", List.of("in-time", "late", "any"));

    private final DemandLists lists;
    private final Demands demands;
    private final Approvals approvals;
    private final Access access;
    private final EntryDirectory entries;
    private final CatalogSearch search;
    private final Institution institution;
    private final Calendar calendar;
    private final RefusalReasons reasons;
    private final Texts texts;

    DemandController(
            DemandLists lists,
            Demands demands,
            Approvals approvals,
            Access access,
            EntryDirectory entries,
            CatalogSearch search,
            Institution institution,
            Calendar calendar,
            RefusalReasons reasons,
            Texts texts) {
        this.lists = lists;
        this.demands = demands;
        this.approvals = approvals;
        this.access = access;
        this.entries = entries;
        this.search = search;
        this.institution = institution;
        this.calendar = calendar;
        this.reasons = reasons;
        this.texts = texts;
    }

    /// @param asking only what this unit wants
    /// @param responsible only what this unit supplies
    /// @param open only those that are neither met nor refused
    /// @param supplied only what was supplied `in-time`, `late` or `any`
    @GetMapping
    Listing<Row> list(
            @RequestParam @Nullable ListName list,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable UnitCode asking,
            @RequestParam @Nullable UnitCode responsible,
            @RequestParam(defaultValue = "false") boolean open,
            @RequestParam @Nullable String supplied,
            @ParameterObject ListQuery query,
            Actor actor) {
        Set<Demand.State> states = EnumSet.copyOf((list == null ? ListName.demand : list).states);
        String only = COLUMNS.chosen("state", state);
        if (only != null) {
            states.removeIf(one -> !one.word().equals(only));
        }
        String of = unit == null || unit.isBlank() ? null : unit;
        Listing<Demand> found = demands.list(
                lists.visible(actor),
                states,
                of,
                new Demands.Narrowed(asking, responsible, open, COLUMNS.chosen("supplied", supplied)),
                query);
        Function<UnitCode, String> names = institution.unitNames();
        Map<UUID, EntryDirectory.Known> linked = linked(found.items());
        return found.map(demand -> row(demand, names, linked));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable ListName list,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable UnitCode asking,
            @RequestParam @Nullable UnitCode responsible,
            @RequestParam(defaultValue = "false") boolean open,
            @RequestParam @Nullable String supplied,
            @ParameterObject ListQuery query,
            Actor actor) {
        ListName name = list == null ? ListName.demand : list;
        return COLUMNS.download(
                format,
                texts.say("demand.list." + name.name()),
                query,
                page -> list(list, state, unit, asking, responsible, open, supplied, page, actor),
                texts);
    }

    /// Published entries that may already contain the data.
    @GetMapping("/matches")
    List<Match> matches(@RequestParam @Nullable String q) {
        return search.similarTo(q == null ? "" : q, MATCHES).stream()
                .flatMap(entry -> entries.find(entry).stream())
                .map(known -> new Match(known, nameOf(known.unit())))
                .toList();
    }

    /// The reasons for not sharing that can be chosen today.
    @GetMapping("/refusal-reasons")
    List<Code> refusalReasons() {
        return reasons.offered();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created create(@RequestBody CreateRequest request, Actor actor) {
        new InvalidInput.Check()
                .that(request.unit() != null, "unit", "required")
                .orRefuse();
        return new Created(lists.create(Objects.requireNonNull(request.unit()), request.wanted(), actor));
    }

    @GetMapping("/{id}")
    DemandPage one(@PathVariable UUID id, Actor actor) {
        Demands.Visible visible = lists.visible(actor);
        Demand demand = demands.visible(id, visible).orElseThrow(NotFound::new);
        Map<UUID, EntryDirectory.Known> linked = linked(List.of(demand));
        return new DemandPage(
                row(demand, institution::unitName, linked),
                entryOf(demand, linked, visible),
                line(demand),
                may(demand, actor),
                panel(demand, actor));
    }

    /// The entries that the demands name, read together.
    private Map<UUID, EntryDirectory.Known> linked(List<Demand> some) {
        Set<UUID> named = new HashSet<>();
        for (Demand demand : some) {
            UUID entry = demand.entry();
            if (entry != null) {
                named.add(entry);
            }
        }
        return entries.find(named);
    }

    /// Includes the decisions of earlier cases of a demand that was taken up again.
    private CasePanel panel(Demand demand, Actor actor) {
        List<Decision> earlier = new ArrayList<>();
        demand.formerCases().forEach(former -> earlier.addAll(approvals.history(former)));
        return approvals.panel(DemandFlow.FLOW, demand.caseId(), actor).after(earlier);
    }

    @PutMapping("/{id}")
    DemandPage edit(@PathVariable UUID id, @RequestBody EditRequest request, Actor actor) {
        one(id, actor);
        lists.edit(id, request.revision(), request.wanted(), actor);
        return one(id, actor);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, Actor actor) {
        one(id, actor);
        lists.delete(id, actor);
    }

    @PostMapping("/{id}/submit")
    DemandPage submit(@PathVariable UUID id, Actor actor) {
        one(id, actor);
        lists.submit(id, actor);
        return one(id, actor);
    }

    /// Decides the current step of the demand.
    @PostMapping("/{id}/{outcome:take-back|agree|return|accept|refuse|ask|assign|forbid|escalate|confirm|missing}")
    DemandPage decide(
            @PathVariable UUID id,
            @PathVariable DemandFlow.Outcome outcome,
            @RequestBody DemandLists.Answer answer,
            Actor actor) {
        one(id, actor);
        lists.decide(id, outcome, answer, actor);
        return one(id, actor);
    }

    /// Reviews a demand on the negative list.
    @PostMapping("/{id}/review")
    DemandPage review(@PathVariable UUID id, @RequestBody ReviewRequest request, Actor actor) {
        one(id, actor);
        lists.review(id, !Boolean.FALSE.equals(request.stays()), request.basis(), request.due(), actor);
        return one(id, actor);
    }

    /// Links the entry of the data.
    @PostMapping("/{id}/link")
    DemandPage link(@PathVariable UUID id, @RequestBody LinkRequest request, Actor actor) {
        one(id, actor);
        lists.link(id, request.entry(), actor);
        return one(id, actor);
    }

    /// Creates a draft of an entry for the data.
    @PostMapping("/{id}/entry")
    @ResponseStatus(HttpStatus.CREATED)
    Drafted draft(@PathVariable UUID id, Actor actor) {
        one(id, actor);
        return new Drafted(lists.draftEntry(id, actor));
    }

    /// A draft is visible only to its own unit. Others see the entry when it is published.
    private static EntryDirectory.@Nullable Known entryOf(
            Demand demand, Map<UUID, EntryDirectory.Known> linked, Demands.Visible visible) {
        UUID entry = demand.entry();
        EntryDirectory.Known known = entry == null ? null : linked.get(entry);
        return known != null && (known.published() || visible.own().covers(known.unit())) ? known : null;
    }

    private List<String> may(Demand demand, Actor actor) {
        UnitCode responsible = demand.responsible();
        List<String> may = new ArrayList<>();
        switch (demand.state()) {
            case DRAFT -> {
                if (access.can(actor, DemandPermission.WRITE, demand.unit())) {
                    may.addAll(List.of("edit", "submit", "delete"));
                }
            }
            case RESPONSIBLE -> {
                if (responsible != null && access.can(actor, DemandPermission.LINK, responsible)) {
                    may.add("link");
                }
                if (responsible != null && access.can(actor, DemandPermission.WRITE, responsible)) {
                    may.add("draft");
                }
            }
            case NEGATIVE -> {
                if (responsible != null
                        && lists.reviewsAs(demand, responsible, actor).isPresent()) {
                    may.add("review");
                }
            }
            case SUBMITTED, ASKED, ROUTED, OFFERED ->
                approvals.actions(DemandFlow.FLOW, demand.caseId(), actor).stream()
                        .map(CaseAction::outcome)
                        .filter(outcome -> !outcome.equals("escalate") || isOfADistrict(demand))
                        .forEach(may::add);
            case MET, DELETED -> {}
        }
        return may;
    }

    /// Whether a district's bureau coordinates it: only that bureau can escalate it.
    private boolean isOfADistrict(Demand demand) {
        return Optional.ofNullable(demand.caseId())
                .flatMap(approvals::territory)
                .filter(territory -> !territory.equals(UnitCode.CITY))
                .isPresent();
    }

    private static @Nullable String word(@Nullable UpdateCycle cycle) {
        return cycle == null ? null : cycle.word();
    }

    private static List<Station> line(Demand demand) {
        List<Station> line = new ArrayList<>();
        boolean ahead = false;
        ahead = station(line, "asked", demand.submittedAt(), ahead);
        ahead = station(line, "agreed", demand.state() == Demand.State.DRAFT ? null : demand.agreedAt(), ahead);
        ahead = station(line, "answered", demand.answeredAt(), ahead);
        if (demand.state() == Demand.State.NEGATIVE) {
            station(line, "negative", demand.answeredAt(), ahead);
        } else {
            ahead = station(line, "published", demand.publishedAt(), ahead);
            station(line, "met", demand.metAt(), ahead);
        }
        return line;
    }

    private static boolean station(List<Station> line, String name, @Nullable Instant at, boolean ahead) {
        line.add(new Station(name, at, at != null ? "done" : ahead ? "ahead" : "current"));
        return ahead || at == null;
    }

    private Row row(Demand demand, Function<UnitCode, String> names, Map<UUID, EntryDirectory.Known> linked) {
        LocalDate due = demand.state() == Demand.State.RESPONSIBLE ? demand.due() : null;
        Instant since = demand.answeredAt() == null ? demand.changedAt() : demand.answeredAt();
        UUID entry = demand.entry();
        EntryDirectory.Known known = entry == null ? null : linked.get(entry);
        return new Row(
                demand,
                names.apply(demand.unit()),
                demand.asked() == null ? null : names.apply(demand.asked()),
                demand.responsible() == null ? null : names.apply(demand.responsible()),
                known == null ? null : known.code().value(),
                reasons.words(demand.refusalReason()),
                due == null ? null : calendar.light(CityTime.day(since), due, institution.today()));
    }

    private String nameOf(UnitCode unit) {
        return institution.unitName(unit);
    }
}
