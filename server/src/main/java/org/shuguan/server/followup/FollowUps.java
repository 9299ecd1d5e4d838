package org.shuguan.server.followup;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.approval.FourEyes;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Follow-ups on their way. Every act locks the follow-up first, so that of two officers who act at once the second
/// sees what the first did, and is refused if that no longer fits.
@Service
@Transactional
public class FollowUps {
    private static final int MOST_PIECES = 30;

    private final KeptFollowUps kept;
    private final KeptDetails details;
    private final Turns turns;
    private final Papers papers;
    private final FollowUpTerms terms;
    private final Access access;
    private final Institution institution;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final boolean recordedLater;

    @Autowired
    FollowUps(
            KeptFollowUps kept,
            KeptDetails details,
            Turns turns,
            Papers papers,
            FollowUpTerms terms,
            Access access,
            Institution institution,
            ApplicationEventPublisher events,
            Clock clock) {
        this.kept = kept;
        this.details = details;
        this.turns = turns;
        this.papers = papers;
        this.terms = terms;
        this.access = access;
        this.institution = institution;
        this.events = events;
        this.clock = clock;
        this.recordedLater = false;
    }

    private FollowUps(FollowUps of, Clock earlier) {
        this.kept = of.kept;
        this.details = of.details;
        this.turns = of.turns;
        this.papers = of.papers;
        this.terms = of.terms;
        this.access = of.access;
        this.institution = of.institution;
        this.events = of.events;
        this.clock = earlier;
        this.recordedLater = true;
    }

    /// The same for what happened at an earlier time and is only recorded now: it has its own time, the audit record
    /// has today's, and nobody is notified. Its acts run in the caller's transaction.
    @Transactional(propagation = Propagation.SUPPORTS)
    public FollowUps asOf(Clock earlier) {
        return new FollowUps(this, earlier);
    }

    /// The day that it is in the city for this record.
    private LocalDate today() {
        return CityTime.today(clock);
    }

    /// Gives a follow-up to its lead unit, in the transaction of whatever decided it.
    ///
    /// @return its id
    /// @throws Forbidden if the actor may not give anything to the lead unit
    public UUID give(NewFollowUp wanted, Actor actor) {
        return give(wanted, null, null, actor);
    }

    /// Gives what a body decided that stands over its lead unit, such as a joint meeting, in the transaction that
    /// records the decision. The caller has asked whether the actor may record it.
    ///
    /// @param as the group of this capacity gave it, and confirms
    /// @return its id
    public UUID decided(NewFollowUp wanted, Capacity as, Actor actor) {
        return give(wanted, null, as, actor);
    }

    private UUID give(NewFollowUp wanted, @Nullable UUID parent, @Nullable Capacity body, Actor actor) {
        InvalidInput.Check check = FollowUpRules.wanted(wanted, today());
        units(
                check,
                Stream.concat(
                        Stream.ofNullable(wanted.lead()),
                        wanted.parts().stream().map(NewFollowUp.NewPart::unit).filter(Objects::nonNull)));
        check.that(wanted.paper() == null || papers.find(wanted.paper()).isPresent(), "paper", "paper-unknown")
                .orRefuse();
        UnitCode named = Objects.requireNonNull(wanted.lead());
        UnitCode lead = body == null
                ? access.mustBegin(actor, FollowUpPermission.GIVE, named)
                : institution.answering(named, today());
        Capacity as = body == null
                ? access.capacities(actor, FollowUpPermission.GIVE, lead).getFirst()
                : body;
        Instant now = clock.instant();
        FollowUp.Kind kind = Objects.requireNonNull(wanted.kind());
        List<String> steps = terms.steps(kind);
        Days days = days(Objects.requireNonNull(wanted.term()));
        FollowUp.State state = first(steps);
        FollowUp one = new FollowUp(
                UUID.randomUUID(),
                kept.nextNumber(today().getYear()),
                wanted.title(),
                wanted.requirement(),
                wanted.measure(),
                Objects.requireNonNull(wanted.origin()),
                wanted.originText(),
                wanted.originLink(),
                wanted.paper(),
                kind,
                steps,
                parent,
                null,
                as.role(),
                as.unit(),
                actor.officerName(),
                actor.officer(),
                now,
                lead,
                state,
                now,
                wanted.term().workingDays(),
                days.due(),
                days.lapsesOn(),
                wanted.term().text(),
                wanted.term().rhythm(),
                days.period(),
                days.reportDue(),
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                1);
        kept.add(one);
        wanted.parts().forEach(part -> details.add(part(one.id(), part, now)));
        record(one, FollowUpEvent.What.GIVE, actor, as, wanted.term().text(), Map.of("lead", lead.value()));
        return one.id();
    }

