package org.shuguan.server.demand;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Capacity;
import org.shuguan.server.approval.Decision;
import org.shuguan.server.approval.FlowDiagram;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.finding.Likely;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.AllRows;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Spreadsheet;
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

/// The three lists, and a demand on its way.
@RestController
@RequestMapping("/api/demands")
class DemandController {
    private static final int MATCHES = 6;

    /// Which of the three lists.
    enum ListName {
        demand(EnumSet.complementOf(EnumSet.of(Demand.State.DELETED))),
        responsibility(EnumSet.of(Demand.State.RESPONSIBLE, Demand.State.MET)),
        negative(EnumSet.of(Demand.State.NEGATIVE));

        @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
        private final Set<Demand.State> states;

        ListName(Set<Demand.State> states) {
            this.states = states;
        }
    }

    /// @param light of the responsibility's due day
    record Row(
            Demand demand,
            String unitName,
            @Nullable String askedName,
            @Nullable String responsibleName,
            @Nullable DeadlineLight light) {}

    record Created(UUID id) {}

    record CreateRequest(UnitCode unit, DemandContent wanted) {}

    record EditRequest(long revision, DemandContent wanted) {}

    /// What a decision says; each takes of it what it needs.
    record ActRequest(
            @Nullable UnitCode unit,
            @Nullable LocalDate due,
            @Nullable UUID entry,
            @Nullable String basis,
            @Nullable String comment,
            @Nullable Boolean stays) {}

    record Drafted(UUID entry) {}

    /// A station of the line from the demand to the data.
    ///
    /// @param name `asked`, `agreed`, `answered`, `linked`, `published`, `met`, or `negative` in place of the last
    ///     three
    /// @param state `done`, `current` or `ahead`
    record Station(String name, @Nullable Instant at, String state) {}

    record DemandPage(
            Row row,
            EntryDirectory.@Nullable Known entry,
            List<Station> line,
            List<String> may,
            @Nullable LocalDate due,
            List<Decision> history,
            @Nullable FlowDiagram picture) {}

    record Match(EntryDirectory.Known entry, String unitName) {}

    private final DemandLists lists;
    private final Demands demands;
    private final Approvals approvals;
    private final EntryDirectory entries;
    private final Likely likely;
    private final Institution institution;
    private final Calendar calendar;
    private final Texts texts;

    DemandController(
            DemandLists lists,
            Demands demands,
            Approvals approvals,
            EntryDirectory entries,
            Likely likely,
            Institution institution,
            Calendar calendar,
            Texts texts) {
        this.lists = lists;
        this.demands = demands;
        this.approvals = approvals;
        this.entries = entries;
        this.likely = likely;
        this.institution = institution;
        this.calendar = calendar;
        this.texts = texts;
    }

    @GetMapping
    Listing<Row> list(
            @RequestParam @Nullable ListName list,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String unit,
            @ParameterObject ListQuery query,
            Actor actor) {
        Set<Demand.State> states = EnumSet.copyOf((list == null ? ListName.demand : list).states);
        if (state != null && !state.isBlank()) {
            states.removeIf(one -> !one.word().equals(state));
        }
        String of = unit == null || unit.isBlank() ? null : unit;
        return demands.list(sight(actor), states, of, query).map(this::row);
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable ListName list,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String unit,
            @ParameterObject ListQuery query,
            Actor actor) {
        AllRows<List<@Nullable Object>> rows =
                query.everything(page -> list(list, state, unit, page, actor)).map(this::line);
        List<String> columns = List.of(
                        "number",
                        "unit",
                        "title",
                        "items",
                        "scenario",
                        "basis",
                        "frequency",
                        "mode",
                        "asked",
                        "wanted",
                        "state",
                        "responsible",
                        "due",
                        "refusal",
                        "review",
                        "entry",
                        "met")
                .stream()
                .map(column -> texts.say("demand.column." + column))
                .toList();
        ListName name = list == null ? ListName.demand : list;
        return new Spreadsheet(texts.say("demand.list." + name.name()), columns, rows, texts).download(format);
    }

