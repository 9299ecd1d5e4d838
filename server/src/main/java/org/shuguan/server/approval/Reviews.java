package org.shuguan.server.approval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Refusal;
import org.shuguan.server.platform.RequestRefused;
import org.shuguan.server.platform.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The decisions that wait for a reader, of all kinds of cases and other work that are [Decidable]. They are decided by
/// the modules'
/// own services, each in a transaction of its own.
@Component
class Reviews {
    private static final Logger LOG = LoggerFactory.getLogger(Reviews.class);
    private static final String ASK = "ask";

    /// A field of an outcome.
    ///
    /// @param options what can be chosen; null where the field is not chosen from a list
    record Field(String name, boolean required, @Nullable List<Decidable.Option> options) {}

    /// An outcome that the reader may choose.
    record Choice(String outcome, List<Field> fields) {}

    /// A decision with all that it is taken by.
    ///
    /// @param mayAsk whether those who submitted the case can be asked without a step of the flow
    record Card(
            Todo todo,
            List<Decision> history,
            Decidable.Card content,
            List<Choice> choices,
            boolean mayAsk,
            List<CasePanel.Reminder> reminders,
            List<CaseQuestion> questions) {}

    /// Of several decisions one: taken, or why not.
    ///
    /// @param title of the case, empty if it is not open any more
    /// @param why null if it was decided
    record Result(
            String id,
            String title,
            boolean decided,
            @Nullable String why) {}

    /// One of the lists that are merged into the list of all decisions.
    private record Source(LongSupplier count, LongFunction<List<OpenWork.Item>> first) {}

