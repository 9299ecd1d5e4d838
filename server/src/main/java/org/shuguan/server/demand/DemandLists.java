package org.shuguan.server.demand;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Decided;
import org.shuguan.server.approval.Given;
import org.shuguan.server.approval.NewCase;
import org.shuguan.server.approval.OwnSubmission;
import org.shuguan.server.approval.StepGone;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The city's three lists. A demand is written by a data steward, agreed by the unit's CDO, answered by the unit
/// that has the data or assigned by the bureau, offered when the entry with the data is published, and met when
/// the asking unit confirms it. Its state follows its case, see [DemandFlow].
@Service
@Transactional
public class DemandLists {
    private final Demands demands;
    private final Approvals approvals;
    private final Access access;
    private final Catalog catalog;
    private final EntryDirectory entries;
    private final Institution institution;
    private final Tasks tasks;
    private final ApplicationEventPublisher events;
    private final DemandTerms terms;
    private final RefusalReasons reasons;
    private final Clock clock;

    DemandLists(
            Demands demands,
            Approvals approvals,
            Access access,
            Catalog catalog,
            EntryDirectory entries,
            Institution institution,
            Tasks tasks,
            ApplicationEventPublisher events,
            DemandTerms terms,
            RefusalReasons reasons,
            Clock clock) {
        this.demands = demands;
        this.approvals = approvals;
        this.access = access;
        this.catalog = catalog;
        this.entries = entries;
        this.institution = institution;
        this.tasks = tasks;
        this.events = events;
        this.clock = clock;
        this.terms = terms;
        this.reasons = reasons;
    }

    /// The input of a decision; each outcome uses the fields that it needs.
    ///
    /// @param unit that is asked, made responsible, or does not share
    /// @param due the last day to supply the data, null for the usual term
    /// @param refusal code of the reason for not sharing
    /// @param basis the law that forbids sharing
    public record Answer(
            @Nullable UnitCode unit,
            @Nullable LocalDate due,
            @Nullable String refusal,
            @Nullable String basis,
            @Nullable String comment) {
        public static final Answer NOTHING = new Answer(null, null, null, null, null);

        Map<String, @Nullable Object> fields() {
            Map<String, @Nullable Object> fields = new HashMap<>();
            fields.put("unit", unit);
            fields.put("due", due);
            fields.put("refusal", refusal);
            fields.put("basis", basis);
            fields.put("comment", comment);
            return fields;
        }
    }

    /// The demands that the actor may see.
    Demands.Visible visible(Actor actor) {
        return Demands.Visible.to(actor, access);
    }

    /// The number of a demand; empty if there is none that the actor may see.
    @Transactional(readOnly = true)
    public Optional<String> numberOf(UUID id, Actor actor) {
        return demands.visible(id, visible(actor)).map(Demand::number);
    }

    /// Creates a draft of a unit's demand.
    public UUID create(UnitCode unit, DemandContent wanted, Actor actor) {
        UnitCode of = access.mustBegin(actor, DemandPermission.WRITE, unit);
        check(wanted).orRefuse();
        UUID id = UUID.randomUUID();
        String number = demands.nextNumber(institution.today().getYear());
        demands.add(id, number, of, wanted, Person.of(actor), clock.instant());
        approvals.drafted(DemandFlow.FLOW, id.toString(), DemandPermission.WRITE, of, actor);
        publish(demand(id), DemandEvent.What.CREATE, actor, null, Map.of());
        return id;
    }

    /// @param revision the revision that the user saw
    public void edit(UUID id, long revision, DemandContent wanted, Actor actor) {
        Demand demand = at(id, Demand.State.DRAFT);
        access.must(actor, DemandPermission.WRITE, demand.unit());
        check(wanted).orRefuse();
        if (!demands.save(id, revision, wanted, clock.instant())) {
            throw new ChangedMeanwhile(demand.revision());
        }
        approvals.drafted(DemandFlow.FLOW, id.toString(), DemandPermission.WRITE, demand.unit(), actor);
        publish(demand, DemandEvent.What.EDIT, actor, null, Map.of());
    }

