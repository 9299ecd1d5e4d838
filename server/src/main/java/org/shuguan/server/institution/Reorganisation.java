package org.shuguan.server.institution;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Changes of units: each is an act with an effective day, a document and a reason. An act changes only units and
/// appointments. Work, data and sources remain assigned to their unit, and the responsible unit is looked up by
/// day ([Institution#answering]). An act with a future day therefore takes effect without a job, and can be undone
/// before that day.
@Service
@Transactional
public class Reorganisation {
    private static final String TODOS = "todos";
    private static final String BUREAUS = "bureaus";

    /// @param from the units as they were on the day before
    /// @param to the units as they are from the day on
    public record Recorded(Act act, List<Unit> from, List<Unit> to, boolean undoable) {}

    /// What a unit has, and which unit is responsible for it from the day on.
    public record Follows(Unit unit, String kind, long count, Unit to) {}

    /// @param to the unit at which it continues, null if it ends on the day before the act
    public record Fate(Appointment appointment, @Nullable UnitCode to) {}

    /// @param vacancies required roles of the heirs that nobody would hold on the day
    public record Preview(List<Follows> follows, List<Fate> appointments, List<Vacancy> vacancies, boolean atOnce) {}

    private record Applied(Act act, List<Fate> fates) {}

    /// What is shown of an act.
    public static final ListColumns<Recorded> COLUMNS = ListColumns.<Recorded>titled("act.column.")
            .column("day", recorded -> recorded.act().day(), "day")
            .word("kind", "act.kind.", recorded -> recorded.act().kind().word(), "kind")
            .column("from", recorded -> names(recorded.from()))
            .column("to", recorded -> names(recorded.to()))
            .column("document", recorded -> recorded.act().document(), "document")
            .column("reason", recorded -> recorded.act().reason())
            .said("unverified", (recorded, texts) -> recorded.act().unverified() ? texts.say("act.unverified") : "")
            .filter("kind", Act.Kind.values());

    private final Units units;
    private final Acts acts;
    private final Successions successions;
    private final Appointments appointments;
    private final PlanRules rules;
    private final Institution institution;
    private final ObjectProvider<UnitHoldings> belongings;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate trial;
    private final Clock clock;

