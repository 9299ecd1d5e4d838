package org.shuguan.server.authority;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Decided;
import org.shuguan.server.approval.Given;
import org.shuguan.server.approval.NewCase;
import org.shuguan.server.approval.StepGone;
import org.shuguan.server.census.Duplicates;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Determines the authoritative source of data that two units hold: proposed by one of them or an overseer,
/// commented on by the CDOs of both, and decided by the bureau.
@Service
@Transactional
public class AuthoritativeSources {
    private static final int LONGEST = 1000;

    private final SourceQuestions questions;
    private final Duplicates duplicates;
    private final Approvals approvals;
    private final Access access;
    private final Institution institution;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AuthoritativeSources(
            SourceQuestions questions,
            Duplicates duplicates,
            Approvals approvals,
            Access access,
            Institution institution,
            ApplicationEventPublisher events,
            Clock clock) {
        this.questions = questions;
        this.duplicates = duplicates;
        this.approvals = approvals;
        this.access = access;
        this.institution = institution;
        this.events = events;
        this.clock = clock;
    }

    /// Asks which of two units is the source of the data that both hold.
    ///
    /// @param duplicate as the census lists it
    /// @param proposed the unit that should be the source
    /// @param reason for the proposal, for example the duty by which the unit collects the data
    public UUID ask(long duplicate, @Nullable UnitCode proposed, @Nullable String reason, Actor actor) {
        Duplicates.Duplicate found = duplicates.find(duplicate, actor).orElseThrow(NotFound::new);
        Role as = asker(found, actor);
        check(proposed, found.unit(), found.otherUnit())
                .that(isSaid(reason), "reason", "required")
                .that(fits(reason), "reason", "too-long", Map.of("max", LONGEST))
                .orRefuse();
        questions.about(found).ifPresent(known -> {
            throw AuthorityRefused.askedAlready(known.number());
        });
        UnitCode source = Objects.requireNonNull(proposed);
        UnitCode other = source.equals(found.unit()) ? found.otherUnit() : found.unit();
        UUID id = UUID.randomUUID();
        String caseId = approvals.start(
                SourceFlow.FLOW,
                new NewCase(
                        id.toString(),
                        source,
                        territory(source, other),
                        SourceQuestion.title(found),
                        "/office/authority/" + id,
                        as,
                        Map.of("other", other.value()),
                        asking(as, found, actor)),
                actor);
        SourceQuestion question =
                question(id, found, source, String.valueOf(reason).strip(), caseId, actor);
        try {
            questions.add(question);
        } catch (DuplicateKeyException faster) {
            throw AuthorityRefused.askedAlready("");
        }
        Map<String, String> facts = new HashMap<>(approvals.last(caseId).facts());
        facts.put("proposed", source.value());
        publish(question, SourceEvent.What.ASK, actor, question.reason(), facts);
        return id;
    }

    /// The input of a decision; each outcome uses the fields that it needs.
    ///
    /// @param unit that is named as the source
    /// @param basis the document or duty as the basis of the decision
    record Answer(
            @Nullable UnitCode unit,
            @Nullable String basis,
            @Nullable String comment) {}

    /// Decides the current step of a question: the CDOs of both units state their opinions; the bureau names the
    /// source, or finds that the data are not the same or that both units keep their own.
    void decide(UUID id, SourceFlow.Outcome outcome, Answer answer, Actor actor) {
        SourceQuestion question = asked(id);
        new InvalidInput.Check()
                .that(fits(answer.basis()), "basis", "too-long", Map.of("max", LONGEST))
                .that(fits(answer.comment()), "comment", "too-long", Map.of("max", LONGEST))
                .orRefuse();
        if (outcome == SourceFlow.Outcome.NAME && answer.unit() != null) {
            check(answer.unit(), question.unit(), question.otherUnit()).orRefuse();
        }
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("unit", answer.unit());
        fields.put("basis", answer.basis());
        fields.put("comment", answer.comment());
        String reason = outcome == SourceFlow.Outcome.NAME ? answer.basis() : answer.comment();
        String step = approvals.stepOf(question.caseId()).orElse("");
        Decided<SourceQuestion.Stage> decided;
        try {
            decided = approvals.decide(
                    SourceFlow.FLOW,
                    question.caseId(),
                    SourceFlow.stage(step),
                    outcome,
                    new Given(SourceQuestion.title(question.duplicate()), reason, fields, Map.of()),
                    actor);
        } catch (StepGone gone) {
            throw AuthorityRefused.notThere();
        }
        switch (decided.state()) {
            case NAMED ->
                questions.decide(
                        id,
                        SourceQuestion.State.NAMED,
                        answer.unit(),
                        String.valueOf(answer.basis()).strip(),
                        Person.of(actor),
                        clock.instant());
            case DISMISSED ->
                questions.decide(id, SourceQuestion.State.DISMISSED, null, null, Person.of(actor), clock.instant());
            case OPINION, OTHER_OPINION, NAMING -> {}
        }
        Map<String, String> facts = new HashMap<>(decided.decision().facts());
        facts.put("step", step);
        if (answer.unit() != null) {
            facts.put("authority", answer.unit().value());
        }
        publish(question, SourceEvent.What.valueOf(outcome.name()), actor, reason, facts);
    }