    /// Submits a draft to the unit's CDO.
    public void submit(UUID id, Actor actor) {
        Demand demand = at(id, Demand.State.DRAFT);
        access.must(actor, DemandPermission.WRITE, demand.unit());
        DemandRules.submission(demand).orRefuse();
        String caseId = demand.caseId();
        Map<String, Object> facts = Map.of("asked", word(demand.asked()), "resume", false);
        if (caseId == null) {
            caseId = approvals.start(DemandFlow.FLOW, newCase(demand, Role.DATA_STEWARD, facts), actor);
        } else {
            approvals.decide(
                    DemandFlow.FLOW,
                    caseId,
                    Demand.State.DRAFT,
                    DemandFlow.Outcome.SUBMIT,
                    new Given(demand.title(), null, Map.of(), facts),
                    actor);
        }
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("case_id", caseId);
        also.put("returned_because", null);
        also.put("submitted_at", now());
        demands.move(demand, Demand.State.SUBMITTED, also, clock.instant());
        publish(
                demand,
                DemandEvent.What.SUBMIT,
                actor,
                null,
                approvals.last(caseId).facts());
    }

    /// The unit's CDO agrees: the demand goes to the unit expected to have the data, or to the bureau.
    public void agree(UUID id, @Nullable String comment, Actor actor) {
        decide(id, DemandFlow.Outcome.AGREE, new Answer(null, null, null, null, comment), actor);
    }

    /// The unit that was asked agrees to supply the data.
    ///
    /// @param due the last day, null for the usual term
    public void accept(UUID id, @Nullable LocalDate due, @Nullable String comment, Actor actor) {
        decide(id, DemandFlow.Outcome.ACCEPT, new Answer(null, due, null, null, comment), actor);
    }

    /// The unit that was asked refuses because of a law: the bureau decides.
    ///
    /// @param reason code of one of the reasons that can be chosen today
    public void refuse(UUID id, @Nullable String reason, @Nullable String basis, Actor actor) {
        decide(id, DemandFlow.Outcome.REFUSE, new Answer(null, null, reason, basis, null), actor);
    }

    /// The bureau puts the demand on the negative list.
    ///
    /// @param reason with `basis`; null for those that the provider gave
    public void forbid(UUID id, @Nullable UnitCode unit, @Nullable String reason, @Nullable String basis, Actor actor) {
        decide(id, DemandFlow.Outcome.FORBID, new Answer(unit, null, reason, basis, null), actor);
    }

    /// Decides the current step of a demand's case; its state follows the case.
    void decide(UUID id, DemandFlow.Outcome outcome, Answer answer, Actor actor) {
        Demand demand = demands.lock(id).orElseThrow(NotFound::new);
        Map<String, Object> facts = new HashMap<>();
        Map<String, @Nullable Object> also = new HashMap<>();
        prepare(demand, outcome, answer, facts, also);
        Decided<Demand.State> decided;
        try {
            decided = approvals.decide(
                    DemandFlow.FLOW,
                    demand.caseId(),
                    demand.state(),
                    outcome,
                    new Given(demand.title(), comment(outcome, answer), answer.fields(), facts),
                    actor);
        } catch (StepGone gone) {
            throw DemandRefused.notThere();
        }
        demands.move(demand, decided.state(), also, clock.instant());
        Map<String, String> told = new HashMap<>(decided.decision().facts());
        if (answer.unit() != null) {
            told.put("unit", answer.unit().value());
        }
        publish(demand(id), DemandEvent.What.valueOf(outcome.name()), actor, comment(outcome, answer), told);
    }

