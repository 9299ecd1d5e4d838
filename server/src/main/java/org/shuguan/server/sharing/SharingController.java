package org.shuguan.server.sharing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.CaseAction;
import org.shuguan.server.approval.CasePanel;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.client.MachineClients;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.settings.Code;
import org.shuguan.server.settings.Settings;
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

/// SharingRequests: the list, the page, the draft, and the decisions on the whole request.
@RestController
@RequestMapping("/api/sharing")
class SharingController {
    /// A request in a list.
    ///
    /// @param owners names of the units that are asked, each once
    /// @param due the earliest last day of an answer that is awaited
    record Row(
            SharingRequest request,
            String unitName,
            List<Asked> asked,
            List<String> owners,
            @Nullable LocalDate due,
            @Nullable DeadlineLight light) {}

    /// An entry of a request in a list.
    record Asked(UUID part, String title, Part.State state, boolean partly) {}

    record Created(UUID id) {}

    record CreateRequest(@Nullable UnitCode unit, Ask ask) {}

    record EditRequest(long revision, Ask ask) {}

    record CommentRequest(@Nullable String comment) {}

    /// @param scenario its name in the reader's language
    /// @param keptUntil until when the assessment is kept at least
    /// @param may the reader's actions besides the case: `edit`, `submit`, `delete`; and the outcomes of the case
    /// @param panel the case of the whole request
    record RequestPage(
            Row row,
            @Nullable String scenario,
            Ask.@Nullable Assessment assessment,
            @Nullable LocalDate keptUntil,
            List<MachineClients.Active> clients,
            List<PartView.View> parts,
            List<String> may,
            CasePanel panel) {}

    /// What can be chosen in a request.
    ///
    /// @param latest the last day of the longest term that begins today
    record Choices(
            List<Code> scenarios,
            List<Code> refusalReasons,
            int mostPerSecond,
            int mostPerDay,
            LocalDate today,
            LocalDate latest) {}

    static final ListColumns<Row> COLUMNS = ListColumns.<Row>titled("sharing.column.")
            .column("number", row -> row.request().number(), "number")
            .column("unit", Row::unitName, "unit")
            .column("title", row -> row.request().title(), "title")
            .column("entries", row -> row.asked().stream().map(Asked::title).collect(Collectors.joining("、")))
            .column("owners", row -> String.join("、", row.owners()))
            .column("purpose", row -> row.request().purpose())
            .column("basis", row -> row.request().legalBasis())
            .word("state", "sharing.state.", row -> row.request().state().word(), "state")
            .said(
                    "answers",
                    (row, texts) -> row.asked().stream()
                            .map(part -> texts.say("sharing.part."
                                    + (part.partly() ? "partly" : part.state().word())))
                            .collect(Collectors.joining("、")))
            .column("due", Row::due)
            .column("firstDay", row -> row.request().firstDay(), "first_day")
            .column("lastDay", row -> row.request().lastDay(), "last_day")
            .column("submitted", row -> row.request().submittedAt(), "submitted_at")
            .column("closed", row -> row.request().closedAt(), "closed_at")
            .sorted("changed", "changed_at")
            .filter("state", List.of("draft", "submitted", "checking", "answering", "closed"))
            .filter("answered", List.of("in-time", "late", "any"));

    private final Requesting requesting;
    private final SharingRequests requests;
    private final RequestParts parts;
    private final PartView views;
    private final SharingSight sight;
    private final AskRules rules;
    private final MachineClients clients;
    private final Approvals approvals;
    private final Access access;
    private final Institution institution;
    private final Calendar calendar;
    private final Settings settings;
    private final Texts texts;

    SharingController(
            Requesting requesting,
            SharingRequests requests,
            RequestParts parts,
            PartView views,
            SharingSight sight,
            AskRules rules,
            MachineClients clients,
            Approvals approvals,
            Access access,
            Institution institution,
            Calendar calendar,
            Settings settings,
            Texts texts) {
        this.requesting = requesting;
        this.requests = requests;
        this.parts = parts;
        this.views = views;
        this.sight = sight;
        this.rules = rules;
        this.clients = clients;
        this.approvals = approvals;
        this.access = access;
        this.institution = institution;
        this.calendar = calendar;
        this.settings = settings;
        this.texts = texts;
    }

    /// @param unit that asks or owns
    /// @param entry that is asked for
    /// @param asking the unit that asks
    /// @param owner a unit that owns one of the entries
    /// @param open only those that were submitted and are not closed
    /// @param answered only those to which an owner, or this owner, has answered: `in-time`, `late` or `any`
    @GetMapping("/requests")
    Listing<Row> list(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable UUID entry,
            @RequestParam @Nullable UnitCode asking,
            @RequestParam @Nullable UnitCode owner,
            @RequestParam(defaultValue = "false") boolean open,
            @RequestParam @Nullable String answered,
            @ParameterObject ListQuery query,
            Actor actor) {
        var wanted = new SharingRequests.Wanted(
                COLUMNS.chosen("state", state),
                unit == null || unit.isBlank() ? null : unit,
                entry,
                asking,
                owner,
                open,
                COLUMNS.chosen("answered", answered));
        Listing<SharingRequest> found = requests.list(sight.of(actor), wanted, query);
        Map<UUID, List<Part>> asked = parts
                .of(found.items().stream().map(SharingRequest::id).toList())
                .stream()
                .collect(Collectors.groupingBy(Part::request));
        Function<UnitCode, String> names = institution.unitNames();
        return found.map(request -> row(request, asked.getOrDefault(request.id(), List.of()), names));
    }