    private SourceQuestion asked(UUID id) {
        SourceQuestion question = questions.lock(id).orElseThrow(NotFound::new);
        if (question.state() != SourceQuestion.State.ASKED) {
            throw AuthorityRefused.notThere();
        }
        return question;
    }

    /// The role in which the actor may ask: of one of both units, or overseeing one of them.
    private Role asker(Duplicates.Duplicate duplicate, Actor actor) {
        for (Role role : new Role[] {Role.UNIT_CDO, Role.DATA_STEWARD}) {
            if (actor.is(role, duplicate.unit()) || actor.is(role, duplicate.otherUnit())) {
                return role;
            }
        }
        if (!access.can(actor, SourcePermission.OVERSEE, duplicate.unit())
                && !access.can(actor, SourcePermission.OVERSEE, duplicate.otherUnit())) {
            throw new Forbidden();
        }
        return Role.BUREAU_OPERATOR;
    }

    /// The unit on whose behalf the question is asked.
    private UnitCode asking(Role as, Duplicates.Duplicate duplicate, Actor actor) {
        if (as == Role.BUREAU_OPERATOR) {
            return territory(duplicate.unit(), duplicate.otherUnit());
        }
        return actor.is(as, duplicate.unit()) ? duplicate.unit() : duplicate.otherUnit();
    }

    /// The territory whose bureau decides: the common district of both units, else the city.
    private UnitCode territory(UnitCode one, UnitCode other) {
        return access.servedBy(Role.BUREAU_OPERATOR, one, other);
    }

    private SourceQuestion question(
            UUID id, Duplicates.Duplicate duplicate, UnitCode proposed, String reason, String caseId, Actor actor) {
        return new SourceQuestion(
                id,
                questions.nextNumber(institution.today().getYear()),
                duplicate.unit(),
                duplicate.source(),
                duplicate.path(),
                duplicate.tableComment(),
                duplicate.columnName(),
                duplicate.otherUnit(),
                duplicate.otherSource(),
                duplicate.otherPath(),
                duplicate.otherComment(),
                duplicate.otherColumn(),
                duplicate.type(),
                duplicate.common(),
                duplicate.share(),
                duplicate.otherShare(),
                duplicate.rowsRead(),
                duplicate.otherRows(),
                Suggestion.of(duplicate).unit(),
                proposed,
                reason,
                SourceQuestion.State.ASKED,
                null,
                null,
                caseId,
                actor.officerName(),
                actor.officer(),
                clock.instant(),
                null,
                null,
                null);
    }

    private static InvalidInput.Check check(@Nullable UnitCode unit, UnitCode one, UnitCode other) {
        return new InvalidInput.Check()
                .that(unit != null, "unit", "required")
                .that(unit == null || unit.equals(one) || unit.equals(other), "unit", "neither-unit");
    }

    private static boolean isSaid(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static boolean fits(@Nullable String text) {
        return text == null || text.length() <= LONGEST;
    }

    private void publish(
            SourceQuestion question,
            SourceEvent.What what,
            Actor actor,
            @Nullable String reason,
            Map<String, String> facts) {
        events.publishEvent(new SourceEvent(
                question.id(),
                question.number(),
                SourceQuestion.title(question.duplicate()),
                question.proposed(),
                question.proposed().equals(question.unit()) ? question.otherUnit() : question.unit(),
                approvals.submitter(question.caseId()).orElse(actor.officer()),
                what,
                actor.officer(),
                reason,
                facts,
                clock.instant()));
    }
}