    /// Collects what an outcome changes besides the state: variables of the case (`facts`) and columns of the
    /// demand (`also`).
    private void prepare(
            Demand demand,
            DemandFlow.Outcome outcome,
            Answer answer,
            Map<String, Object> facts,
            Map<String, @Nullable Object> also) {
        switch (outcome) {
            case AGREE -> also.put("agreed_at", now());
            case RETURN -> also.put("returned_because", answer.comment());
            case TAKE_BACK -> also.put("returned_because", null);
            case ACCEPT -> responsible(asker(demand), answer.due(), "accepted", facts, also);
            case REFUSE -> {
                reasons.check(answer.refusal(), answer.basis(), null);
                also.put("refusal_reason", answer.refusal());
                also.put("refusal_basis", String.valueOf(answer.basis()).strip());
            }
            case ASK -> {
                UnitCode asked = within(demand, named(answer.unit()));
                facts.put("asked", asked.value());
                also.put("asked", asked.value());
                also.put("refusal_reason", null);
                also.put("refusal_basis", null);
            }
            case ASSIGN -> responsible(within(demand, named(answer.unit())), answer.due(), "assigned", facts, also);
            case FORBID -> {
                UnitCode owner =
                        answer.unit() == null && demand.asked() != null ? demand.asked() : named(answer.unit());
                String given = answer.basis();
                String law = given == null || given.isBlank() ? demand.refusalBasis() : given;
                String chosen = answer.refusal();
                String why = chosen == null || chosen.isBlank() ? demand.refusalReason() : chosen;
                reasons.check(why, law, demand.refusalReason());
                also.put("responsible", within(demand, owner).value());
                also.put("refusal_reason", why);
                also.put("refusal_basis", String.valueOf(law).strip());
                also.put("review_on", terms.nextReview());
                also.put("answered_at", now());
                also.put("answer", "refused");
            }
            case ESCALATE -> {
                facts.put("territory", UnitCode.CITY.value());
                also.put("escalated_to", UnitCode.CITY.value());
            }
            case CONFIRM -> {
                also.put("met_at", now());
                also.put("missing", null);
            }
            case MISSING -> {
                LocalDate due = terms.supplyDue();
                facts.put("due", date(due));
                also.put("due", due);
                also.put("due_counted_from", institution.today());
                also.put("missing", String.valueOf(answer.comment()).strip());
                also.put("published_at", null);
            }
            case SUBMIT, OFFER -> throw DemandRefused.notThere();
        }
    }

    private static @Nullable String comment(DemandFlow.Outcome outcome, Answer answer) {
        return outcome == DemandFlow.Outcome.REFUSE || outcome == DemandFlow.Outcome.FORBID
                ? answer.basis()
                : answer.comment();
    }

    /// The regular review of the negative list: the demand remains there until the next review, or the unit agrees
    /// to supply the data, which starts a new case.
    public void review(UUID id, boolean stays, @Nullable String basis, @Nullable LocalDate due, Actor actor) {
        Demand demand = at(id, Demand.State.NEGATIVE);
        UnitCode owner = responsibleOf(demand);
        access.must(actor, DemandPermission.REVIEW, owner);
        Capacity as = reviewsAs(demand, owner, actor).orElseThrow(OwnSubmission::new);
        if (stays) {
            DemandRules.basis(basis);
            demands.move(
                    demand,
                    Demand.State.NEGATIVE,
                    Map.of("refusal_basis", String.valueOf(basis).strip(), "review_on", terms.nextReview()),
                    clock.instant());
        } else {
            Map<String, Object> facts = new HashMap<>(Map.of("asked", owner.value(), "resume", true));
            Map<String, @Nullable Object> also = new HashMap<>();
            responsible(owner, due, "accepted", facts, also);
            List<String> former = new ArrayList<>(demand.formerCases());
            former.add(caseOf(demand));
            also.put("former_cases", former.toArray(String[]::new));
            also.put("case_id", approvals.start(DemandFlow.FLOW, newCase(demand, Role.UNIT_CDO, facts), actor));
            demands.move(demand, Demand.State.RESPONSIBLE, also, clock.instant());
        }
        tasks.close("demand.review", id.toString(), stays ? String.valueOf(basis) : demand.title());
        Map<String, String> told = new HashMap<>(as.facts());
        told.put("stays", Boolean.toString(stays));
        publish(demand(id), DemandEvent.What.REVIEW, actor, basis, told);
    }

    /// The capacity in which the actor may review a demand on the negative list; empty also where four eyes
    /// forbid it.
    @Transactional(readOnly = true)
    Optional<Capacity> reviewsAs(Demand demand, UnitCode owner, Actor actor) {
        return approvals.decidesAs(
                DemandFlow.FLOW, demand.id().toString(), demand.caseId(), DemandPermission.REVIEW, owner, actor);
    }