    /// Corrects what whoever gave it wrote; units that take part are added and, if they are not done, removed.
    ///
    /// @param revision the revision that the user saw
    /// @throws ChangedMeanwhile if it was changed since
    public void amend(UUID id, long revision, NewFollowUp wanted, Actor actor) {
        FollowUp one = locked(id);
        mustBeGivers(one, actor);
        mustBeOpen(one);
        if (one.revision() != revision) {
            throw new ChangedMeanwhile(one.revision());
        }
        InvalidInput.Check check = FollowUpRules.texts(new NewFollowUp(
                wanted.title(),
                wanted.requirement(),
                wanted.measure(),
                wanted.origin(),
                wanted.originText(),
                wanted.originLink(),
                wanted.paper(),
                wanted.kind(),
                one.lead(),
                wanted.parts(),
                null));
        units(check, wanted.parts().stream().map(NewFollowUp.NewPart::unit).filter(Objects::nonNull));
        check.that(wanted.paper() == null || papers.find(wanted.paper()).isPresent(), "paper", "paper-unknown")
                .orRefuse();
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("title", wanted.title());
        columns.put("requirement", wanted.requirement());
        columns.put("measure", wanted.measure());
        columns.put("origin_text", wanted.originText());
        columns.put("paper", wanted.paper());
        kept.change(id, columns);
        Set<UnitCode> stay =
                wanted.parts().stream().map(NewFollowUp.NewPart::unit).collect(Collectors.toSet());
        details.partsOf(id).stream()
                .filter(part -> part.doneAt() == null && !stay.contains(part.unit()))
                .forEach(part -> details.removePart(part.id()));
        wanted.parts().forEach(part -> details.add(part(id, part, clock.instant())));
        record(one, FollowUpEvent.What.AMEND, actor, giversCapacity(one, actor), wanted.title(), Map.of());
    }

    /// Does something with a follow-up.
    ///
    /// @throws Forbidden if it is not the actor's to do
    /// @throws FollowUpRefused if its state does not allow it, for example because another officer acted first
    public void act(UUID id, FollowUpAct act, FollowUpAct.Said said, Actor actor) {
        UUID target = act == FollowUpAct.MERGE ? said.target() : null;
        // Two are locked in the order of their ids, so that two merges at once cannot wait for each other.
        Map<UUID, FollowUp> locked = Stream.of(id, target)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(this::locked)
                .collect(Collectors.toMap(FollowUp::id, one -> one));
        FollowUp one = Objects.requireNonNull(locked.get(id));
        List<Part> parts = details.partsOf(id);
        if (!theirs(one, parts, actor).contains(act)) {
            throw new Forbidden();
        }
        mustBeOpen(one);
        if (!FollowUpRules.possible(one).contains(act)) {
            throw act == FollowUpAct.FINISH && one.rhythm() != null
                    ? FollowUpRefused.standing()
                    : FollowUpRefused.notAtThisStep();
        }
        FollowUpRules.said(act, said);
        switch (act) {
            case SIGN -> sign(one, said, actor);
            case DIVIDE -> divide(one, parts, said, actor);
            case REPORT -> report(one, parts, said, actor);
            case CONFIRM, SEND_BACK -> answer(one, act, said, actor);
            case FINISH -> finish(one, parts, said, actor);
            case RETURN -> sendToWork(one, said, actor);
            case CLOSE -> close(one, said, actor);
            case ASK_EXTENSION, ASK_HAND_ON -> ask(one, act, said, actor);
            case GRANT, REFUSE -> decide(one, act, said, actor);
            case EXTEND -> extend(one, given(said.due()), said.textOrEmpty(), FollowUpEvent.What.EXTEND, actor);
            case HAND_ON -> handOn(one, named(said.lead()), said.textOrEmpty(), FollowUpEvent.What.HAND_ON, actor);
            case SPLIT -> split(one, said, actor);
            case MERGE -> merge(one, locked.get(target == null ? id : target), said, actor);
            case WITHDRAW -> withdraw(one, said, actor);
            case PART_DONE -> partDone(one, parts, said, actor);
            case MILESTONE_DONE -> milestoneDone(one, said, actor);
        }
    }

    /// What the actor can do now; the page offers this.
    @Transactional(readOnly = true)
    Set<FollowUpAct> may(FollowUp one, List<Part> parts, Actor actor) {
        Set<FollowUpAct> acts = EnumSet.noneOf(FollowUpAct.class);
        acts.addAll(theirs(one, parts, actor));
        acts.retainAll(FollowUpRules.possible(one));
        return acts;
    }

    /// Whether the actor may add evidence: of the units that work on it, and those who gave it.
    boolean mayAddEvidence(FollowUp one, List<Part> parts, Actor actor) {
        return !one.isOver() && (works(one, parts, actor) != null || one.isGivers(actor));
    }

