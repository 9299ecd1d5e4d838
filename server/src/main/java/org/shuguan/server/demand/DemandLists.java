package org.shuguan.server.demand;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The city's three lists. A demand is written by a steward, agreed by the unit's CDO, answered by whoever has the
/// data or assigned by the bureau, and met when the entry that carries the data is published.
@Service
@Transactional
public class DemandLists {
    private static final String FLOW = "demand";

    private final Demands demands;
    private final Approvals approvals;
    private final Catalog catalog;
    private final EntryDirectory entries;
    private final Institution institution;
    private final Calendar calendar;
    private final Tasks tasks;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final int supplyDays;

    /// @param supplyDays working days to supply what was promised where no day is named: as for the delivery of
    /// shared data in 政务数据共享条例 (2025) [from memory]
    DemandLists(
            Demands demands,
            Approvals approvals,
            Catalog catalog,
            EntryDirectory entries,
            Institution institution,
            Calendar calendar,
            Tasks tasks,
            ApplicationEventPublisher events,
            Clock clock,
            @Value("${shuguan.demand.supply-days:20}") int supplyDays) {
        this.demands = demands;
        this.approvals = approvals;
        this.catalog = catalog;
        this.entries = entries;
        this.institution = institution;
        this.calendar = calendar;
        this.tasks = tasks;
        this.events = events;
        this.clock = clock;
        this.supplyDays = supplyDays;
    }

    /// A draft of a unit's demand.
    public UUID create(UnitCode unit, DemandContent wanted, Actor actor) {
        actor.must(Role.DATA_STEWARD, unit);
        check(wanted).orRefuse();
        UUID id = UUID.randomUUID();
        String number = demands.nextNumber(institution.today().getYear());
        demands.add(id, number, unit, wanted, actor.officerName(), clock.instant());
        events.publishEvent(new DemandEvent("demand.create", number, unit.value(), Map.of()));
        return id;
    }

    /// @param revision as it was seen
    public void edit(UUID id, long revision, DemandContent wanted, Actor actor) {
        Demand demand = at(id, Demand.State.DRAFT);
        actor.must(Role.DATA_STEWARD, demand.unit());
        check(wanted).orRefuse();
        if (!demands.save(id, revision, wanted, clock.instant())) {
            throw new ChangedMeanwhile(demand.revision());
        }
        tell("demand.edit", demand, Map.of());
    }

    /// Hands a draft to the unit's CDO.
    public void submit(UUID id, Actor actor) {
        Demand demand = at(id, Demand.State.DRAFT);
        actor.must(Role.DATA_STEWARD, demand.unit());
        DemandRules.submission(demand).orRefuse();
        String caseId = demand.caseId();
        if (caseId == null) {
            caseId = approvals.start(
                    FLOW,
                    demand.id().toString(),
                    demand.unit(),
                    demand.title(),
                    demand.link(),
                    actor,
                    Role.DATA_STEWARD);
            approvals.know(caseId, asked(demand.asked()));
        } else {
            approvals.know(caseId, asked(demand.asked()));
            approvals.complete(caseId, "revise", "submit", null, demand.title(), actor);
        }
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("case_id", caseId);
        also.put("returned_because", null);
        also.put("submitted_at", now());
        move(demand, Demand.State.SUBMITTED, also);
        tell("demand.submit", demand, Map.of());
    }

    /// The unit's CDO agrees: it goes to whoever is believed to have the data, or to the bureau.
    public void agree(UUID id, @Nullable String comment, Actor actor) {
        Demand demand = at(id, Demand.State.SUBMITTED);
        decide(demand, "agree", "agree", comment, actor);
        move(demand, demand.asked() == null ? Demand.State.ROUTED : Demand.State.ASKED, Map.of("agreed_at", now()));
        tell("demand.agree", demand, Map.of());
    }

    /// The unit's CDO gives it back to the steward.
    public void giveBack(UUID id, @Nullable String reason, Actor actor) {
        Demand demand = at(id, Demand.State.SUBMITTED);
        DemandRules.reason(reason);
        decide(demand, "agree", "return", reason, actor);
        move(demand, Demand.State.DRAFT, Map.of("returned_because", String.valueOf(reason)));
        tell("demand.return", demand, Map.of());
    }

