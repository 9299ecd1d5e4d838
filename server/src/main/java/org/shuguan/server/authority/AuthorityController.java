package org.shuguan.server.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Correction;
import org.shuguan.dataplane.detect.Words;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Capacity;
import org.shuguan.server.approval.Decision;
import org.shuguan.server.approval.FlowDiagram;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.census.Duplicates;
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
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Which unit is the source of what several hold.
@RestController
@RequestMapping("/api/authority")
class AuthorityController {
    /// One of the two.
    ///
    /// @param share of its different values that the other holds too, in percent, estimated
    record SideView(
            UnitCode unit,
            String unitName,
            String path,
            @Nullable String comment,
            String column,
            long rows,
            long share) {}

    /// Entries that are published over the two tables.
    record Published(List<EntryDirectory.Known> one, List<EntryDirectory.Known> other) {}

    /// What is known before anybody asks.
    ///
    /// @param ground why the numbers speak for the unit: `covers` or `rows`
    /// @param known the question about the same, where somebody has asked
    record Proposal(
            SideView one,
            SideView other,
            Published published,
            @Nullable String type,
            long common,
            UnitCode suggested,
            String ground,
            @Nullable UUID known) {}

    record AskRequest(
            long duplicate,
            @Nullable UnitCode unit,
            @Nullable String reason) {}

    record Asked(UUID id) {}

    record Row(
            UUID id,
            String number,
            SideView one,
            SideView other,
            @Nullable String type,
            long common,
            SourceQuestion.State state,
            String proposedName,
            @Nullable String authorityName) {}

    record QuestionPage(
            Row row,
            SourceQuestion question,
            Published published,
            List<String> may,
            @Nullable LocalDate due,
            List<Decision> history,
            FlowDiagram picture) {}

    record AnswerRequest(
            @Nullable UnitCode unit,
            @Nullable String basis,
            @Nullable String comment) {}

    /// What is asked or decided about a column behind an entry.
    ///
    /// @param here whether the entry's own unit is the source; null while it is only asked
    /// @param sources entries of the source unit, where it is the other
    /// @param question where the reader may see it
    record EntrySource(
            String column,
            String otherUnitName,
            SourceQuestion.State state,
            @Nullable Boolean here,
            @Nullable String authorityName,
            List<EntryDirectory.Known> sources,
            @Nullable UUID question) {}

    private final AuthoritativeSources service;
    private final SourceQuestions questions;
    private final Duplicates duplicates;
    private final EntryDirectory entries;
    private final Approvals approvals;
    private final Institution institution;
    private final Texts texts;

    AuthorityController(
            AuthoritativeSources service,
            SourceQuestions questions,
            Duplicates duplicates,
            EntryDirectory entries,
            Approvals approvals,
            Institution institution,
            Texts texts) {
        this.service = service;
        this.questions = questions;
        this.duplicates = duplicates;
        this.entries = entries;
        this.approvals = approvals;
        this.institution = institution;
        this.texts = texts;
    }

    @GetMapping("/proposal")
    Proposal proposal(@RequestParam long duplicate, Actor actor) {
        Duplicates.Duplicate found = duplicates.find(duplicate, actor).orElseThrow(NotFound::new);
        Suggestion suggestion = Suggestion.of(found);
        return new Proposal(
                one(found),
                other(found),
                published(found),
                type(found.type()),
                found.common(),
                suggestion.unit(),
                suggestion.ground(),
                questions.about(found).map(SourceQuestion::id).orElse(null));
    }

