package org.shuguan.server.approval;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Scope;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Reminders (催办) by people who wait for somebody else's step: whoever submitted the case, and those who oversee the
/// units. A step is reminded of at most once within the working days of the rule `approval.remind-again`.
@Component
@Transactional
class Reminders {
    private final OpenSteps steps;
    private final ObjectProvider<Decidable> decidables;
    private final Decisions decisions;
    private final JdbcClient jdbc;
    private final Access access;
    private final Institution institution;
    private final Calendar calendar;
    private final Setting<Integer> again;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /// @param decidables read when they are needed, because they need cases, which need this
    Reminders(
            OpenSteps steps,
            ObjectProvider<Decidable> decidables,
            Decisions decisions,
            JdbcClient jdbc,
            Access access,
            Institution institution,
            Calendar calendar,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.steps = steps;
        this.decidables = decidables;
        this.decisions = decisions;
        this.jdbc = jdbc;
        this.access = access;
        this.institution = institution;
        this.calendar = calendar;
        this.again = settings.workingDays("approval.remind-again");
        this.events = events;
        this.clock = clock;
    }

    /// The reminders of the step at which the case is, and whether the actor may remind now; null if it is over.
    @Transactional(readOnly = true)
    CasePanel.@Nullable Reminding of(String caseId, Actor actor) {
        return steps.ofCase(caseId)
                .map(step -> {
                    List<CasePanel.Reminder> sent = sent(step.id());
                    return new CasePanel.Reminding(caseId, isNext(sent) && waits(step, actor), sent);
                })
                .orElse(null);
    }

    /// The reminders of an open step, the oldest first.
    @Transactional(readOnly = true)
    List<CasePanel.Reminder> sent(String step) {
        return jdbc.sql("select at, officer_name as by from approval.reminder where step = :step order by at")
                .param("step", step)
                .query(Rows.to(CasePanel.Reminder.class))
                .list();
    }

    /// Notifies everybody whose turn it is.
    ///
    /// @throws StepGone if the case is over
    /// @throws Forbidden if the actor does not wait for others
    /// @throws ReminderRefused if they were reminded a short while ago
    CasePanel.Reminding remind(String caseId, Actor actor) {
        OpenSteps.OpenStep step = steps.ofCase(caseId).orElseThrow(StepGone::new);
        if (!waits(step, actor)) {
            throw new Forbidden();
        }
        // Of two persons who remind at once the second waits here, and finds the reminder of the first.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('approval.reminder ' || :step, 0))")
                .param("step", step.id())
                .query((row, n) -> n)
                .list();
        List<CasePanel.Reminder> sent = sent(step.id());
        if (!isNext(sent)) {
            throw new ReminderRefused(sent.getLast());
        }
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into approval.reminder (step, case_id, officer, officer_name, at)
                        values (:step, :case, :officer, :name, :at)
                        """)
                .param("step", step.id())
                .param("case", caseId)
                .param("officer", actor.officer().value())
                .param("name", actor.officerName())
                .param("at", Rows.parameter(now))
                .update();
        events.publishEvent(new StepReminded(
                caseId,
                step.id(),
                step.kind(),
                step.step(),
                step.title(),
                step.unit(),
                step.addressees(),
                isDecision(step) ? Reviews.page(step.id()) : step.link(),
                actor.officer(),
                actor.officerName(),
                now));
        return new CasePanel.Reminding(caseId, false, sent(step.id()));
    }

    private boolean isDecision(OpenSteps.OpenStep step) {
        return decidables.stream()
                .anyMatch(one ->
                        one.type().flow().equals(step.kind()) && one.steps().contains(step.step()));
    }

    /// Whether enough working days have passed since the last one.
    private boolean isNext(List<CasePanel.Reminder> sent) {
        LocalDate today = institution.today();
        return sent.isEmpty() || calendar.between(CityTime.day(sent.getLast().at()), today) >= again.on(today);
    }

    /// Whether the actor waits for others: they submitted the case, or oversee the unit whose turn it is or that the
    /// case is about; and it is not their own turn.
    private boolean waits(OpenSteps.OpenStep step, Actor actor) {
        if (actor.capacities().stream().map(Capacity::group).anyMatch(step.groups()::contains)) {
            return false;
        }
        Scope overseen = access.scope(actor, ApprovalPermission.OVERSEE);
        return submitters(step.caseId()).contains(actor.officer())
                || overseen.covers(step.unit())
                || step.addressees().stream().anyMatch(one -> overseen.covers(one.unit()));
    }

    private List<OfficerId> submitters(String caseId) {
        return decisions.of(caseId).stream()
                .filter(Decision::isSubmission)
                .map(Decision::officer)
                .toList();
    }
}