    /// Whoever was asked takes it on.
    ///
    /// @param due by when, null for the usual term
    public void accept(UUID id, @Nullable LocalDate due, @Nullable String comment, Actor actor) {
        Demand demand = at(id, Demand.State.ASKED);
        decide(demand, "answer", "accept", comment, actor);
        responsible(demand, asker(demand), due, "accepted");
        tell("demand.accept", demand, Map.of());
    }

    /// Whoever was asked may not share it, by a law: the bureau looks at that.
    public void refuse(UUID id, @Nullable String basis, Actor actor) {
        Demand demand = at(id, Demand.State.ASKED);
        DemandRules.basis(basis);
        decide(demand, "answer", "refuse", basis, actor);
        move(
                demand,
                Demand.State.ROUTED,
                Map.of("refusal_basis", String.valueOf(basis).strip()));
        tell("demand.refuse", demand, Map.of());
    }

    /// The bureau asks a unit that may have the data.
    public void ask(UUID id, @Nullable UnitCode unit, @Nullable String comment, Actor actor) {
        Demand demand = at(id, Demand.State.ROUTED);
        UnitCode asked = named(unit);
        approvals.know(caseOf(demand), asked(asked));
        decide(demand, "route", "ask", comment, actor);
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("asked", asked.value());
        also.put("refusal_basis", null);
        move(demand, Demand.State.ASKED, also);
        tell("demand.ask", demand, Map.of("unit", asked.value()));
    }

    /// The bureau makes a unit responsible.
    public void assign(
            UUID id, @Nullable UnitCode unit, @Nullable LocalDate due, @Nullable String comment, Actor actor) {
        Demand demand = at(id, Demand.State.ROUTED);
        UnitCode responsible = named(unit);
        decide(demand, "route", "assign", comment, actor);
        responsible(demand, responsible, due, "assigned");
        tell("demand.assign", demand, Map.of("unit", responsible.value()));
    }

    /// The bureau puts it on the negative list.
    public void forbid(UUID id, @Nullable UnitCode unit, @Nullable String basis, Actor actor) {
        Demand demand = at(id, Demand.State.ROUTED);
        UnitCode owner = unit == null && demand.asked() != null ? demand.asked() : named(unit);
        String law = basis == null || basis.isBlank() ? demand.refusalBasis() : basis;
        DemandRules.basis(law);
        decide(demand, "route", "forbid", law, actor);
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("responsible", owner.value());
        also.put("refusal_basis", String.valueOf(law).strip());
        also.put("review_on", institution.today().plusYears(1));
        also.put("answered_at", now());
        also.put("answer", "refused");
        move(demand, Demand.State.NEGATIVE, also);
        tell("demand.forbid", demand, Map.of("unit", owner.value()));
    }

    /// The yearly look at the negative list: it stays there for another year, or the unit takes it on.
    public void review(UUID id, boolean stays, @Nullable String basis, @Nullable LocalDate due, Actor actor) {
        Demand demand = at(id, Demand.State.NEGATIVE);
        UnitCode owner = responsibleOf(demand);
        if (!actor.is(Role.UNIT_CDO, owner)) {
            throw new Forbidden();
        }
        if (stays) {
            DemandRules.basis(basis);
            move(
                    demand,
                    Demand.State.NEGATIVE,
                    Map.of(
                            "refusal_basis",
                            String.valueOf(basis).strip(),
                            "review_on",
                            institution.today().plusYears(1)));
        } else {
            responsible(demand, owner, due, "accepted");
        }
        tasks.close("demand.review", id.toString(), stays ? String.valueOf(basis) : demand.title());
        tell("demand.review", demand, Map.of("stays", stays));
    }

