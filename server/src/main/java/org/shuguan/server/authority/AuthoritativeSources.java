package org.shuguan.server.authority;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
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

/// From "two units hold the same data" to "this one is its source": proposed by whoever sees it, heard by the CDOs of
/// both, named by the bureau.
@Service
@Transactional
public class AuthoritativeSources {
    private static final String FLOW = "authoritative-source";
    private static final String OWN_OPINION = "opinion";
    private static final String OTHER_OPINION = "opinion-other";
    private static final String NAMING = "name-source";
    private static final int LONGEST = 1000;

    private final SourceQuestions questions;
    private final Duplicates duplicates;
    private final Approvals approvals;
    private final Institution institution;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AuthoritativeSources(
            SourceQuestions questions,
            Duplicates duplicates,
            Approvals approvals,
            Institution institution,
            ApplicationEventPublisher events,
            Clock clock) {
        this.questions = questions;
        this.duplicates = duplicates;
        this.approvals = approvals;
        this.institution = institution;
        this.events = events;
        this.clock = clock;
    }

    /// Asks which of two units is the source of what both hold.
    ///
    /// @param duplicate as the census lists it
    /// @param proposed who should be it
    /// @param reason why, for example the duty by which the unit collects the data
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
                FLOW, id.toString(), source, SourceQuestion.title(found), "/office/authority/" + id, actor, as);
        approvals.know(caseId, Map.of("other", other.value()));
        SourceQuestion question =
                question(id, found, source, String.valueOf(reason).strip(), caseId, actor);
        try {
            questions.add(question);
        } catch (DuplicateKeyException faster) {
            throw AuthorityRefused.askedAlready("");
        }
        tell("authority.ask", question, source, Map.of("proposed", source.value()));
        return id;
    }

    /// The CDO of one of the two units says what they think; an objection says why.
    public void opinion(UUID id, boolean agrees, @Nullable String comment, Actor actor) {
        SourceQuestion question = asked(id);
        new InvalidInput.Check()
                .that(agrees || isSaid(comment), "comment", "required")
                .that(fits(comment), "comment", "too-long", Map.of("max", LONGEST))
                .orRefuse();
        String step = approvals.stepOf(question.caseId()).orElse("");
        if (!step.equals(OWN_OPINION) && !step.equals(OTHER_OPINION)) {
            throw AuthorityRefused.notThere();
        }
        String outcome = agrees ? "agree" : "object";
        complete(question, step, outcome, comment, actor);
        tell("authority." + outcome, question, question.proposed(), Map.of("step", step));
    }

    /// The bureau names the source unit.
    ///
    /// @param basis the document or duty that it rests on
    public void name(UUID id, @Nullable UnitCode authority, @Nullable String basis, Actor actor) {
        SourceQuestion question = asked(id);
        check(authority, question.unit(), question.otherUnit())
                .that(isSaid(basis), "basis", "required")
                .that(fits(basis), "basis", "too-long", Map.of("max", LONGEST))
                .orRefuse();
        UnitCode named = Objects.requireNonNull(authority);
        complete(question, NAMING, "name", basis, actor);
        questions.decide(
                id,
                SourceQuestion.State.NAMED,
                named,
                String.valueOf(basis).strip(),
                actor.officerName(),
                clock.instant());
        tell("authority.name", question, named, Map.of("authority", named.value()));
    }

    /// The bureau finds that it is not the same data, or that both keep their own.
    public void dismiss(UUID id, @Nullable String reason, Actor actor) {
        SourceQuestion question = asked(id);
        new InvalidInput.Check()
                .that(isSaid(reason), "comment", "required")
                .that(fits(reason), "comment", "too-long", Map.of("max", LONGEST))
                .orRefuse();
        complete(question, NAMING, "dismiss", reason, actor);
        questions.decide(id, SourceQuestion.State.DISMISSED, null, null, actor.officerName(), clock.instant());
        tell("authority.dismiss", question, question.proposed(), Map.of());
    }

    private void complete(SourceQuestion question, String step, String outcome, @Nullable String comment, Actor actor) {
        try {
            approvals.complete(
                    question.caseId(), step, outcome, comment, SourceQuestion.title(question.duplicate()), actor);
        } catch (StepGone gone) {
            throw AuthorityRefused.notThere();
        }
    }

    private SourceQuestion asked(UUID id) {
        SourceQuestion question = questions.lock(id).orElseThrow(NotFound::new);
        if (question.state() != SourceQuestion.State.ASKED) {
            throw AuthorityRefused.notThere();
        }
        return question;
    }

    /// Whose question it may be: the bureau's, and those of both units.
    private static Role asker(Duplicates.Duplicate duplicate, Actor actor) {
        for (UnitCode unit : new UnitCode[] {duplicate.unit(), duplicate.otherUnit()}) {
            if (actor.is(Role.UNIT_CDO, unit)) {
                return Role.UNIT_CDO;
            }
            if (actor.is(Role.DATA_STEWARD, unit)) {
                return Role.DATA_STEWARD;
            }
        }
        if (!actor.is(Role.BUREAU_OPERATOR)) {
            throw new Forbidden();
        }
        return Role.BUREAU_OPERATOR;
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
                clock.instant(),
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

    private void tell(String action, SourceQuestion question, UnitCode unit, Map<String, ?> facts) {
        events.publishEvent(new AuthorityEvent(action, question.number(), unit.value(), facts));
    }
}
