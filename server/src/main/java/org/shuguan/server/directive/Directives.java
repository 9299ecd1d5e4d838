package org.shuguan.server.directive;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.OpenTerms;
import org.shuguan.server.document.Documents;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.FollowUps;
import org.shuguan.server.followup.NewFollowUp;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The library of directives: kept by a territory's bureau, circulated to units, read by their CDOs, followed up.
@Service
@Transactional
public class Directives implements OpenTerms {
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_TEXT = 4000;
    private static final String READ = "directive.read";
    /// The rule of the term to read one.
    private static final String TERM = "directive.read";

    private final KeptDirectives kept;
    private final Documents documents;
    private final FollowUps followUps;
    private final Tasks tasks;
    private final Access access;
    private final Institution institution;
    private final Calendar calendar;
    private final Setting<Integer> read;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final boolean recordedLater;

    @Autowired
    Directives(
            KeptDirectives kept,
            Documents documents,
            FollowUps followUps,
            Tasks tasks,
            Access access,
            Institution institution,
            Calendar calendar,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.kept = kept;
        this.documents = documents;
        this.followUps = followUps;
        this.tasks = tasks;
        this.access = access;
        this.institution = institution;
        this.calendar = calendar;
        this.read = settings.workingDays(TERM);
        this.events = events;
        this.clock = clock;
        this.recordedLater = false;
    }

    private Directives(Directives of, Clock earlier) {
        this.kept = of.kept;
        this.documents = of.documents;
        this.followUps = of.followUps.asOf(earlier);
        this.tasks = of.tasks;
        this.access = of.access;
        this.institution = of.institution;
        this.calendar = of.calendar;
        this.read = of.read;
        this.events = of.events;
        this.clock = earlier;
        this.recordedLater = true;
    }

    /// The same for what happened at an earlier time and is only recorded now: nobody is notified, and no task is
    /// opened. Its acts run in the caller's transaction.
    @Transactional(propagation = Propagation.SUPPORTS)
    public Directives asOf(Clock earlier) {
        return new Directives(this, earlier);
    }

    /// Keeps a directive.
    ///
    /// @return its id
    /// @throws Forbidden if the actor does not keep those of the territory
    public UUID add(UnitCode territory, NewDirective wanted, Actor actor) {
        access.must(actor, DirectivePermission.KEEP, territory);
        check(wanted);
        UUID id = UUID.randomUUID();
        kept.add(id, territory, wanted, Person.of(actor), clock.instant());
        record(DirectiveEvent.What.ADD, now(id), List.of(), Map.of(), actor);
        return id;
    }

    /// @throws ChangedMeanwhile if somebody changed it since
    public void edit(UUID id, long revision, NewDirective wanted, Actor actor) {
        Directive one = mustKeep(id, actor);
        check(wanted);
        if (!kept.save(id, revision, wanted, clock.instant())) {
            throw new ChangedMeanwhile(one.revision());
        }
        record(DirectiveEvent.What.EDIT, now(id), List.of(), Map.of(), actor);
    }

    /// Removes one that was circulated to nobody.
    public void remove(UUID id, Actor actor) {
        Directive one = mustKeep(id, actor);
        if (one.readBy() != null) {
            throw DirectiveRefused.circulated();
        }
        documents
                .shown(one.subject(), document -> true, actor)
                .forEach(shown ->
                        documents.remove(one.subject(), shown.document().id()));
        kept.remove(id);
        record(DirectiveEvent.What.REMOVE, one, List.of(), Map.of(), actor);
    }

    /// Sends it to units; each unit's CDO must read it within the rule's term. Units that have it already stay.
    public void circulate(UUID id, List<UnitCode> units, Actor actor) {
        Directive one = mustKeep(id, actor);
        Set<UnitCode> known = institution.unitsKnown(CityTime.today(clock)).stream()
                .map(unit -> unit.code())
                .collect(Collectors.toSet());
        new InvalidInput.Check()
                .that(!units.isEmpty(), "units", "required")
                .that(known.containsAll(units), "units", "unit-unknown")
                .orRefuse();
        Set<UnitCode> fresh = new LinkedHashSet<>(units);
        kept.addresseesOf(id).forEach(addressee -> fresh.remove(addressee.unit()));
        LocalDate due = readBy(CityTime.today(clock));
        kept.circulate(id, fresh, due, clock.instant());
        if (!recordedLater) {
            fresh.forEach(unit -> tasks.open(NewTask.within(
                    TERM,
                    READ,
                    id + "/" + unit,
                    unit,
                    Role.UNIT_CDO,
                    Map.of("title", one.title()),
                    one.link(),
                    NewTask.Closing.WITH_SUBJECT)));
        }
        record(DirectiveEvent.What.CIRCULATE, one, List.copyOf(fresh), Map.of(), actor);
    }

    /// Counts the days to read anew for those that a unit has not read yet. The terms of their tasks, which a calendar
    /// shows as moved, are counted by the tasks.
    @Override
    public List<Moved> recount() {
        kept.lockUnread().forEach((id, last) -> kept.readBy(id, readBy(last)));
        return List.of();
    }

    private LocalDate readBy(LocalDate circulated) {
        return calendar.due(circulated, read.on(circulated));
    }

    /// The actor says to have read it, for each unit to which it was sent and whose CDO they are or act for.
    ///
    /// @throws Forbidden if it was sent to none of their units
    public void read(UUID id, Actor actor) {
        Directive one = readable(id, actor);
        List<UnitCode> units = receivers(id, actor);
        if (units.isEmpty()) {
            throw new Forbidden();
        }
        Instant at = clock.instant();
        List<UnitCode> fresh = units.stream()
                .filter(unit -> kept.read(
                        id, unit, Person.of(actor), capacity(actor, unit).onBehalfOfName(), at))
                .toList();
        fresh.forEach(unit -> tasks.close(READ, id + "/" + unit, one.title()));
        if (!fresh.isEmpty()) {
            record(
                    DirectiveEvent.What.READ,
                    one,
                    fresh,
                    capacity(actor, fresh.getFirst()).facts(),
                    actor);
        }
    }