    /// Names the entry that carries the data. One that is published meets the demand at once.
    public void link(UUID id, @Nullable UUID entry, Actor actor) {
        Demand demand = at(id, Demand.State.RESPONSIBLE);
        UnitCode owner = responsibleOf(demand);
        if (!actor.is(Role.DATA_STEWARD, owner) && !actor.is(Role.UNIT_CDO, owner)) {
            actor.must(Role.BUREAU_OPERATOR);
        }
        new InvalidInput.Check().that(entry != null, "entry", "required").orRefuse();
        EntryDirectory.Known known = Optional.ofNullable(entry)
                .flatMap(entries::find)
                .filter(found -> found.unit().equals(owner))
                .orElseThrow(DemandRefused::notTheirEntry);
        move(demand, Demand.State.RESPONSIBLE, Map.of("entry", known.entry(), "linked_at", now()));
        tell("demand.link", demand, Map.of("entry", known.code().value()));
        if (known.published()) {
            meet(at(id, Demand.State.RESPONSIBLE));
        }
    }

    /// A draft of the entry that will carry the data, with what the demand says of them.
    public UUID draftEntry(UUID id, Actor actor) {
        Demand demand = at(id, Demand.State.RESPONSIBLE);
        UnitCode owner = responsibleOf(demand);
        UUID entry = catalog.create(owner, content(demand), actor);
        link(id, entry, actor);
        return entry;
    }

    /// Puts a draft away.
    public void delete(UUID id, Actor actor) {
        Demand demand = at(id, Demand.State.DRAFT);
        actor.must(Role.DATA_STEWARD, demand.unit());
        if (demand.caseId() != null) {
            approvals.abandon(demand.caseId(), "draft deleted");
        }
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("case_id", null);
        move(demand, Demand.State.DELETED, also);
        tell("demand.delete", demand, Map.of());
    }

    /// An entry was published: whatever waited for it is met.
    void published(UUID entry) {
        demands.waitingFor(entry).forEach(this::meet);
    }

    /// Opens the task of the yearly look, ahead of its day.
    void remind(int daysAhead) {
        for (Demand demand : demands.reviewsUntil(institution.today().plusDays(daysAhead))) {
            tasks.open(new NewTask(
                    "demand.review",
                    demand.id().toString(),
                    responsibleOf(demand),
                    Role.UNIT_CDO,
                    Map.of("title", demand.title(), "number", demand.number()),
                    demand.link(),
                    demand.reviewOn()));
        }
    }

    private void meet(Demand demand) {
        move(demand, Demand.State.MET, Map.of("published_at", now(), "met_at", now()));
        tasks.close("demand.assign", demand.id().toString(), demand.title());
        tell("demand.meet", demand, Map.of("entry", String.valueOf(demand.entry())));
    }

    private void responsible(Demand demand, UnitCode unit, @Nullable LocalDate wanted, String answer) {
        LocalDate today = institution.today();
        LocalDate due = wanted == null ? calendar.due(today, supplyDays) : wanted;
        DemandRules.due(due, today);
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("responsible", unit.value());
        also.put("due", due);
        also.put("answer", answer);
        also.put("answered_at", now());
        also.put("refusal_basis", null);
        also.put("review_on", null);
        move(demand, Demand.State.RESPONSIBLE, also);
        tasks.open(new NewTask(
                "demand.assign",
                demand.id().toString(),
                unit,
                Role.DATA_STEWARD,
                Map.of("title", demand.title(), "number", demand.number()),
                demand.link(),
                due));
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
                java.util.List.of(),
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

    private static Map<String, String> asked(@Nullable UnitCode unit) {
        return Map.of("asked", unit == null ? "" : unit.value());
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

    private Demand at(UUID id, Demand.State state) {
        Demand demand = demands.lock(id).orElseThrow(NotFound::new);
        if (demand.state() != state) {
            throw DemandRefused.notThere();
        }
        return demand;
    }

    private void decide(Demand demand, String step, String outcome, @Nullable String comment, Actor actor) {
        approvals.complete(caseOf(demand), step, outcome, comment, demand.title(), actor);
    }

    private void move(Demand demand, Demand.State to, Map<String, @Nullable Object> also) {
        demands.move(demand, to, also, clock.instant());
    }

    private Object now() {
        Instant now = clock.instant();
        return java.util.Objects.requireNonNull(Rows.parameter(now));
    }

    private void tell(String action, Demand demand, Map<String, ?> facts) {
        events.publishEvent(DemandEvent.of(action, demand, facts));
    }
}