    @GetMapping("/questions")
    Listing<Row> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        return questions
                .list(sight(actor), state == null || state.isBlank() ? null : state, query)
                .map(this::row);
    }

    @GetMapping("/questions/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        AllRows<List<@Nullable Object>> rows = query.everything(page -> list(state, page, actor))
                .map(row -> Arrays.<@Nullable Object>asList(
                        row.number(),
                        row.type(),
                        row.one().unitName(),
                        row.one().path() + "." + row.one().column(),
                        row.other().unitName(),
                        row.other().path() + "." + row.other().column(),
                        row.common(),
                        row.proposedName(),
                        texts.say("authority.state." + row.state().word()),
                        row.authorityName()));
        List<String> columns = Stream.of(
                        "number",
                        "type",
                        "one",
                        "one-column",
                        "other",
                        "other-column",
                        "common",
                        "proposed",
                        "state",
                        "authority")
                .map(column -> texts.say("authority.column." + column))
                .toList();
        return new Spreadsheet(texts.say("authority.list"), columns, rows, texts).download(format);
    }

    @PostMapping("/questions")
    @ResponseStatus(HttpStatus.CREATED)
    Asked ask(@RequestBody AskRequest request, Actor actor) {
        return new Asked(service.ask(request.duplicate(), request.unit(), request.reason(), actor));
    }

    @GetMapping("/questions/{id}")
    QuestionPage one(@PathVariable UUID id, Actor actor) {
        SourceQuestion question = questions.visible(id, sight(actor)).orElseThrow(NotFound::new);
        return new QuestionPage(
                row(question),
                question,
                published(question.duplicate()),
                may(question, actor),
                approvals.due(question.caseId()),
                approvals.history(question.caseId()),
                approvals.picture(question.caseId()));
    }

    @PostMapping("/questions/{id}/{act}")
    QuestionPage answer(
            @PathVariable UUID id, @PathVariable String act, @RequestBody AnswerRequest request, Actor actor) {
        one(id, actor);
        switch (act) {
            case "agree" -> service.opinion(id, true, request.comment(), actor);
            case "object" -> service.opinion(id, false, request.comment(), actor);
            case "name" -> service.name(id, request.unit(), request.basis(), actor);
            case "dismiss" -> service.dismiss(id, request.comment(), actor);
            default -> throw new NotFound();
        }
        return one(id, actor);
    }

    /// What readers of an entry should know of its data's source.
    @GetMapping("/entries/{entry}")
    List<EntrySource> ofEntry(@PathVariable UUID entry, Actor actor) {
        SourceQuestions.Sight sight = sight(actor);
        return entries.mount(entry, actor).stream()
                .flatMap(mount -> questions.about(mount.source(), mount.path()).stream()
                        .map(question -> entrySource(mount.source(), mount.path(), question, sight)))
                .toList();
    }

    private EntrySource entrySource(UUID source, String path, SourceQuestion question, SourceQuestions.Sight sight) {
        boolean first = question.source().equals(source) && question.path().equals(path);
        UnitCode mine = first ? question.unit() : question.otherUnit();
        UnitCode theirs = first ? question.otherUnit() : question.unit();
        UnitCode authority = question.authority();
        boolean elsewhere = authority != null && authority.equals(theirs);
        boolean mayRead =
                sight.all() || sight.own().contains(mine) || sight.own().contains(theirs);
        return new EntrySource(
                first ? question.columnName() : question.otherColumn(),
                institution.unitName(theirs),
                question.state(),
                authority == null ? null : !elsewhere,
                authority == null ? null : institution.unitName(authority),
                elsewhere
                        ? entries.publishedOver(
                                first ? question.otherSource() : question.source(),
                                first ? question.otherPath() : question.path())
                        : List.of(),
                mayRead ? question.id() : null);
    }

    /// Own is also what was delegated: whoever decides must be able to read.
    private SourceQuestions.Sight sight(Actor actor) {
        Set<UnitCode> own = approvals.capacities(actor).stream()
                .filter(capacity -> capacity.role() == Role.DATA_STEWARD || capacity.role() == Role.UNIT_CDO)
                .map(Capacity::unit)
                .collect(Collectors.toSet());
        return new SourceQuestions.Sight(
                own, actor.isAny(Role.BUREAU_OPERATOR, Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER));
    }

    private List<String> may(SourceQuestion question, Actor actor) {
        List<String> may = new ArrayList<>();
        if (approvals.capacity(question.caseId(), actor).isPresent()) {
            boolean naming = approvals.stepOf(question.caseId()).orElse("").equals("name-source");
            may.addAll(naming ? List.of("name", "dismiss") : List.of("agree", "object"));
        }
        return may;
    }

    private Row row(SourceQuestion question) {
        Duplicates.Duplicate duplicate = question.duplicate();
        UnitCode authority = question.authority();
        return new Row(
                question.id(),
                question.number(),
                one(duplicate),
                other(duplicate),
                type(question.type()),
                question.common(),
                question.state(),
                institution.unitName(question.proposed()),
                authority == null ? null : institution.unitName(authority));
    }

    private SideView one(Duplicates.Duplicate duplicate) {
        return new SideView(
                duplicate.unit(),
                institution.unitName(duplicate.unit()),
                duplicate.path(),
                duplicate.tableComment(),
                duplicate.columnName(),
                duplicate.rowsRead(),
                Math.round(duplicate.share() * 100));
    }

    private SideView other(Duplicates.Duplicate duplicate) {
        return new SideView(
                duplicate.otherUnit(),
                institution.unitName(duplicate.otherUnit()),
                duplicate.otherPath(),
                duplicate.otherComment(),
                duplicate.otherColumn(),
                duplicate.otherRows(),
                Math.round(duplicate.otherShare() * 100));
    }

    private Published published(Duplicates.Duplicate duplicate) {
        return new Published(
                entries.publishedOver(duplicate.source(), duplicate.path()),
                entries.publishedOver(duplicate.otherSource(), duplicate.otherPath()));
    }

    private static @Nullable String type(@Nullable String word) {
        return word == null
                ? null
                : Correction.dataType(word)
                        .map(Words.in(LocaleContextHolder.getLocale())::type)
                        .orElse(null);
    }
}