    /// The follow-up if the actor may read it.
    ///
    /// @throws NotFound otherwise
    @Transactional(readOnly = true)
    FollowUp readable(UUID id, Actor actor) {
        return kept.seen(id, reader(actor)).orElseThrow(NotFound::new);
    }

    KeptFollowUps.Reader reader(Actor actor) {
        return new KeptFollowUps.Reader(
                access.scope(actor, FollowUpPermission.READ),
                actor.capacities().stream().map(Capacity::group).toList());
    }

    FollowUp locked(UUID id) {
        return kept.lock(id).orElseThrow(NotFound::new);
    }

    /// The acts that belong to the actor's part in the follow-up, whatever its state.
    private Set<FollowUpAct> theirs(FollowUp one, List<Part> parts, Actor actor) {
        Set<FollowUpAct> acts = EnumSet.noneOf(FollowUpAct.class);
        if (access.can(actor, FollowUpPermission.WORK, one.lead())) {
            acts.addAll(EnumSet.of(
                    FollowUpAct.SIGN,
                    FollowUpAct.DIVIDE,
                    FollowUpAct.REPORT,
                    FollowUpAct.ASK_EXTENSION,
                    FollowUpAct.ASK_HAND_ON,
                    FollowUpAct.PART_DONE,
                    FollowUpAct.MILESTONE_DONE));
        }
        if (access.can(actor, FollowUpPermission.FINISH, one.lead())) {
            acts.add(FollowUpAct.FINISH);
        }
        if (parts.stream().anyMatch(part -> access.can(actor, FollowUpPermission.WORK, part.unit()))) {
            acts.addAll(EnumSet.of(FollowUpAct.REPORT, FollowUpAct.PART_DONE));
        }
        if (one.isGivers(actor)) {
            acts.addAll(EnumSet.of(
                    FollowUpAct.CONFIRM,
                    FollowUpAct.SEND_BACK,
                    FollowUpAct.RETURN,
                    FollowUpAct.CLOSE,
                    FollowUpAct.GRANT,
                    FollowUpAct.REFUSE,
                    FollowUpAct.EXTEND,
                    FollowUpAct.HAND_ON,
                    FollowUpAct.SPLIT,
                    FollowUpAct.MERGE,
                    FollowUpAct.WITHDRAW));
        }
        return acts;
    }

    private void sign(FollowUp one, FollowUpAct.Said said, Actor actor) {
        Instant now = clock.instant();
        move(one, next(one.steps()), Map.of("signed_at", now), now);
        record(one, FollowUpEvent.What.SIGN, actor, worker(one, actor), said.textOrEmpty(), Map.of());
    }

    private void divide(FollowUp one, List<Part> parts, FollowUpAct.Said said, Actor actor) {
        List<NewFollowUp.NewPart> wanted = said.parts() == null ? List.of() : said.parts();
        List<FollowUpAct.NewMilestone> milestones = said.milestones() == null ? List.of() : said.milestones();
        Set<UnitCode> taking = parts.stream().map(Part::unit).collect(Collectors.toSet());
        InvalidInput.Check check = new InvalidInput.Check()
                .that(!wanted.isEmpty() || !milestones.isEmpty(), "milestones", "nothing-divided")
                // The lead unit divides the work among those who were told to take part; it cannot oblige others.
                .that(
                        wanted.stream().map(NewFollowUp.NewPart::unit).allMatch(taking::contains),
                        "parts",
                        "not-taking-part");
        FollowUpRules.parts(check, wanted, one.lead());
        FollowUpRules.milestones(check, milestones, one.due());
        check.orRefuse();
        Instant now = clock.instant();
        wanted.forEach(part -> details.add(part(one.id(), part, now)));
        details.milestonesOf(one.id()).stream()
                .filter(milestone -> milestone.doneAt() == null)
                .forEach(milestone -> details.removeMilestone(milestone.id()));
        milestones.forEach(milestone -> details.add(new Milestone(
                UUID.randomUUID(),
                one.id(),
                Objects.requireNonNull(milestone.title()).strip(),
                Objects.requireNonNull(milestone.due()),
                null,
                null,
                null)));
        if (one.state() == FollowUp.State.DIVIDING) {
            move(one, FollowUp.State.WORKING, Map.of("divided_at", now), now);
        }
        record(one, FollowUpEvent.What.DIVIDE, actor, worker(one, actor), said.textOrEmpty(), Map.of());
    }