    Reorganisation(
            Units units,
            Acts acts,
            Successions successions,
            Appointments appointments,
            PlanRules rules,
            Institution institution,
            ObjectProvider<UnitHoldings> belongings,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.units = units;
        this.acts = acts;
        this.successions = successions;
        this.appointments = appointments;
        this.rules = rules;
        this.institution = institution;
        this.belongings = belongings;
        this.events = events;
        this.clock = clock;
        this.trial = new TransactionTemplate(transactions);
        this.trial.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /// The consequences of a plan, found by performing it and rolling back; a plan that cannot be performed is
    /// refused here.
    public Preview preview(Plan plan) {
        return Objects.requireNonNull(trial.execute(status -> {
            rules.check(plan);
            Map<UnitCode, Map<String, Long>> counts = counts(plan);
            Applied applied = apply(plan, "");
            Preview preview = new Preview(
                    follows(plan, counts),
                    applied.fates(),
                    institution.vacancies(plan.day()).stream()
                            .filter(vacancy ->
                                    plan.everybody().contains(vacancy.unit().code()))
                            .toList(),
                    !plan.day().isAfter(institution.today()));
            status.setRollbackOnly();
            return preview;
        }));
    }

    /// Performs the plan; it takes effect on its day.
    ///
    /// @param by name of the person who records it
    public UUID perform(Plan plan, String by) {
        Applied applied = apply(plan, by);
        Act act = applied.act();
        applied.fates().forEach(fate -> tell(act, fate));
        events.publishEvent(UnitsChanged.by(act, plan.units(), plan.passesOn() ? plan.heirCodes() : plan.units()));
        return act.id();
    }

    /// Undoes an act whose day has not come.
    ///
    /// @throws ActRefused if it is already in force, or another record depends on it
    public void undo(UUID id) {
        Act act = acts.lock(id).orElseThrow(NotFound::new);
        if (!act.day().isAfter(institution.today())) {
            throw ActRefused.inForce();
        }
        List<Succession> passed = successions.of(id);
        List<UnitForm> began = acts.formsOf(id);
        try {
            acts.restoreAppointments(id);
            passed.stream()
                    .map(Succession::predecessor)
                    .distinct()
                    .filter(unit -> passed.stream().noneMatch(s -> s.successor().equals(unit)))
                    .forEach(unit -> units.end(unit, null));
            acts.remove(id);
            for (UnitForm form : began) {
                if (units.forms(form.unit()).isEmpty()) {
                    units.remove(form.unit());
                } else {
                    units.endForm(form.unit(), form.validTo());
                }
            }
        } catch (DataIntegrityViolationException followed) {
            throw ActRefused.followed();
        }
        events.publishEvent(new UnitsChanged(
                "institution.undo-act",
                act,
                passed.stream().map(Succession::predecessor).distinct().toList(),
                began.stream().map(UnitForm::unit).toList()));
    }

    /// @param kind the word of a kind of act, all where null
    @Transactional(readOnly = true)
    public Listing<Recorded> list(@Nullable String kind, ListQuery query) {
        return acts.list(kind, query).map(this::recorded);
    }

    @Transactional(readOnly = true)
    public Optional<Recorded> find(UUID id) {
        return acts.find(id).map(this::recorded);
    }

    /// The acts that changed a unit, the newest first.
    @Transactional(readOnly = true)
    public List<Recorded> of(UnitCode unit) {
        Map<UUID, Act> found = new HashMap<>();
        successions.touching(unit).forEach(s -> acts.find(s.act()).ifPresent(act -> found.put(act.id(), act)));
        units.forms(unit).stream()
                .map(UnitForm::act)
                .filter(Objects::nonNull)
                .forEach(id -> acts.find(id).ifPresent(act -> found.put(act.id(), act)));
        return found.values().stream()
                .sorted(Comparator.comparing(Act::day).reversed())
                .map(this::recorded)
                .toList();
    }

    private Recorded recorded(Act act) {
        List<Succession> passed = successions.of(act.id());
        List<UnitCode> from =
                passed.stream().map(Succession::predecessor).distinct().toList();
        List<UnitCode> to =
                passed.stream().map(Succession::successor).distinct().toList();
        if (passed.isEmpty()) {
            from = acts.formsOf(act.id()).stream().map(UnitForm::unit).toList();
            to = from;
        }
        return new Recorded(
                act,
                from.stream()
                        .flatMap(code -> units.find(code, act.day().minusDays(1)).stream())
                        .toList(),
                to.stream()
                        .flatMap(code -> units.find(code, act.day()).stream())
                        .toList(),
                act.day().isAfter(institution.today()));
    }

    private Applied apply(Plan plan, String by) {
        units.lock(touched(plan));
        rules.check(plan);
        var act = new Act(
                UUID.randomUUID(),
                plan.kind(),
                plan.day(),
                plan.document().strip(),
                plan.reason().strip(),
                plan.unverified(),
                by,
                clock.instant());
        acts.add(act);
        if (plan.passesOn()) {
            return new Applied(act, passOn(plan, act));
        }
        UnitForm form = units.form(plan.units().getFirst(), plan.day()).orElseThrow();
        units.endForm(form.unit(), plan.day().minusDays(1));
        units.add(form.next(
                plan.day(),
                act.id(),
                Optional.ofNullable(plan.names()).orElse(form.names()),
                Optional.ofNullable(plan.place()).orElse(form.place())));
        return new Applied(act, List.of());
    }

    /// All units whose form or end the plan changes, and the district to which a unit moves.
    private List<UnitCode> touched(Plan plan) {
        Stream<UnitCode> bureaus = plan.gone().stream()
                .flatMap(unit -> units.bureausOf(unit, plan.day()).stream())
                .map(Unit::code);
        Stream<UnitCode> district = Optional.ofNullable(plan.place()).map(UnitForm.Place::parent).stream();
        return Stream.of(plan.everybody().stream(), bureaus, district)
                .flatMap(codes -> codes)
                .distinct()
                .toList();
    }

    private List<Fate> passOn(Plan plan, Act act) {
        UnitForm model = units.form(plan.units().getFirst(), plan.day()).orElseThrow();
        plan.gone().forEach(unit -> units.end(unit, plan.day().minusDays(1)));
        for (Plan.Heir heir : plan.heirs()) {
            if (heir.names() != null) {
                units.add(model.of(heir.code()).next(plan.day(), act.id(), heir.names(), model.place()), List.of());
            }
        }
        moveBureaus(plan, act);
        boolean merge = plan.kind() == Act.Kind.MERGE;
        for (UnitCode unit : plan.units()) {
            for (Plan.Heir heir : plan.heirs()) {
                successions.add(new Succession(
                        act.id(), act.day(), unit, heir.code(), merge ? 100 : heir.share(), merge || heir.answers()));
            }
        }
        return endAppointments(plan, act);
    }

    /// Moves the bureaus of a district that ends to the responsible heir.
    private void moveBureaus(Plan plan, Act act) {
        UnitCode heir = plan.answeringHeir().map(Plan.Heir::code).orElseThrow();
        for (UnitCode gone : plan.gone()) {
            for (Unit bureau : units.bureausOf(gone, plan.day())) {
                UnitForm form = units.form(bureau.code(), plan.day()).orElseThrow();
                units.endForm(bureau.code(), plan.day().minusDays(1));
                units.add(form.movedTo(heir, plan.day(), act.id()));
            }
        }
    }

    private List<Fate> endAppointments(Plan plan, Act act) {
        List<Fate> fates = new ArrayList<>();
        Map<UUID, UnitCode> carried = new HashMap<>();
        plan.carried().forEach(carry -> carried.put(carry.appointment(), carry.to()));
        for (UnitCode gone : plan.gone()) {
            for (Appointment held : appointments.ofUnit(gone)) {
                if (held.inForceOn(plan.day())) {
                    acts.end(act.id(), held, plan.day().minusDays(1));
                    UnitCode to = carried.get(held.id());
                    if (to == null && held.role().isPower()) {
                        throw ActRefused.endsPower(held.officerName());
                    }
                    if (to != null) {
                        carry(act, held, to);
                    }
                    fates.add(new Fate(held, to));
                }
            }
        }
        return fates;
    }

    private void carry(Act act, Appointment held, UnitCode to) {
        var along = new Appointment(
                UUID.randomUUID(),
                held.officer(),
                held.officerName(),
                held.role(),
                to,
                held.position(),
                act.document(),
                act.day(),
                held.validTo(),
                null,
                held.actingReason(),
                1);
        appointments.add(along);
        acts.carriedBy(act.id(), along.id());
    }

    /// What each unit has before the act, by kind.
    private Map<UnitCode, Map<String, Long>> counts(Plan plan) {
        Map<UnitCode, Map<String, Long>> all = new HashMap<>();
        for (UnitCode code : plan.units()) {
            Map<String, Long> counts = new TreeMap<>();
            long todos = 0;
            for (Role role : Role.values()) {
                // The bureau's operators are one group for the whole city: their to-dos do not belong to a unit.
                todos += role == Role.BUREAU_OPERATOR ? 0 : institution.openTodos(role, code);
            }
            counts.put(TODOS, todos);
            int bureaus = units.bureausOf(code, plan.day()).size();
            if (bureaus > 0) {
                counts.put(BUREAUS, (long) bureaus);
            }
            for (UnitCode one : institution.answersFor(code, institution.today())) {
                belongings.forEach(module -> module.of(one).forEach((kind, n) -> counts.merge(kind, n, Long::sum)));
            }
            all.put(code, counts);
        }
        return all;
    }

    private List<Follows> follows(Plan plan, Map<UnitCode, Map<String, Long>> counts) {
        List<Follows> follows = new ArrayList<>();
        for (UnitCode code : plan.units()) {
            Unit unit = units.find(code, plan.day().minusDays(1)).orElseThrow();
            UnitCode heir = institution.answering(code, plan.day());
            Unit to = units.find(heir, plan.day()).orElseThrow();
            Objects.requireNonNull(counts.get(code)).forEach((kind, n) -> follows.add(new Follows(unit, kind, n, to)));
        }
        return follows;
    }

    private void tell(Act act, Fate fate) {
        Appointment held = fate.appointment();
        events.publishEvent(new AppointmentEnded(
                held, act.day().minusDays(1), false, institution.openTodos(held.role(), held.unit())));
    }

    private static String names(List<Unit> units) {
        return units.stream().map(Unit::name).collect(Collectors.joining("、"));
    }
}