    @GetMapping("/requests/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable UUID entry,
            @RequestParam @Nullable UnitCode asking,
            @RequestParam @Nullable UnitCode owner,
            @RequestParam(defaultValue = "false") boolean open,
            @RequestParam @Nullable String answered,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format,
                texts.say("sharing.requests"),
                query,
                page -> list(state, unit, entry, asking, owner, open, answered, page, actor),
                texts);
    }

    /// What can be chosen in a request and in an answer.
    @GetMapping("/choices")
    Choices choices() {
        LocalDate today = institution.today();
        return new Choices(
                rules.scenarios(),
                rules.refusalReasons(),
                rules.mostPerSecond(),
                rules.mostPerDay(),
                today,
                rules.latest(today));
    }

    @PostMapping("/requests")
    @ResponseStatus(HttpStatus.CREATED)
    Created create(@RequestBody CreateRequest request, Actor actor) {
        new InvalidInput.Check()
                .that(request.unit() != null, "unit", "required")
                .orRefuse();
        return new Created(requesting.create(Objects.requireNonNull(request.unit()), request.ask(), actor));
    }

    /// Orders that data are given back to a unit.
    @PostMapping("/orders")
    @ResponseStatus(HttpStatus.CREATED)
    Created order(@RequestBody CreateRequest request, Actor actor) {
        new InvalidInput.Check()
                .that(request.unit() != null, "unit", "required")
                .orRefuse();
        return new Created(requesting.order(Objects.requireNonNull(request.unit()), request.ask(), actor));
    }

    @GetMapping("/requests/{id}")
    RequestPage one(@PathVariable UUID id, Actor actor) {
        SharingRequest request = sight.request(id, actor);
        List<Part> all = parts.of(id);
        CasePanel panel = approvals.panel(RequestFlow.FLOW, request.caseId(), actor);
        Ask.Assessment assessment = requests.assessment(id).orElse(null);
        return new RequestPage(
                row(request, all, institution::unitName),
                scenario(request),
                assessment,
                assessment == null || assessment.assessedOn() == null
                        ? null
                        : assessment.assessedOn().plusMonths(kept()),
                clients.activeOf(request.unit()).stream()
                        .filter(client -> request.clients().contains(client.id()))
                        .toList(),
                all.stream().map(part -> views.of(request, part, actor)).toList(),
                may(request, all, actor, panel),
                panel);
    }

    private int kept() {
        return settings.months("sharing.assessment-kept").today();
    }

    private @Nullable String scenario(SharingRequest request) {
        String code = request.scenario();
        return code == null
                ? null
                : settings.code("sharing.scenarios", code)
                        .map(found -> found.words(LocaleContextHolder.getLocale()))
                        .orElse(code);
    }

    @PutMapping("/requests/{id}")
    RequestPage edit(@PathVariable UUID id, @RequestBody EditRequest request, Actor actor) {
        one(id, actor);
        requesting.edit(id, request.revision(), request.ask(), actor);
        return one(id, actor);
    }

    @DeleteMapping("/requests/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, Actor actor) {
        one(id, actor);
        requesting.delete(id, actor);
    }

    @PostMapping("/requests/{id}/submit")
    RequestPage submit(@PathVariable UUID id, Actor actor) {
        one(id, actor);
        requesting.submit(id, actor);
        return one(id, actor);
    }

    /// Decides the current step of the request.
    @PostMapping("/requests/{id}/{outcome:agree|return|take-back|pass}")
    RequestPage decide(
            @PathVariable UUID id,
            @PathVariable RequestFlow.Outcome outcome,
            @RequestBody CommentRequest given,
            Actor actor) {
        one(id, actor);
        requesting.decide(id, outcome, given.comment(), actor);
        return one(id, actor);
    }

    private List<String> may(SharingRequest request, List<Part> all, Actor actor, CasePanel panel) {
        List<String> may = new ArrayList<>();
        if (request.state() == SharingRequest.State.DRAFT
                && access.can(actor, SharingPermission.WRITE, request.unit())) {
            may.addAll(List.of("edit", "submit"));
            if (all.stream().allMatch(part -> part.state() == Part.State.DRAFT)) {
                may.add("delete");
            }
        } else {
            panel.actions().stream().map(CaseAction::outcome).forEach(may::add);
        }
        return may;
    }

    private Row row(SharingRequest request, List<Part> all, Function<UnitCode, String> names) {
        LocalDate today = institution.today();
        Part first = all.stream()
                .filter(part -> part.state().open() && part.due() != null)
                .min(Comparator.comparing(part -> Objects.requireNonNull(part.due())))
                .orElse(null);
        LocalDate due = first == null ? null : first.due();
        return new Row(
                request,
                names.apply(request.unit()),
                all.stream()
                        .map(part -> new Asked(part.id(), part.title(), part.state(), part.partly()))
                        .toList(),
                all.stream().map(Part::owner).distinct().map(names).toList(),
                due,
                first == null || due == null || first.answeringSince() == null
                        ? null
                        : calendar.light(CityTime.day(first.answeringSince()), due, today));
    }
}