    private void report(FollowUp one, List<Part> parts, FollowUpAct.Said said, Actor actor) {
        boolean leads = access.can(actor, FollowUpPermission.WORK, one.lead());
        LocalDate today = today();
        Rhythm rhythm = one.rhythm();
        String period = one.reportPeriod();
        // A report counts for the period that is owed, once that has begun.
        boolean owed = leads
                && rhythm != null
                && period != null
                && rhythm.periodOf(today).compareTo(period) >= 0;
        told(one, parts, said, actor, false, owed ? period : null, owed ? one.reportDue() : null);
        if (leads) {
            Map<String, @Nullable Object> columns = new HashMap<>();
            if (said.percent() != null) {
                columns.put("percent", said.percent());
            }
            if (owed && rhythm != null && period != null) {
                columns.put("report_period", rhythm.next(period));
                columns.put("report_due", terms.reportDue(rhythm, rhythm.next(period)));
            }
            kept.change(one.id(), columns);
        }
        Capacity as = leads ? worker(one, actor) : null;
        record(one, FollowUpEvent.What.REPORT, actor, as, said.textOrEmpty(), Map.of());
    }

    private void answer(FollowUp one, FollowUpAct act, FollowUpAct.Said said, Actor actor) {
        Progress report = (said.about() == null
                        ? details.reportsOf(one.id()).stream()
                                .filter(told -> told.state() == Progress.State.WAITING && !told.isFinal())
                                .findFirst()
                        : details.report(one.id(), said.about()))
                .orElseThrow(NotFound::new);
        Capacity as = mustBeAnother(one, List.of(report.party()), actor);
        if (report.state() != Progress.State.WAITING || report.isFinal()) {
            throw FollowUpRefused.alreadyAnswered();
        }
        boolean confirmed = act == FollowUpAct.CONFIRM;
        details.answer(
                report.id(),
                confirmed ? Progress.State.CONFIRMED : Progress.State.SENT_BACK,
                clock.instant(),
                Person.of(actor),
                said.textOrEmpty());
        String period = report.period();
        if (!confirmed
                && period != null
                && one.rhythm() != null
                && period.compareTo(Objects.requireNonNull(one.reportPeriod())) < 0) {
            // The period is owed again.
            Map<String, @Nullable Object> columns = new HashMap<>();
            columns.put("report_period", period);
            columns.put("report_due", report.periodDue());
            kept.change(one.id(), columns);
        }
        record(
                one,
                confirmed ? FollowUpEvent.What.CONFIRM : FollowUpEvent.What.SEND_BACK,
                actor,
                as,
                said.textOrEmpty(),
                Map.of());
    }

    private void finish(FollowUp one, List<Part> parts, FollowUpAct.Said said, Actor actor) {
        List<String> left = new ArrayList<>();
        parts.stream()
                .filter(part -> part.doneAt() == null)
                .forEach(part -> left.add(institution.unitName(part.unit())));
        kept.childrenOf(one.id()).stream().filter(child -> !child.isOver()).forEach(child -> left.add(child.number()));
        if (!left.isEmpty()) {
            throw FollowUpRefused.notAllDone(String.join("、", left));
        }
        Instant now = clock.instant();
        told(one, parts, said, actor, true, null, null);
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("reported_at", now);
        columns.put("percent", 100);
        Capacity as = worker(one, actor);
        if (one.has(FollowUp.Step.REVIEW)) {
            move(one, FollowUp.State.REPORTED, columns, now);
            record(one, FollowUpEvent.What.FINISH, actor, as, said.textOrEmpty(), Map.of());
        } else {
            // A kind without review is closed by the report itself.
            columns.putAll(end(one, now, said.textOrEmpty()));
            move(one, FollowUp.State.CLOSED, columns, now);
            details.reportsOf(one.id()).stream()
                    .filter(report -> report.state() == Progress.State.WAITING)
                    .forEach(report ->
                            details.answer(report.id(), Progress.State.CONFIRMED, now, Person.of(actor), null));
            lapse(one, actor);
            record(one, FollowUpEvent.What.CLOSE, actor, as, said.textOrEmpty(), Map.of());
        }
    }

    private void sendToWork(FollowUp one, FollowUpAct.Said said, Actor actor) {
        Progress last = lastReport(one);
        Capacity as = mustBeAnother(one, List.of(last.party()), actor);
        Instant now = clock.instant();
        details.answer(last.id(), Progress.State.SENT_BACK, now, Person.of(actor), said.textOrEmpty());
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("reported_at", null);
        move(one, FollowUp.State.WORKING, columns, now);
        record(one, FollowUpEvent.What.RETURN, actor, as, said.textOrEmpty(), Map.of());
    }

