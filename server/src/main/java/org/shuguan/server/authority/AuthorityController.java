package org.shuguan.server.authority;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.CaseAction;
import org.shuguan.server.approval.CasePanel;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.census.Duplicates;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
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

/// Questions about the authoritative source of data that several units hold.
@RestController
@RequestMapping("/api/authority")
class AuthorityController {
    /// One of the two columns.
    ///
    /// @param share percentage of its distinct values that the other column also has, estimated
    record SideView(
            UnitCode unit,
            String unitName,
            String path,
            @Nullable String comment,
            String column,
            long rows,
            long share) {}

    /// Published entries of the two tables.
    record Published(List<EntryDirectory.Known> one, List<EntryDirectory.Known> other) {}

    /// The known facts before the question is asked.
    ///
    /// @param ground reason of the suggestion: `covers` or `rows`
    /// @param known the question about the same columns, if it was asked before
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

    record QuestionPage(Row row, SourceQuestion question, Published published, List<String> may, CasePanel panel) {}

    /// An open or decided question about a column of an entry.
    ///
    /// @param here whether the entry's own unit is the source; null while the question is open
    /// @param sources entries of the source unit, if that is the other unit
    /// @param question only if the reader may see it
    record EntrySource(
            String column,
            String otherUnitName,
            SourceQuestion.State state,
            @Nullable Boolean here,
            @Nullable String authorityName,
            List<EntryDirectory.Known> sources,
            @Nullable UUID question) {}

    static final ListColumns<Row> COLUMNS = ListColumns.<Row>titled("authority.column.")
            .column("number", Row::number, "number")
            .column("type", Row::type)
            .column("one", row -> row.one().unitName())
            .column("one-column", row -> row.one().path() + "." + row.one().column())
            .column("other", row -> row.other().unitName(), "other_unit")
            .column(
                    "other-column",
                    row -> row.other().path() + "." + row.other().column())
            .column("common", Row::common, "common")
            .column("proposed", Row::proposedName)
            .word("state", "authority.state.", row -> row.state().word(), "state")
            .column("authority", Row::authorityName)
            .sorted("unit", "unit")
            .filter("state", SourceQuestion.State.values());

    private final AuthoritativeSources service;
    private final SourceQuestions questions;
    private final Duplicates duplicates;
    private final EntryDirectory entries;
    private final Approvals approvals;
    private final Access access;
    private final Institution institution;
    private final Texts texts;

    AuthorityController(
            AuthoritativeSources service,
            SourceQuestions questions,
            Duplicates duplicates,
            EntryDirectory entries,
            Approvals approvals,
            Access access,
            Institution institution,
            Texts texts) {
        this.service = service;
        this.questions = questions;
        this.duplicates = duplicates;
        this.entries = entries;
        this.approvals = approvals;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
    }

    @GetMapping("/proposal")
    Proposal proposal(@RequestParam long duplicate, Actor actor) {
        Duplicates.Duplicate found = duplicates.find(duplicate, actor).orElseThrow(NotFound::new);
        Suggestion suggestion = Suggestion.of(found);
        return new Proposal(
                one(found, institution::unitName),
                other(found, institution::unitName),
                published(found),
                type(found.type()),
                found.common(),
                suggestion.unit(),
                suggestion.ground(),
                questions.about(found).map(SourceQuestion::id).orElse(null));
    }

    @GetMapping("/questions")
    Listing<Row> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        return questions
                .list(scope(actor), COLUMNS.chosen("state", state), query)
                .map(question -> row(question, names));
    }

    @GetMapping("/questions/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(format, texts.say("authority.list"), query, page -> list(state, page, actor), texts);
    }

    @PostMapping("/questions")
    @ResponseStatus(HttpStatus.CREATED)
    Asked ask(@RequestBody AskRequest request, Actor actor) {
        return new Asked(service.ask(request.duplicate(), request.unit(), request.reason(), actor));
    }

    @GetMapping("/questions/{id}")
    QuestionPage one(@PathVariable UUID id, Actor actor) {
        SourceQuestion question = questions.visible(id, scope(actor)).orElseThrow(NotFound::new);
        CasePanel panel = approvals.panel(SourceFlow.FLOW, question.caseId(), actor);
        return new QuestionPage(
                row(question, institution::unitName),
                question,
                published(question.duplicate()),
                panel.actions().stream().map(CaseAction::outcome).toList(),
                panel);
    }

    /// Decides the current step of the question.
    @PostMapping("/questions/{id}/{outcome:agree|object|name|dismiss}")
    QuestionPage decide(
            @PathVariable UUID id,
            @PathVariable SourceFlow.Outcome outcome,
            @RequestBody AuthoritativeSources.Answer answer,
            Actor actor) {
        one(id, actor);
        service.decide(id, outcome, answer, actor);
        return one(id, actor);
    }

    /// Questions about the source of an entry's data, for readers of the entry.
    @GetMapping("/entries/{entry}")
    List<EntrySource> ofEntry(@PathVariable UUID entry, Actor actor) {
        Scope scope = scope(actor);
        return entries.mount(entry, actor).stream()
                .flatMap(mount -> questions.about(mount.source(), mount.path()).stream()
                        .map(question -> entrySource(mount.source(), mount.path(), question, scope)))
                .toList();
    }

    private EntrySource entrySource(UUID source, String path, SourceQuestion question, Scope scope) {
        boolean first = question.source().equals(source) && question.path().equals(path);
        UnitCode mine = first ? question.unit() : question.otherUnit();
        UnitCode theirs = first ? question.otherUnit() : question.unit();
        UnitCode authority = question.authority();
        boolean elsewhere = authority != null && authority.equals(theirs);
        boolean mayRead = scope.covers(mine) || scope.covers(theirs);
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

    private Scope scope(Actor actor) {
        return access.scope(actor, SourcePermission.READ).or(access.scope(actor, SourcePermission.OVERSEE));
    }

    private Row row(SourceQuestion question, Function<UnitCode, String> names) {
        Duplicates.Duplicate duplicate = question.duplicate();
        UnitCode authority = question.authority();
        return new Row(
                question.id(),
                question.number(),
                one(duplicate, names),
                other(duplicate, names),
                type(question.type()),
                question.common(),
                question.state(),
                names.apply(question.proposed()),
                authority == null ? null : names.apply(authority));
    }

    private static SideView one(Duplicates.Duplicate duplicate, Function<UnitCode, String> names) {
        return new SideView(
                duplicate.unit(),
                names.apply(duplicate.unit()),
                duplicate.path(),
                duplicate.tableComment(),
                duplicate.columnName(),
                duplicate.rowsRead(),
                Math.round(duplicate.share() * 100));
    }

    private static SideView other(Duplicates.Duplicate duplicate, Function<UnitCode, String> names) {
        return new SideView(
                duplicate.otherUnit(),
                names.apply(duplicate.otherUnit()),
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
                : DataType.find(word).map(Texts.ofCensus()::type).orElse(null);
    }
}
