package org.shuguan.server.approval;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Questions of those who decide a case to those who submitted it, for flows that have no such outcome. The case stays
/// where it is, and its term runs on.
@Component
@Transactional
class CaseQuestions {
    private static final int LONGEST = 2000;
    private static final String COLUMNS = "select id, case_id, title, unit, link, question, asked_by, asked_at, answer,"
            + " answered_by, answered_at from approval.question ";

    private final Decisions decisions;
    private final OpenSteps steps;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CaseQuestions(
            Decisions decisions, OpenSteps steps, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.decisions = decisions;
        this.steps = steps;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /// The questions about a case, the oldest first.
    @Transactional(readOnly = true)
    List<CaseQuestion> of(String caseId) {
        return jdbc.sql(COLUMNS + "where case_id = :case order by asked_at, id")
                .param("case", caseId)
                .query(Rows.to(CaseQuestion.class))
                .list();
    }

    /// A question that the actor asked or is to answer.
    ///
    /// @throws NotFound for everybody else
    @Transactional(readOnly = true)
    CaseQuestion one(UUID id, Actor actor) {
        return find(id).filter(question -> asker(id).equals(actor.officer()) || mayAnswer(question, actor))
                .orElseThrow(NotFound::new);
    }

    /// Whether the actor is one of those who submitted the case.
    boolean mayAnswer(CaseQuestion question, Actor actor) {
        return submitters(question.caseId()).contains(actor.officer());
    }

    /// Asks those who submitted the case. Whether it is the actor's turn is for the caller to check.
    void ask(OpenSteps.OpenStep step, @Nullable String text, Actor actor) {
        String question = said(text, "question");
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into approval.question (id, case_id, title, unit, link, question, asked_by, asked_by_id,
                                                       asked_at)
                        values (:id, :case, :title, :unit, :link, :question, :by, :byId, :at)
                        """)
                .param("id", id)
                .param("case", step.caseId())
                .param("title", step.title())
                .param("unit", step.unit().value())
                .param("link", step.link())
                .param("question", question)
                .param("by", actor.officerName())
                .param("byId", actor.officer().value())
                .param("at", Rows.parameter(now))
                .update();
        events.publishEvent(new CaseQuestioned(
                id,
                step.caseId(),
                step.title(),
                step.unit(),
                submitters(step.caseId()),
                actor.officer(),
                actor.officerName(),
                now));
    }

    /// Answers a question once, while the case is open.
    CaseQuestion answer(UUID id, @Nullable String text, Actor actor) {
        CaseQuestion question = one(id, actor);
        if (!mayAnswer(question, actor)) {
            throw new Forbidden();
        }
        String answer = said(text, "answer");
        if (steps.ofCase(question.caseId()).isEmpty()) {
            throw new StepGone();
        }
        Instant now = clock.instant();
        int changed = jdbc.sql("""
                        update approval.question set answer = :answer, answered_by = :by, answered_by_id = :byId,
                                                     answered_at = :at
                         where id = :id and answer is null
                        """)
                .param("answer", answer)
                .param("by", actor.officerName())
                .param("byId", actor.officer().value())
                .param("at", Rows.parameter(now))
                .param("id", id)
                .update();
        if (changed == 0) {
            throw new StepGone();
        }
        events.publishEvent(new CaseQuestionAnswered(
                id,
                question.caseId(),
                question.title(),
                question.unit(),
                asker(id),
                actor.officer(),
                actor.officerName(),
                now));
        return one(id, actor);
    }

    private Optional<CaseQuestion> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", id)
                .query(Rows.to(CaseQuestion.class))
                .optional();
    }

    private OfficerId asker(UUID id) {
        return new OfficerId(jdbc.sql("select asked_by_id from approval.question where id = :id")
                .param("id", id)
                .query((row, n) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
                .single());
    }

    private List<OfficerId> submitters(String caseId) {
        return decisions.of(caseId).stream()
                .filter(Decision::isSubmission)
                .map(Decision::officer)
                .distinct()
                .toList();
    }

    private static String said(@Nullable String text, String field) {
        String said = text == null ? "" : text.strip();
        new InvalidInput.Check()
                .that(!said.isEmpty(), field, "required")
                .that(said.length() <= LONGEST, field, "too-long", Map.of("max", LONGEST))
                .orRefuse();
        return said;
    }
}