    private final Map<String, Decidable> kinds = new LinkedHashMap<>();
    private final List<DecidableWork> works;
    private final OpenSteps steps;
    private final Decisions decisions;
    private final Approvals approvals;
    private final Reminders reminders;
    private final CaseQuestions questions;
    private final Institution institution;
    private final Texts texts;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Reviews(
            List<Decidable> decidables,
            List<DecidableWork> works,
            OpenSteps steps,
            Decisions decisions,
            Approvals approvals,
            Reminders reminders,
            CaseQuestions questions,
            Institution institution,
            Texts texts,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        decidables.forEach(one -> kinds.put(one.type().flow(), one));
        this.works = works;
        this.steps = steps;
        this.decisions = decisions;
        this.approvals = approvals;
        this.reminders = reminders;
        this.questions = questions;
        this.institution = institution;
        this.texts = texts;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /// The kinds of cases and other work that can be decided here.
    List<String> kinds() {
        return Stream.concat(kinds.keySet().stream(), works.stream().map(DecidableWork::kind))
                .toList();
    }

    /// Whether the step of the kind is decided here.
    boolean decides(String kind, String step) {
        Decidable decidable = kinds.get(kind);
        return (decidable != null && decidable.steps().contains(step))
                || works.stream()
                        .anyMatch(
                                work -> work.kind().equals(kind) && work.steps().contains(step));
    }

    /// The page of a decision.
    static String page(String id) {
        return "/office/reviews/" + id;
    }

    /// One page of the decisions that wait for the reader.
    ///
    /// @param kind only of this kind, null for all
    /// @param unit only about this unit, null for all
    Listing<Todo> list(@Nullable String kind, @Nullable String unit, ListQuery query, Actor reader) {
        return find(kind, unit, null, query, reader);
    }

    private Listing<Todo> find(
            @Nullable String kind, @Nullable String unit, @Nullable String id, ListQuery query, Actor reader) {
        List<String> wanted = new ArrayList<>();
        List<String> guarded = new ArrayList<>();
        kinds.forEach((flow, decidable) -> {
            if (kind == null || kind.equals(flow)) {
                decidable.type().steps().stream()
                        .filter(step -> decidable.steps().contains(step.id()))
                        .forEach(step -> {
                            wanted.add(flow + " " + step.id());
                            if (step.kind() == CaseType.Kind.DECISION) {
                                guarded.add(flow + " " + step.id());
                            }
                        });
            }
        });
        var viewer = new OpenWork.Viewer(reader.capacities(), institution.unitNames());
        var asked = new OpenWork.Asked(null, query.like(), WorkOrder.asked(query), WorkOrder.descending(query));
        var cases = new OpenSteps.Decisions(wanted, guarded, unit, id);
        List<Source> sources = new ArrayList<>();
        if (!wanted.isEmpty()) {
            sources.add(new Source(
                    () -> steps.countDecisions(reader, viewer, asked, cases),
                    most -> steps.decisions(reader, viewer, asked, cases, most)));
        }
        works.stream()
                .filter(work -> kind == null || kind.equals(work.kind()))
                .forEach(work -> sources.add(new Source(
                        () -> work.countDecisions(reader, viewer, asked, unit, id),
                        most -> work.decisions(reader, viewer, asked, unit, id, most))));
        return WorkOrder.page(
                        sources,
                        query,
                        source -> source.count().getAsLong(),
                        (source, most) -> source.first().apply(most),
                        asked.comparator())
                .map(OpenWork.Item::todo);
    }

    /// What the reader decides by.
    ///
    /// @param id of the open step
    /// @throws NotFound if it does not wait for the reader, or not any more
    Card card(String id, Actor reader) {
        Todo todo = find(null, null, id, new ListQuery(1, 1, null, null), reader).items().stream()
                .findFirst()
                .orElseThrow(NotFound::new);
        OpenSteps.OpenStep step = steps.open(id).orElse(null);
        if (step == null) {
            return card(todo, work(id), reader);
        }
        Decidable decidable = decidable(step);
        Decidable.Card content = decidable.card(new Decidable.Subject(step.subject(), step.step()), reader);
        List<Choice> choices = choices(decidable, step, content, reader);
        return new Card(
                todo,
                decisions.of(step.caseId()),
                content,
                choices,
                mayAsk(choices),
                reminders.sent(id),
                questions.of(step.caseId()));
    }

    private Card card(Todo todo, DecidableWork work, Actor reader) {
        Decidable.Card content = work.card(todo.id(), reader);
        return new Card(
                todo,
                List.of(),
                content,
                work.choices(todo.id(), reader).stream()
                        .map(action -> choice(action, content))
                        .toList(),
                false,
                List.of(),
                List.of());
    }

    private DecidableWork work(String id) {
        return works.stream().filter(work -> work.isOpen(id)).findFirst().orElseThrow(StepGone::new);
    }

    private static Choice choice(CaseAction action, Decidable.Card content) {
        return new Choice(
                action.outcome(),
                action.fields().stream()
                        .map(field -> new Field(
                                field.name(),
                                field.required(),
                                content.options().get(field.name())))
                        .toList());
    }

    /// A flow with an outcome of its own for asking asks by that.
    private static boolean mayAsk(List<Choice> choices) {
        return !choices.isEmpty()
                && choices.stream().noneMatch(choice -> choice.outcome().equals(ASK));
    }

    private List<Choice> choices(Decidable decidable, OpenSteps.OpenStep step, Decidable.Card content, Actor reader) {
        return chosen(decidable.type(), step, reader).stream()
                .filter(action -> !content.withheld().contains(action.outcome()))
                .map(action -> choice(action, content))
                .toList();
    }

    /// The outcomes that those choose whose turn it is.
    private List<CaseAction> chosen(CaseType<?, ?> type, OpenSteps.OpenStep step, Actor reader) {
        List<String> ofTheTurn = ofTheTurn(type, step.step());
        return approvals.actions(type, step.caseId(), reader).stream()
                .filter(action -> ofTheTurn.contains(action.outcome()))
                .toList();
    }

    private static List<String> ofTheTurn(CaseType<?, ?> type, String step) {
        return type.step(step).stream()
                .flatMap(one -> one.outcomes().stream())
                .filter(outcome -> outcome.by() == null && !outcome.byFact())
                .map(CaseType.Outcome::word)
                .toList();
    }

    /// Decides one.
    ///
    /// @throws Refusal as the module's own page would, or because somebody has decided it meanwhile
    void decide(String id, String outcome, Decidable.Said said, Actor actor) {
        transaction.executeWithoutResult(status -> decideWithin(id, outcome, said, actor));
    }

    private void decideWithin(String id, String outcome, Decidable.Said said, Actor actor) {
        OpenSteps.OpenStep step = steps.open(id).orElse(null);
        if (step == null) {
            decideWork(id, outcome, said, actor);
            return;
        }
        Decidable decidable = mayChoose(step, outcome, actor);
        int before = decisions.of(step.caseId()).size();
        // The step may have ended after the first query and another one begun, which the reader has not seen.
        if (steps.open(id).isEmpty()) {
            throw new StepGone();
        }
        decidable.decide(new Decidable.Subject(step.subject(), step.step()), outcome, said, actor);
        if (decisions.of(step.caseId()).size() != before + 1) {
            // Somebody else decided between these queries and the module's lock.
            throw new StepGone();
        }
    }

    private void decideWork(String id, String outcome, Decidable.Said said, Actor actor) {
        DecidableWork work = work(id);
        List<CaseAction> choices = work.choices(id, actor);
        if (choices.isEmpty()) {
            throw new Forbidden();
        }
        if (choices.stream().noneMatch(choice -> choice.outcome().equals(outcome))) {
            throw new StepGone();
        }
        work.decide(id, outcome, said, actor);
    }

    private Decidable mayChoose(OpenSteps.OpenStep step, String outcome, Actor actor) {
        Decidable decidable = decidable(step);
        if (chosen(decidable.type(), step, actor).stream()
                .noneMatch(action -> action.outcome().equals(outcome))) {
            if (!approvals.concerns(step.caseId(), actor)) {
                throw new Forbidden();
            }
            new InvalidInput.Check()
                    .that(!outcome.isBlank(), "outcome", "required")
                    .orRefuse();
            throw ofTheTurn(decidable.type(), step.step()).contains(outcome) ? new OwnSubmission() : new StepGone();
        }
        return decidable;
    }

    private Decidable decidable(OpenSteps.OpenStep step) {
        return Optional.ofNullable(kinds.get(step.kind()))
                .filter(one -> one.steps().contains(step.step()))
                .orElseThrow(NotFound::new);
    }

    /// Decides several, each by itself: one that is refused does not hinder the others.
    List<Result> decide(List<String> ids, String outcome, Decidable.Said said, Actor actor) {
        return ids.stream()
                .distinct()
                .map(id -> decided(id, outcome, said, actor))
                .toList();
    }

    private Result decided(String id, String outcome, Decidable.Said said, Actor actor) {
        String title = find(null, null, id, new ListQuery(1, 1, null, null), actor).items().stream()
                .findFirst()
                .map(Todo::title)
                .orElse("");
        try {
            decide(id, outcome, said, actor);
            return new Result(id, title, true, null);
        } catch (Refusal refused) {
            record(refused, id);
            return new Result(id, title, false, words(refused));
        } catch (RuntimeException failed) {
            String number = UUID.randomUUID().toString();
            LOG.error("a decision failed, shown to the reader as {}", number, failed);
            return new Result(id, title, false, texts.say("refusal.platform/unexpected", Map.of("id", number)));
        }
    }

    /// A refusal because of who decides is recorded as if it had been the only one.
    private void record(Refusal refused, String id) {
        if (refused.status() == HttpStatus.FORBIDDEN) {
            events.publishEvent(new RequestRefused(
                    refused.code(),
                    refused.status(),
                    "POST",
                    "/api/reviews/{id}/decision",
                    "/api/reviews/" + id + "/decision"));
        }
    }

    private String words(Refusal refused) {
        if (refused instanceof InvalidInput invalid) {
            List<String> sentences = invalid.errors().stream()
                    .map(error -> texts.say("invalid." + error.code(), error.facts()))
                    .distinct()
                    .toList();
            return String.join(" ", sentences);
        }
        return texts.say("refusal." + refused.code(), new HashMap<>(refused.facts()));
    }

    /// Asks those who submitted the case, where the flow has no such outcome.
    void ask(String id, @Nullable String question, Actor actor) {
        transaction.executeWithoutResult(status -> {
            OpenSteps.OpenStep step = steps.open(id).orElseThrow(StepGone::new);
            Decidable decidable = decidable(step);
            List<CaseAction> chosen = chosen(decidable.type(), step, actor);
            if (chosen.isEmpty()) {
                throw new Forbidden();
            }
            if (chosen.stream().anyMatch(action -> action.outcome().equals(ASK))) {
                throw new StepGone();
            }
            questions.ask(step, question, actor);
        });
    }
}
