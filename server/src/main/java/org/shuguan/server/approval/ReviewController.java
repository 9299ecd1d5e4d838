package org.shuguan.server.approval;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
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

/// The decisions that wait for the reader 审核, of all kinds of cases.
@RestController
@RequestMapping("/api/reviews")
class ReviewController {
    private static final int MOST = 100;

    /// @param kindName of the kind, in the reader's language
    record ReviewRow(
            String id,
            String kind,
            String kindName,
            String title,
            @Nullable String unit,
            @Nullable String unitName,
            String step,
            String stepName,
            Instant since,
            @Nullable LocalDate due,
            DeadlineLight light,
            String link) {}

    /// @param history who has decided what, the oldest first
    /// @param summary sentences: what is asked for, and why
    /// @param compared the differences from the published version, null if there are none to show
    /// @param choices what the reader may decide
    /// @param mayAsk whether those who submitted the case can be asked without a step of the flow
    record ReviewCard(
            ReviewRow row,
            List<Decision> history,
            List<String> summary,
            List<Decidable.Figure> figures,
            Decidable.@Nullable Compared compared,
            List<Reviews.Choice> choices,
            boolean mayAsk,
            List<CasePanel.Reminder> reminders,
            List<CaseQuestion> questions) {}

    /// A kind by which the list can be narrowed.
    record Kind(String kind, String name) {}

    record DecideRequest(@Nullable String outcome, Decidable.@Nullable Said said) {}

    /// @param ids of open steps, of the same kind
    record DecideSeveralRequest(
            @Size(max = MOST) @Nullable List<String> ids,
            @Nullable String outcome,
            Decidable.@Nullable Said said) {}

    record AskRequest(@Nullable String question) {}

    private static final ListColumns<ReviewRow> COLUMNS = ListColumns.<ReviewRow>titled("approval.review.")
            .column("kind", ReviewRow::kindName)
            .column("title", ReviewRow::title)
            .column("unit", ReviewRow::unitName)
            .column("step", ReviewRow::stepName)
            .column("since", ReviewRow::since)
            .column("due", ReviewRow::due);

    private final Reviews reviews;
    private final Texts texts;

    ReviewController(Reviews reviews, Texts texts) {
        this.reviews = reviews;
        this.texts = texts;
    }

    /// @param kind only cases of this kind, see `/kinds`
    /// @param unit only cases about this unit
    @GetMapping
    Listing<ReviewRow> list(
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String unit,
            @ParameterObject ListQuery query,
            Actor actor) {
        return reviews.list(
                        ListColumns.choice("kind", kind, reviews.kinds()),
                        unit == null || unit.isBlank() ? null : unit,
                        query,
                        actor)
                .map(this::row);
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String unit,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("approval.review.list"), query, page -> list(kind, unit, page, actor), texts);
    }

    /// The kinds of cases that are decided here.
    @GetMapping("/kinds")
    List<Kind> kinds() {
        return reviews.kinds().stream()
                .map(kind -> new Kind(kind, texts.say("approval.kind." + kind)))
                .toList();
    }

    /// A decision with all that it is taken by.
    @GetMapping("/{id}")
    ReviewCard one(@PathVariable String id, Actor actor) {
        Reviews.Card card = reviews.card(id, actor);
        return new ReviewCard(
                row(card.todo()),
                card.history(),
                card.content().summary(),
                card.content().figures(),
                card.content().compared(),
                card.choices(),
                card.mayAsk(),
                card.reminders(),
                card.questions());
    }

    /// Decides an open step.
    @PostMapping("/{id}/decision")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void decide(@PathVariable String id, @RequestBody DecideRequest request, Actor actor) {
        reviews.decide(id, request.outcome() == null ? "" : request.outcome(), said(request.said()), actor);
    }

    /// Decides several open steps, each by itself; the answer says of each whether it was decided, or why not.
    @PostMapping("/decisions")
    List<Reviews.Result> decideSeveral(@RequestBody @Valid DecideSeveralRequest request, Actor actor) {
        List<String> ids = request.ids() == null ? List.of() : request.ids();
        new InvalidInput.Check()
                .that(!ids.isEmpty(), "ids", "required")
                .that(request.outcome() != null, "outcome", "required")
                .orRefuse();
        return reviews.decide(ids, request.outcome() == null ? "" : request.outcome(), said(request.said()), actor);
    }

    /// Asks those who submitted the case.
    @PostMapping("/{id}/questions")
    ReviewCard ask(@PathVariable String id, @RequestBody AskRequest request, Actor actor) {
        reviews.ask(id, request.question(), actor);
        return one(id, actor);
    }

    private static Decidable.Said said(Decidable.@Nullable Said said) {
        return said == null ? Decidable.Said.comment(null) : said;
    }

    private ReviewRow row(Todo todo) {
        return new ReviewRow(
                todo.id(),
                todo.kind(),
                texts.say("approval.kind." + todo.kind()),
                todo.title(),
                todo.unit(),
                todo.unitName(),
                todo.step(),
                todo.stepName(),
                todo.since(),
                todo.due(),
                todo.light(),
                todo.link());
    }
}