    /// Links the entry with the data. If it is already published, it is offered to the asking unit at once.
    public void link(UUID id, @Nullable UUID entry, Actor actor) {
        Demand demand = at(id, Demand.State.RESPONSIBLE);
        UnitCode owner = responsibleOf(demand);
        access.must(actor, DemandPermission.LINK, owner);
        new InvalidInput.Check().that(entry != null, "entry", "required").orRefuse();
        EntryDirectory.Known known = Optional.ofNullable(entry)
                .flatMap(entries::find)
                .filter(found -> answering(found.unit()).equals(answering(owner)))
                .orElseThrow(DemandRefused::notTheirEntry);
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("entry", known.entry());
        also.put("linked_at", now());
        also.put("missing", null);
        demands.move(demand, Demand.State.RESPONSIBLE, also, clock.instant());
        publish(
                demand,
                DemandEvent.What.LINK,
                actor,
                null,
                Map.of("entry", known.code().value()));
        if (known.published()) {
            offer(demand(id));
        }
    }

    /// Creates a draft of the entry with the content of the demand. It belongs to the unit that is responsible
    /// today.
    public UUID draftEntry(UUID id, Actor actor) {
        Demand demand = at(id, Demand.State.RESPONSIBLE);
        UUID entry = catalog.create(responsibleOf(demand), content(demand), actor);
        link(id, entry, actor);
        return entry;
    }

    /// Deletes a draft.
    public void delete(UUID id, Actor actor) {
        Demand demand = at(id, Demand.State.DRAFT);
        access.must(actor, DemandPermission.WRITE, demand.unit());
        if (demand.caseId() != null) {
            approvals.abandon(demand.caseId(), "draft deleted");
        }
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("case_id", null);
        demands.move(demand, Demand.State.DELETED, also, clock.instant());
        publish(demand, DemandEvent.What.DELETE, actor, null, Map.of());
    }

    /// An entry was published: it is offered to the units whose demands wait for it.
    void published(UUID entry) {
        demands.waitingFor(entry).forEach(this::offer);
    }

    /// Offers linked entries that are published and were not offered, because linking and publishing ran
    /// concurrently and neither transaction saw the other.
    ///
    /// @return the number of demands offered
    int reconcile() {
        int found = 0;
        for (Demand owed : demands.linkedAndOwed()) {
            boolean published = Optional.ofNullable(owed.entry())
                    .flatMap(entries::find)
                    .filter(EntryDirectory.Known::published)
                    .isPresent();
            Demand demand = published ? demands.lock(owed.id()).orElse(null) : null;
            if (demand != null && demand.state() == Demand.State.RESPONSIBLE && demand.missing() == null) {
                offer(demand);
                found++;
            }
        }
        return found;
    }

    /// Opens a task for each upcoming review of the negative list.
    void remind() {
        for (Demand demand : demands.reviewsUntil(terms.announcedUntil())) {
            tasks.open(new NewTask(
                    "demand.review",
                    demand.id().toString(),
                    responsibleOf(demand),
                    Role.UNIT_CDO,
                    Map.of("title", demand.title(), "number", demand.number()),
                    demand.link(),
                    NewTask.Closing.WITH_SUBJECT,
                    demand.reviewOn()));
        }
    }

    private void offer(Demand demand) {
        approvals
                .advance(DemandFlow.FLOW, demand.caseId(), Demand.State.RESPONSIBLE, DemandFlow.Outcome.OFFER)
                .ifPresent(state -> {
                    Map<String, @Nullable Object> also = new HashMap<>();
                    also.put("published_at", now());
                    also.put("missing", null);
                    demands.move(demand, state, also, clock.instant());
                    publish(
                            demand,
                            DemandEvent.What.OFFER,
                            null,
                            null,
                            Map.of("entry", String.valueOf(demand.entry())));
                });
    }