    private void close(FollowUp one, FollowUpAct.Said said, Actor actor) {
        Instant now = clock.instant();
        Capacity as;
        String note = said.textOrEmpty();
        if (one.state() == FollowUp.State.REPORTED) {
            Progress last = lastReport(one);
            as = mustBeAnother(one, List.of(last.party()), actor);
            details.answer(last.id(), Progress.State.CONFIRMED, now, Person.of(actor), note);
            note = note.isEmpty() ? last.text() : note;
        } else {
            as = giversCapacity(one, actor);
            new InvalidInput.Check().that(!note.isEmpty(), "text", "required").orRefuse();
        }
        move(one, FollowUp.State.CLOSED, end(one, one.reportedAt() == null ? now : one.reportedAt(), note), now);
        lapse(one, actor);
        record(one, FollowUpEvent.What.CLOSE, actor, as, note, Map.of());
    }

    private void ask(FollowUp one, FollowUpAct act, FollowUpAct.Said said, Actor actor) {
        boolean longer = act == FollowUpAct.ASK_EXTENSION;
        LocalDate due = longer ? given(said.due()) : null;
        if (due != null) {
            mustBeLonger(one, due);
        }
        UnitCode lead = longer ? null : named(said.lead());
        if (lead != null) {
            mustBeOther(one, lead);
        }
        TermRequest.Kind kind = longer ? TermRequest.Kind.EXTEND : TermRequest.Kind.HAND_ON;
        if (details.requestsOf(one.id()).stream()
                .anyMatch(request -> request.state() == TermRequest.State.WAITING && request.kind() == kind)) {
            throw FollowUpRefused.alreadyAsked();
        }
        Capacity as = worker(one, actor);
        FourEyes.Party party = FourEyes.Party.of(actor, List.of(as));
        details.add(new TermRequest(
                UUID.randomUUID(),
                one.id(),
                kind,
                due,
                lead,
                said.textOrEmpty(),
                actor.officer(),
                actor.officerName(),
                party.principal(),
                clock.instant(),
                TermRequest.State.WAITING,
                null,
                null,
                null));
        record(
                one,
                longer ? FollowUpEvent.What.ASK_EXTENSION : FollowUpEvent.What.ASK_HAND_ON,
                actor,
                as,
                said.textOrEmpty(),
                due != null ? Map.of("due", due.toString()) : Map.of("lead", String.valueOf(lead)));
    }

    private void decide(FollowUp one, FollowUpAct act, FollowUpAct.Said said, Actor actor) {
        TermRequest request = (said.about() == null
                        ? details.requestsOf(one.id()).stream()
                                .filter(asked -> asked.state() == TermRequest.State.WAITING)
                                .findFirst()
                        : details.request(one.id(), said.about()))
                .orElseThrow(NotFound::new);
        Capacity as = mustBeAnother(one, List.of(request.party()), actor);
        if (request.state() != TermRequest.State.WAITING) {
            throw FollowUpRefused.alreadyAnswered();
        }
        boolean granted = act == FollowUpAct.GRANT;
        details.decide(
                request.id(),
                granted ? TermRequest.State.GRANTED : TermRequest.State.REFUSED,
                clock.instant(),
                Person.of(actor),
                said.textOrEmpty());
        if (!granted) {
            record(one, FollowUpEvent.What.REFUSE, actor, as, said.textOrEmpty(), Map.of());
        } else if (request.due() != null) {
            extend(one, request.due(), request.reason(), FollowUpEvent.What.GRANT, actor);
        } else {
            handOn(one, named(request.lead()), request.reason(), FollowUpEvent.What.GRANT, actor);
        }
    }

    private void extend(FollowUp one, LocalDate due, String why, FollowUpEvent.What what, Actor actor) {
        mustBeLonger(one, due);
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("due", due);
        columns.put("lapses_on", terms.lapse(due));
        columns.put("term_days", null);
        columns.put("extended", one.extended() + 1);
        kept.change(one.id(), columns);
        record(
                one,
                what,
                actor,
                giversCapacity(one, actor),
                one.due() + " → " + due + "：" + why,
                Map.of("before", String.valueOf(one.due()), "due", due.toString()));
    }

    private void handOn(FollowUp one, UnitCode lead, String why, FollowUpEvent.What what, Actor actor) {
        mustBeOther(one, lead);
        access.must(actor, FollowUpPermission.GIVE, lead);
        Instant now = clock.instant();
        details.partsOf(one.id()).stream()
                .filter(part -> part.unit().equals(lead))
                .forEach(part -> details.removePart(part.id()));
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("lead", lead);
        columns.put("signed_at", null);
        columns.put("reported_at", null);
        move(one, first(one.steps()), columns, now);
        lapse(one, actor);
        record(
                locked(one.id()),
                what,
                actor,
                giversCapacity(one, actor),
                institution.unitName(one.lead()) + " → " + institution.unitName(lead) + "：" + why,
                Map.of("before", one.lead().value(), "lead", lead.value()));
    }