    /// Gives a follow-up that follows from the directive, in one transaction.
    ///
    /// @return its id
    public UUID follow(UUID id, NewFollowUp wanted, Actor actor) {
        Directive one = mustKeep(id, actor);
        UUID followUp = followUps.give(
                new NewFollowUp(
                        wanted.title(),
                        wanted.requirement(),
                        wanted.measure(),
                        one.level() == Directive.Level.CITY ? FollowUp.Origin.LEADING_GROUP : FollowUp.Origin.PROVINCE,
                        one.title() + (wanted.originText().isEmpty() ? "" : " " + wanted.originText()),
                        one.link(),
                        wanted.paper(),
                        wanted.kind(),
                        wanted.lead(),
                        wanted.parts(),
                        wanted.term()),
                actor);
        kept.follow(id, followUp);
        record(DirectiveEvent.What.FOLLOW_UP, one, List.of(), Map.of("followUp", followUp.toString()), actor);
        return followUp;
    }

    /// The directive if the actor may read it.
    ///
    /// @throws NotFound otherwise
    @Transactional(readOnly = true)
    public Directive readable(UUID id, Actor actor) {
        return kept.seen(id, reader(actor)).orElseThrow(NotFound::new);
    }

    /// Whether the actor may read it.
    @Transactional(readOnly = true)
    public boolean isReadable(UUID id, Actor actor) {
        return kept.seen(id, reader(actor)).isPresent();
    }

    /// How many units must read a directive, and have.
    public record Reading(int addressed, int haveRead) {}

    @Transactional(readOnly = true)
    public Reading readingOf(UUID id) {
        List<KeptDirectives.Addressee> all = kept.addresseesOf(id);
        return new Reading(all.size(), (int)
                all.stream().filter(one -> one.readAt() != null).count());
    }

    /// Whatever its reader may see: the caller shows it to those who may see what refers to it.
    @Transactional(readOnly = true)
    public Optional<Directive> find(UUID id) {
        return kept.find(id);
    }

    KeptDirectives.Reader reader(Actor actor) {
        Scope ofTheCity = actor.isAny(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER) ? Scope.EVERYTHING : Scope.NOTHING;
        return new KeptDirectives.Reader(
                access.scope(actor, DirectivePermission.KEEP).or(ofTheCity),
                access.scope(actor, DirectivePermission.READ));
    }

    boolean mayKeep(Directive one, Actor actor) {
        return access.can(actor, DirectivePermission.KEEP, one.territory());
    }

    /// The units for which the actor must read it and has not.
    List<UnitCode> owedBy(UUID id, Actor actor) {
        return kept.addresseesOf(id).stream()
                .filter(one -> one.readAt() == null)
                .map(KeptDirectives.Addressee::unit)
                .filter(unit -> access.can(actor, DirectivePermission.RECEIVE, unit))
                .toList();
    }

    /// Whether restricted files of it are for the actor: who keeps it, the city's leaders, and the CDOs it was sent to.
    boolean isAddressed(Directive one, Actor actor) {
        return mayKeep(one, actor)
                || actor.isAny(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER)
                || !receivers(one.id(), actor).isEmpty();
    }

    /// The directive, locked, if the actor keeps it.
    ///
    /// @throws NotFound if the actor may not see it
    /// @throws Forbidden if they see it, but do not keep it
    Directive mustKeep(UUID id, Actor actor) {
        readable(id, actor);
        Directive one = kept.lock(id).orElseThrow(NotFound::new);
        access.must(actor, DirectivePermission.KEEP, one.territory());
        return one;
    }

    private List<UnitCode> receivers(UUID id, Actor actor) {
        return kept.addresseesOf(id).stream()
                .map(KeptDirectives.Addressee::unit)
                .filter(unit -> access.can(actor, DirectivePermission.RECEIVE, unit))
                .toList();
    }

    private Capacity capacity(Actor actor, UnitCode unit) {
        return access.capacities(actor, DirectivePermission.RECEIVE, unit).getFirst();
    }

    private Directive now(UUID id) {
        return kept.find(id).orElseThrow(NotFound::new);
    }

    private void record(
            DirectiveEvent.What what, Directive one, List<UnitCode> units, Map<String, String> details, Actor actor) {
        events.publishEvent(new DirectiveEvent(
                what, one.id(), one.title(), one.territory(), units, details, actor.officer(), recordedLater));
    }

    private void check(NewDirective wanted) {
        LocalDate issued = wanted.issued();
        new InvalidInput.Check()
                .that(wanted.level() != null, "level", "required")
                .that(!wanted.title().isEmpty(), "title", "required")
                .that(wanted.title().length() <= LONGEST_TITLE, "title", "too-long", Map.of("max", LONGEST_TITLE))
                .that(wanted.number().length() <= LONGEST_TITLE, "number", "too-long", Map.of("max", LONGEST_TITLE))
                .that(!wanted.issuer().isEmpty(), "issuer", "required")
                .that(wanted.issuer().length() <= LONGEST_TITLE, "issuer", "too-long", Map.of("max", LONGEST_TITLE))
                .that(wanted.summary().length() <= LONGEST_TEXT, "summary", "too-long", Map.of("max", LONGEST_TEXT))
                .that(issued == null || !issued.isAfter(CityTime.today(clock)), "issued", "day-in-the-future")
                .orRefuse();
    }
}