    private void responsible(
            UnitCode unit,
            @Nullable LocalDate wanted,
            String answer,
            Map<String, Object> facts,
            Map<String, @Nullable Object> also) {
        LocalDate due = wanted == null ? terms.supplyDue() : wanted;
        DemandRules.due(due, institution.today());
        facts.put("responsible", unit.value());
        facts.put("due", date(due));
        also.put("responsible", unit.value());
        also.put("due", due);
        also.put("due_counted_from", wanted == null ? institution.today() : null);
        also.put("answer", answer);
        also.put("answered_at", now());
        also.put("refusal_reason", null);
        also.put("refusal_basis", null);
        also.put("review_on", null);
    }

    private NewCase newCase(Demand demand, Role as, Map<String, Object> facts) {
        UnitCode of = as == Role.UNIT_CDO ? responsibleOf(demand) : demand.unit();
        Map<String, Object> all = new HashMap<>(Map.of("responsible", ""));
        all.putAll(facts);
        return new NewCase(
                demand.id().toString(), demand.unit(), territory(demand), demand.title(), demand.link(), as, all, of);
    }

    /// The territory whose bureau coordinates: the common district of both units, else the city.
    private UnitCode territory(Demand demand) {
        UnitCode asked = demand.asked();
        return access.servedBy(Role.BUREAU_OPERATOR, demand.unit(), asked == null ? demand.unit() : asked);
    }

    /// A district's bureau coordinates only units of its district.
    private UnitCode within(Demand demand, UnitCode unit) {
        UnitCode territory = approvals.territory(caseOf(demand)).orElse(UnitCode.CITY);
        if (!territory.equals(UnitCode.CITY) && !access.territory(unit).equals(territory)) {
            throw DemandRefused.beyondDistrict();
        }
        return unit;
    }

    private static Content content(Demand demand) {
        return new Content(
                demand.title(),
                null,
                null,
                null,
                null,
                null,
                demand.mode(),
                null,
                null,
                null,
                demand.frequency(),
                null,
                Grade.GENERAL_1,
                null,
                List.of(),
                null,
                demand.items().stream()
                        .map(item -> new Content.Item(
                                item, null, "C", null, false, Grade.GENERAL_1, null, null, null, null, null))
                        .toList());
    }

    private InvalidInput.Check check(DemandContent wanted) {
        return DemandRules.draft(wanted)
                .that(wanted.asked() == null || institution.unit(wanted.asked()).isPresent(), "asked", "unit-unknown");
    }

    private UnitCode named(@Nullable UnitCode unit) {
        new InvalidInput.Check()
                .that(unit != null && institution.unit(unit).isPresent(), "unit", "unit-unknown")
                .orRefuse();
        return Optional.ofNullable(unit).orElseThrow();
    }

    private UnitCode answering(UnitCode unit) {
        return institution.answering(unit, institution.today());
    }

    private static String word(@Nullable UnitCode unit) {
        return unit == null ? "" : unit.value();
    }

    private static UnitCode asker(Demand demand) {
        return Optional.ofNullable(demand.asked()).orElseThrow(DemandRefused::notThere);
    }

    private static UnitCode responsibleOf(Demand demand) {
        return Optional.ofNullable(demand.responsible()).orElseThrow(DemandRefused::notThere);
    }

    private static String caseOf(Demand demand) {
        return Optional.ofNullable(demand.caseId()).orElseThrow(DemandRefused::notThere);
    }

    private Demand demand(UUID id) {
        return demands.lock(id).orElseThrow(NotFound::new);
    }

    private Demand at(UUID id, Demand.State state) {
        Demand demand = demand(id);
        if (demand.state() != state) {
            throw DemandRefused.notThere();
        }
        return demand;
    }

    /// The end of a day, as the engine stores due dates.
    private static Date date(LocalDate day) {
        return Date.from(CityTime.endOf(day));
    }

    private Object now() {
        Instant now = clock.instant();
        return Objects.requireNonNull(Rows.parameter(now));
    }

    private void publish(
            Demand demand,
            DemandEvent.What what,
            @Nullable Actor actor,
            @Nullable String reason,
            Map<String, String> facts) {
        events.publishEvent(new DemandEvent(
                demand.ref(), what, actor == null ? null : actor.officer(), reason, facts, clock.instant()));
    }
}