    private void split(FollowUp one, FollowUpAct.Said said, Actor actor) {
        List<FollowUpAct.Piece> pieces = said.pieces() == null ? List.of() : said.pieces();
        InvalidInput.Check check = new InvalidInput.Check()
                .that(pieces.size() >= 2, "pieces", "pieces-too-few")
                .that(pieces.size() <= MOST_PIECES, "pieces", "too-many-units", Map.of("max", MOST_PIECES));
        LocalDate whole = one.due();
        for (FollowUpAct.Piece piece : pieces) {
            String title = piece.title();
            LocalDate due = piece.due();
            check.that(title != null && !title.isBlank() && piece.lead() != null, "pieces", "piece-incomplete")
                    .that(due == null || whole == null || !due.isAfter(whole), "pieces", "milestone-too-late");
        }
        check.orRefuse();
        Capacity as = giversCapacity(one, actor);
        List<UUID> made = new ArrayList<>();
        for (FollowUpAct.Piece piece : pieces) {
            LocalDate due = piece.due() == null ? one.due() : piece.due();
            made.add(give(
                    new NewFollowUp(
                            Objects.requireNonNull(piece.title()),
                            one.requirement(),
                            one.measure(),
                            one.origin(),
                            one.originText(),
                            one.originLink(),
                            one.paper(),
                            one.kind(),
                            piece.lead(),
                            List.of(),
                            new Term(null, due, due == null ? one.rhythm() : null, one.dueText())),
                    one.id(),
                    null,
                    actor));
        }
        Map<UUID, String> numbers = kept.numbers(made);
        String names = made.stream().map(numbers::get).collect(Collectors.joining("、"));
        record(
                one,
                FollowUpEvent.What.SPLIT,
                actor,
                as,
                Stream.of(names, said.textOrEmpty())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("：")),
                Map.of("pieces", names));
    }

    private void merge(FollowUp one, @Nullable FollowUp into, FollowUpAct.Said said, Actor actor) {
        if (into == null
                || into.id().equals(one.id())
                || into.isOver()
                || !into.isGivers(actor)
                || one.id().equals(into.parent())
                || kept.childrenOf(one.id()).stream().anyMatch(child -> !child.isOver())) {
            throw FollowUpRefused.notMergeable();
        }
        Instant now = clock.instant();
        Set<UnitCode> there = new HashSet<>(Set.of(into.lead()));
        details.partsOf(into.id()).forEach(part -> there.add(part.unit()));
        List<NewFollowUp.NewPart> moved = new ArrayList<>();
        moved.add(new NewFollowUp.NewPart(one.lead(), one.title()));
        details.partsOf(one.id()).forEach(part -> moved.add(new NewFollowUp.NewPart(part.unit(), part.text())));
        moved.stream()
                .filter(part -> there.add(Objects.requireNonNull(part.unit())))
                .forEach(part -> details.add(part(into.id(), part, now)));
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("merged_into", into.id());
        columns.put("closed_at", now);
        columns.put("closed_note", said.textOrEmpty());
        move(one, FollowUp.State.MERGED, columns, now);
        lapse(one, actor);
        Capacity as = giversCapacity(one, actor);
        record(
                one,
                FollowUpEvent.What.MERGE,
                actor,
                as,
                into.number() + "：" + said.textOrEmpty(),
                Map.of("into", into.number()));
        record(
                into,
                FollowUpEvent.What.AMEND,
                actor,
                as,
                one.number() + " " + one.title() + " → " + into.number(),
                Map.of("from", one.number()));
    }

    private void withdraw(FollowUp one, FollowUpAct.Said said, Actor actor) {
        Instant now = clock.instant();
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("closed_at", now);
        columns.put("closed_note", said.textOrEmpty());
        move(one, FollowUp.State.WITHDRAWN, columns, now);
        lapse(one, actor);
        record(one, FollowUpEvent.What.WITHDRAW, actor, giversCapacity(one, actor), said.textOrEmpty(), Map.of());
    }

    private void partDone(FollowUp one, List<Part> parts, FollowUpAct.Said said, Actor actor) {
        Part part = parts.stream()
                .filter(candidate -> said.about() == null
                        ? candidate.doneAt() == null && access.can(actor, FollowUpPermission.WORK, candidate.unit())
                        : candidate.id().equals(said.about()))
                .filter(candidate -> access.can(actor, FollowUpPermission.WORK, candidate.unit())
                        || access.can(actor, FollowUpPermission.WORK, one.lead()))
                .findFirst()
                .orElseThrow(NotFound::new);
        if (part.doneAt() != null) {
            throw FollowUpRefused.alreadyAnswered();
        }
        details.partDone(part.id(), clock.instant(), Person.of(actor), said.textOrEmpty());
        record(
                one,
                FollowUpEvent.What.PART_DONE,
                actor,
                null,
                institution.unitName(part.unit()) + "：" + said.textOrEmpty(),
                Map.of("unit", part.unit().value()));
    }

    private void milestoneDone(FollowUp one, FollowUpAct.Said said, Actor actor) {
        Milestone milestone = details.milestonesOf(one.id()).stream()
                .filter(candidate -> said.about() == null
                        ? candidate.doneAt() == null
                        : candidate.id().equals(said.about()))
                .findFirst()
                .orElseThrow(NotFound::new);
        if (milestone.doneAt() != null) {
            throw FollowUpRefused.alreadyAnswered();
        }
        details.milestoneDone(milestone.id(), clock.instant(), Person.of(actor), said.textOrEmpty());
        record(
                one,
                FollowUpEvent.What.MILESTONE_DONE,
                actor,
                worker(one, actor),
                milestone.title() + "：" + said.textOrEmpty(),
                Map.of("milestone", milestone.title()));
    }

    /// Stores a report of the unit for which the actor works: the lead unit if they do so for several.
    private void told(
            FollowUp one,
            List<Part> parts,
            FollowUpAct.Said said,
            Actor actor,
            boolean isFinal,
            @Nullable String period,
            @Nullable LocalDate periodDue) {
        UnitCode unit = Optional.ofNullable(works(one, parts, actor)).orElseThrow(Forbidden::new);
        FourEyes.Party party = FourEyes.Party.of(actor, access.capacities(actor, FollowUpPermission.WORK, unit));
        details.add(new Progress(
                UUID.randomUUID(),
                one.id(),
                unit,
                actor.officer(),
                actor.officerName(),
                party.principal(),
                clock.instant(),
                isFinal,
                said.percent(),
                said.textOrEmpty(),
                blank(said.problem()),
                blank(said.suggestion()),
                period,
                periodDue,
                Progress.State.WAITING,
                null,
                null,
                null));
    }

    /// The unit for which the actor works on it; null if none.
    @Nullable
    UnitCode works(FollowUp one, List<Part> parts, Actor actor) {
        return Stream.concat(Stream.of(one.lead()), parts.stream().map(Part::unit))
                .filter(unit -> access.can(actor, FollowUpPermission.WORK, unit))
                .findFirst()
                .orElse(null);
    }

    /// The report that waits for review.
    private Progress lastReport(FollowUp one) {
        return details.reportsOf(one.id()).stream()
                .filter(report -> report.isFinal() && report.state() == Progress.State.WAITING)
                .max(Comparator.comparing(Progress::at))
                .orElseThrow(FollowUpRefused::notAtThisStep);
    }

    /// The columns of an end; in time if it was reported on the last day or earlier.
    private static Map<String, @Nullable Object> end(FollowUp one, Instant reported, String note) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        LocalDate last = one.lapsesOn();
        columns.put("closed_note", note);
        columns.put("in_time", last == null ? null : !CityTime.day(reported).isAfter(last));
        return columns;
    }

    /// Requests that nobody decided are no longer needed.
    private void lapse(FollowUp one, Actor actor) {
        details.requestsOf(one.id()).stream()
                .filter(request -> request.state() == TermRequest.State.WAITING)
                .forEach(request -> details.decide(
                        request.id(), TermRequest.State.LAPSED, clock.instant(), Person.of(actor), null));
    }

    private void move(FollowUp one, FollowUp.State to, Map<String, ? extends @Nullable Object> also, Instant now) {
        Map<String, @Nullable Object> columns = new HashMap<>(also);
        columns.put("state", to);
        columns.put("state_since", now);
        if (to == FollowUp.State.CLOSED) {
            columns.put("closed_at", now);
        }
        kept.change(one.id(), columns);
    }

    private static FollowUp.State first(List<String> steps) {
        return steps.contains(FollowUp.Step.SIGN.word()) ? FollowUp.State.GIVEN : next(steps);
    }

    private static FollowUp.State next(List<String> steps) {
        return steps.contains(FollowUp.Step.DIVIDE.word()) ? FollowUp.State.DIVIDING : FollowUp.State.WORKING;
    }

    /// The days of a term that begins today.
    private record Days(
            @Nullable LocalDate due,
            @Nullable LocalDate lapsesOn,
            @Nullable String period,
            @Nullable LocalDate reportDue) {}

    private Days days(Term term) {
        LocalDate today = today();
        Integer workingDays = term.workingDays();
        if (workingDays != null) {
            LocalDate due = terms.due(today, workingDays);
            return new Days(due, due, null, null);
        }
        LocalDate due = term.due();
        if (due != null) {
            return new Days(due, terms.lapse(due), null, null);
        }
        Rhythm rhythm = term.rhythm();
        if (rhythm == null) {
            return new Days(null, null, null, null);
        }
        String period = rhythm.periodOf(today);
        if (terms.reportDue(rhythm, period).isBefore(today)) {
            period = rhythm.next(period);
        }
        return new Days(null, null, period, terms.reportDue(rhythm, period));
    }

    private void mustBeLonger(FollowUp one, LocalDate due) {
        LocalDate before = Objects.requireNonNull(one.due());
        new InvalidInput.Check()
                .that(due.isAfter(before), "due", "not-longer", Map.of("due", before.toString()))
                .that(!due.isBefore(today()), "due", "day-past")
                .orRefuse();
    }

    private void mustBeOther(FollowUp one, UnitCode lead) {
        InvalidInput.Check check = new InvalidInput.Check().that(!lead.equals(one.lead()), "lead", "leads-already");
        units(check, Stream.of(lead));
        check.orRefuse();
    }

    private void units(InvalidInput.Check check, Stream<UnitCode> named) {
        Set<UnitCode> known = institution.unitsKnown(today()).stream()
                .map(unit -> unit.code())
                .collect(Collectors.toSet());
        check.that(named.allMatch(known::contains), "lead", "unit-unknown");
    }

    private static LocalDate given(@Nullable LocalDate day) {
        new InvalidInput.Check().that(day != null, "due", "required").orRefuse();
        return Objects.requireNonNull(day);
    }

    private static UnitCode named(@Nullable UnitCode unit) {
        new InvalidInput.Check().that(unit != null, "lead", "required").orRefuse();
        return Objects.requireNonNull(unit);
    }

    private static void mustBeOpen(FollowUp one) {
        if (one.isOver()) {
            throw FollowUpRefused.over();
        }
    }

    private static void mustBeGivers(FollowUp one, Actor actor) {
        if (!one.isGivers(actor)) {
            throw new Forbidden();
        }
    }

    private static Capacity giversCapacity(FollowUp one, Actor actor) {
        return actor.capacities().stream()
                .filter(capacity -> capacity.group().equals(one.giver()))
                .min(Comparator.comparing(capacity -> capacity.principal() != null))
                .orElseThrow(Forbidden::new);
    }

    /// Four eyes: a capacity of the group that gave it, of somebody who neither told nor asked.
    private static Capacity mustBeAnother(FollowUp one, List<FourEyes.Party> barred, Actor actor) {
        return actor.capacities().stream()
                .filter(capacity -> capacity.group().equals(one.giver()))
                .sorted(Comparator.comparing(capacity -> capacity.principal() != null))
                .filter(capacity -> FourEyes.allow(barred, actor, capacity))
                .findFirst()
                .orElseThrow(FollowUpRefused::ownReport);
    }

    private Capacity worker(FollowUp one, Actor actor) {
        return access.capacities(actor, FollowUpPermission.WORK, one.lead()).stream()
                .findFirst()
                .orElseGet(() -> Capacity.own(Role.UNIT_CDO, one.lead()));
    }

    private static Part part(UUID followUp, NewFollowUp.NewPart part, Instant now) {
        return new Part(
                UUID.randomUUID(), followUp, Objects.requireNonNull(part.unit()), part.text(), now, null, null, null);
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /// Keeps the step, renews the turns and publishes the event.
    ///
    /// @param as the capacity in which the actor acted, null if that is not told apart
    void record(
            FollowUp one,
            FollowUpEvent.What what,
            @Nullable Actor actor,
            @Nullable Capacity as,
            String text,
            Map<String, String> facts) {
        Instant now = clock.instant();
        details.step(
                one.id(),
                Rows.word(what),
                now,
                actor == null ? null : Person.of(actor),
                as == null ? null : as.onBehalfOfName(),
                text);
        List<Part> parts = details.partsOf(one.id());
        renewTurns(locked(one.id()), parts);
        Map<String, String> told = new HashMap<>(facts);
        if (as != null) {
            told.putAll(as.facts());
        }
        events.publishEvent(new FollowUpEvent(
                FollowUpEvent.Ref.of(one, parts),
                what,
                actor == null ? null : actor.officer(),
                text,
                told,
                now,
                recordedLater));
    }

    /// Writes whose turn it is with the follow-up as it stands.
    void renewTurns(FollowUp now) {
        renewTurns(now, details.partsOf(now.id()));
    }

    private void renewTurns(FollowUp now, List<Part> parts) {
        turns.replace(now.id(), Turn.of(now, parts, details.reportsOf(now.id()), details.requestsOf(now.id()), terms));
    }
}