    /// Published entries that may be what is wanted already.
    @GetMapping("/matches")
    List<Match> matches(@RequestParam @Nullable String q) {
        return likely.like(q == null ? "" : q, MATCHES).stream()
                .flatMap(entry -> entries.find(entry).stream())
                .map(known -> new Match(known, nameOf(known.unit())))
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created create(@RequestBody CreateRequest request, Actor actor) {
        return new Created(lists.create(request.unit(), request.wanted(), actor));
    }

    @GetMapping("/{id}")
    DemandPage one(@PathVariable UUID id, Actor actor) {
        Demands.Sight sight = sight(actor);
        Demand demand = demands.visible(id, sight).orElseThrow(NotFound::new);
        String caseId = demand.caseId();
        return new DemandPage(
                row(demand),
                entryOf(demand, sight),
                line(demand),
                may(demand, actor),
                caseId == null ? null : approvals.due(caseId),
                caseId == null ? List.of() : approvals.history(caseId),
                caseId == null ? null : approvals.picture(caseId));
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

    /// A decision about a demand, or a step of it.
    @PostMapping("/{id}/{act}")
    DemandPage act(@PathVariable UUID id, @PathVariable String act, @RequestBody ActRequest request, Actor actor) {
        one(id, actor);
        switch (act) {
            case "submit" -> lists.submit(id, actor);
            case "agree" -> lists.agree(id, request.comment(), actor);
            case "return" -> lists.giveBack(id, request.comment(), actor);
            case "accept" -> lists.accept(id, request.due(), request.comment(), actor);
            case "refuse" -> lists.refuse(id, request.basis(), actor);
            case "ask" -> lists.ask(id, request.unit(), request.comment(), actor);
            case "assign" -> lists.assign(id, request.unit(), request.due(), request.comment(), actor);
            case "forbid" -> lists.forbid(id, request.unit(), request.basis(), actor);
            case "review" ->
                lists.review(id, !Boolean.FALSE.equals(request.stays()), request.basis(), request.due(), actor);
            case "link" -> lists.link(id, request.entry(), actor);
            default -> throw new NotFound();
        }
        return one(id, actor);
    }

    /// Drafts the entry that will carry the data.
    @PostMapping("/{id}/entry")
    @ResponseStatus(HttpStatus.CREATED)
    Drafted draft(@PathVariable UUID id, Actor actor) {
        one(id, actor);
        return new Drafted(lists.draftEntry(id, actor));
    }

    /// A draft is its own unit's: whoever waits for it is told when it is published.
    private EntryDirectory.@Nullable Known entryOf(Demand demand, Demands.Sight sight) {
        return demand.entry() == null
                ? null
                : entries.find(demand.entry())
                        .filter(known -> known.published() || sight.own().contains(known.unit()))
                        .orElse(null);
    }

    /// Own is also what was delegated: whoever decides must be able to read.
    private Demands.Sight sight(Actor actor) {
        Set<UnitCode> own = approvals.capacities(actor).stream()
                .filter(capacity -> capacity.role() == Role.DATA_STEWARD || capacity.role() == Role.UNIT_CDO)
                .map(Capacity::unit)
                .collect(Collectors.toSet());
        return new Demands.Sight(own, actor.isAny(Role.BUREAU_OPERATOR, Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER));
    }

    private List<String> may(Demand demand, Actor actor) {
        boolean turn = demand.caseId() != null
                && approvals.capacity(demand.caseId(), actor).isPresent();
        UnitCode responsible = demand.responsible();
        List<String> may = new ArrayList<>();
        switch (demand.state()) {
            case DRAFT -> {
                if (actor.is(Role.DATA_STEWARD, demand.unit())) {
                    may.addAll(List.of("edit", "submit", "delete"));
                }
            }
            case SUBMITTED -> may.addAll(turn ? List.of("agree", "return") : List.of());
            case ASKED -> may.addAll(turn ? List.of("accept", "refuse") : List.of());
            case ROUTED -> may.addAll(turn ? List.of("assign", "ask", "forbid") : List.of());
            case RESPONSIBLE -> {
                if (responsible != null && actor.is(Role.DATA_STEWARD, responsible)) {
                    may.addAll(List.of("link", "draft"));
                } else if (actor.is(Role.BUREAU_OPERATOR)
                        || (responsible != null && actor.is(Role.UNIT_CDO, responsible))) {
                    may.add("link");
                }
            }
            case NEGATIVE -> {
                if (responsible != null && actor.is(Role.UNIT_CDO, responsible)) {
                    may.add("review");
                }
            }
            case MET, DELETED -> {}
        }
        return may;
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

    private Row row(Demand demand) {
        boolean owed = demand.state() == Demand.State.RESPONSIBLE && demand.due() != null;
        Instant since = demand.answeredAt() == null ? demand.changedAt() : demand.answeredAt();
        return new Row(
                demand,
                nameOf(demand.unit()),
                demand.asked() == null ? null : nameOf(demand.asked()),
                demand.responsible() == null ? null : nameOf(demand.responsible()),
                owed && demand.due() != null
                        ? calendar.light(
                                since.atZone(Institution.CITY_TIME).toLocalDate(), demand.due(), institution.today())
                        : null);
    }

    private List<@Nullable Object> line(Row row) {
        Demand demand = row.demand();
        return Arrays.<@Nullable Object>asList(
                demand.number(),
                row.unitName(),
                demand.title(),
                String.join("、", demand.items()),
                demand.scenario(),
                demand.legalBasis(),
                demand.frequency() == null
                        ? null
                        : texts.say("demand.cycle." + demand.frequency().word()),
                demand.mode() == null ? null : texts.say("demand.mode." + demand.mode()),
                row.askedName(),
                demand.wantedBy(),
                texts.say("demand.state." + demand.state().word()),
                row.responsibleName(),
                demand.due(),
                demand.refusalBasis(),
                demand.reviewOn(),
                demand.entry() == null
                        ? null
                        : entries.find(demand.entry())
                                .map(known -> known.code().value())
                                .orElse(null),
                demand.metAt());
    }

    private String nameOf(UnitCode unit) {
        return institution.unitName(unit);
    }
}
