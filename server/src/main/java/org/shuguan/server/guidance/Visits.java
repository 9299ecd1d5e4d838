package org.shuguan.server.guidance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.followup.FollowUpFacts;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The record of visits to units and of work done together.
@Service
@Transactional
public class Visits {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_PEOPLE = 1000;
    private static final int LONGEST_TEXT = 8000;
    private static final int MOST_UNITS = 100;
    private static final int MOST_FOLLOW_UPS = 20;

    private final KeptVisits kept;
    private final FollowUpFacts followUps;
    private final Access access;
    private final Institution institution;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final boolean recordedLater;

    @Autowired
    Visits(
            KeptVisits kept,
            FollowUpFacts followUps,
            Access access,
            Institution institution,
            ApplicationEventPublisher events,
            Clock clock) {
        this(kept, followUps, access, institution, events, clock, false);
    }

    private Visits(
            KeptVisits kept,
            FollowUpFacts followUps,
            Access access,
            Institution institution,
            ApplicationEventPublisher events,
            Clock clock,
            boolean recordedLater) {
        this.kept = kept;
        this.followUps = followUps;
        this.access = access;
        this.institution = institution;
        this.events = events;
        this.clock = clock;
        this.recordedLater = recordedLater;
    }

    /// The same for what is recorded at an earlier time: nobody is notified. Runs in the caller's transaction.
    @Transactional(propagation = Propagation.SUPPORTS)
    public Visits asOf(Clock earlier) {
        return new Visits(kept, followUps, access, institution, events, earlier, true);
    }

    /// Records a visit or joint work.
    ///
    /// @param keeper who keeps the record: a unit, or the territory of a bureau
    /// @return its id
    /// @throws Forbidden if the actor does not keep records there
    public UUID add(UnitCode keeper, NewVisit wanted, Actor actor) {
        UnitCode by = access.mustBegin(actor, GuidancePermission.RECORD, keeper);
        check(wanted, List.of(), actor);
        UUID id = UUID.randomUUID();
        kept.add(id, by, wanted, Person.of(actor), clock.instant());
        List<UnitCode> told = new ArrayList<>(wanted.units());
        told.remove(by);
        events.publishEvent(new VisitEvent(
                VisitEvent.What.ADD, id, wanted.title(), by, recordedLater ? List.of() : told, actor.officer()));
        return id;
    }

    /// @throws ChangedMeanwhile if somebody changed it since
    public void edit(UUID id, long revision, NewVisit wanted, Actor actor) {
        Visit one = mustKeep(id, actor);
        check(wanted, kept.followUpsOf(id), actor);
        if (!kept.save(id, revision, wanted, clock.instant())) {
            throw new ChangedMeanwhile(one.revision());
        }
        record(VisitEvent.What.EDIT, one, actor);
    }

    public void remove(UUID id, Actor actor) {
        Visit one = mustKeep(id, actor);
        kept.remove(id);
        record(VisitEvent.What.REMOVE, one, actor);
    }

    /// @throws NotFound if the actor may not read it
    @Transactional(readOnly = true)
    Visit readable(UUID id, Actor actor) {
        return kept.seen(id, reader(actor)).orElseThrow(NotFound::new);
    }

    Scope reader(Actor actor) {
        return access.scope(actor, GuidancePermission.READ);
    }

    boolean mayKeep(Visit one, Actor actor) {
        return access.can(actor, GuidancePermission.RECORD, one.keeper());
    }

    private Visit mustKeep(UUID id, Actor actor) {
        Visit one = readable(id, actor);
        access.must(actor, GuidancePermission.RECORD, one.keeper());
        return one;
    }

    private void record(VisitEvent.What what, Visit one, Actor actor) {
        events.publishEvent(new VisitEvent(what, one.id(), one.title(), one.keeper(), List.of(), actor.officer()));
    }

    /// @param before follow-ups that it names already, which the actor may not see themselves
    private void check(NewVisit wanted, List<UUID> before, Actor actor) {
        LocalDate day = wanted.day();
        Set<UnitCode> known = institution.unitsKnown(CityTime.today(clock)).stream()
                .map(Unit::code)
                .collect(Collectors.toSet());
        new InvalidInput.Check()
                .that(wanted.kind() != null, "kind", "required")
                .that(day != null, "day", "required")
                .that(day == null || !day.isAfter(CityTime.today(clock)), "day", "day-in-the-future")
                .that(!wanted.title().isEmpty(), "title", "required")
                .that(wanted.title().length() <= LONGEST_TITLE, "title", "too-long", Map.of("max", LONGEST_TITLE))
                .that(!wanted.units().isEmpty(), "units", "required")
                .that(wanted.units().size() <= MOST_UNITS, "units", "too-many-units", Map.of("max", MOST_UNITS))
                .that(known.containsAll(wanted.units()), "units", "unit-unknown")
                .that(wanted.people().length() <= LONGEST_PEOPLE, "people", "too-long", Map.of("max", LONGEST_PEOPLE))
                .that(!wanted.found().isEmpty(), "found", "required")
                .that(wanted.found().length() <= LONGEST_TEXT, "found", "too-long", Map.of("max", LONGEST_TEXT))
                .that(
                        wanted.followUps().size() <= MOST_FOLLOW_UPS,
                        "followUps",
                        "too-many-follow-ups",
                        Map.of("max", MOST_FOLLOW_UPS))
                .that(
                        wanted.followUps().stream()
                                .allMatch(one -> before.contains(one) || followUps.isReadable(one, actor)),
                        "followUps",
                        "follow-up-unknown")
                .orRefuse();
    }

    /// A follow-up that a visit led to.
    ///
    /// @param link null where the reader may not open it
    record Following(
            UUID id, String number, String title, @Nullable String link) {}

    /// The follow-ups that it led to, as the reader sees them.
    @Transactional(readOnly = true)
    List<Following> followingOf(UUID id, Actor actor) {
        return followUps.find(kept.followUpsOf(id)).values().stream()
                .map(one -> new Following(
                        one.id(),
                        one.number(),
                        one.title(),
                        followUps.isReadable(one.id(), actor) ? "/office/follow-ups/" + one.id() : null))
                .sorted(Comparator.comparing(Following::number))
                .toList();
    }
}
