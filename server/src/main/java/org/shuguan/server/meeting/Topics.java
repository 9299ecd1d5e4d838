package org.shuguan.server.meeting;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Topics for joint meetings: raised by units and by other modules, reviewed by the secretariat.
@Service
@Transactional
public class Topics {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 4000;
    private static final String OFFICE = "/office/";

    private final KeptTopics kept;
    private final LiveFigures figures;
    private final MeetingHouse house;

    @Autowired
    Topics(KeptTopics kept, LiveFigures figures, MeetingHouse house) {
        this.kept = kept;
        this.figures = figures;
        this.house = house;
    }

    /// The same for what happened at an earlier time and is only recorded now; runs in the caller's transaction.
    @Transactional(propagation = Propagation.SUPPORTS)
    public Topics asOf(Clock earlier) {
        return new Topics(kept, figures, house.asOf(earlier));
    }

    /// Raises a topic, in the transaction of whatever made it necessary. What the secretariat itself raises is
    /// accepted at once.
    ///
    /// @return its id
    /// @throws Forbidden if the actor may not raise anything for the unit
    /// @throws InvalidInput if a text is missing, or the actor may not read the subject
    public UUID raise(NewTopic wanted, Actor actor) {
        InvalidInput.Check check = texts(wanted).that(wanted.unit() != null, "unit", "required");
        Topic.Origin origin = wanted.origin() == null ? Topic.Origin.UNIT : wanted.origin();
        boolean ofSecretariat = origin == Topic.Origin.SECRETARIAT || origin == Topic.Origin.DIRECTIVE;
        boolean about = origin != Topic.Origin.UNIT && origin != Topic.Origin.SECRETARIAT;
        check.that(!about || wanted.subject() != null, "subject", "required")
                .that(wanted.link() == null || wanted.link().startsWith(OFFICE), "link", "not-a-page")
                .that(
                        wanted.subject() == null || !about || figures.mayRaise(origin, wanted.subject(), actor),
                        "subject",
                        "subject-unknown")
                .orRefuse();
        UnitCode unit = house.access.mustBegin(actor, MeetingPermission.RAISE, Objects.requireNonNull(wanted.unit()));
        UnitCode territory = territory(unit, wanted.territory());
        boolean prepares = house.access.can(actor, MeetingPermission.PREPARE, territory);
        if (ofSecretariat && !prepares) {
            throw new Forbidden();
        }
        if (about) {
            kept.openAbout(origin, Objects.requireNonNull(wanted.subject())).ifPresent(open -> {
                throw MeetingRefused.raisedAlready(open.number());
            });
        }
        Topic one = new Topic(
                UUID.randomUUID(),
                kept.nextNumber(house.today().getYear()),
                territory,
                unit,
                origin,
                about ? wanted.subject() : null,
                wanted.link(),
                wanted.title(),
                wanted.reason(),
                wanted.proposal(),
                prepares ? Topic.State.ACCEPTED : Topic.State.RAISED,
                null,
                prepares ? actor.officerName() : null,
                prepares ? house.now() : null,
                null,
                actor.officerName(),
                house.now(),
                1);
        kept.add(one, Person.of(actor));
        record(
                MeetingEvent.What.RAISE,
                one,
                house.institution.unitName(unit),
                prepares ? List.of() : List.of(Recipient.bureauOf(territory)),
                actor);
        return one.id();
    }

    /// Corrects a topic that is not dealt with; whoever may raise it, until it is accepted, and the secretariat.
    ///
    /// @throws ChangedMeanwhile if somebody changed it since
    public void edit(UUID id, long revision, NewTopic wanted, Actor actor) {
        Topic one = locked(id, actor);
        if (!mayEdit(one, actor)) {
            throw one.isOpen() ? new Forbidden() : MeetingRefused.notNow();
        }
        if (one.revision() != revision) {
            throw new ChangedMeanwhile(one.revision());
        }
        texts(wanted).orRefuse();
        kept.change(
                id,
                Map.of("title", wanted.title(), "reason", wanted.reason(), "proposal", wanted.proposal()),
                house.now());
        record(MeetingEvent.What.EDIT_TOPIC, one, wanted.title(), List.of(), actor);
    }

    /// Takes the topic for a later meeting.
    public void accept(UUID id, @Nullable String text, Actor actor) {
        Topic one = mustReview(id, actor, Topic.State.RAISED);
        answer(one, Topic.State.ACCEPTED, text, Map.of(), actor);
        record(MeetingEvent.What.ACCEPT, one, said(text), people(one), actor);
    }

    /// Sends the topic back to whoever raised it.
    ///
    /// @param reason must be given
    public void sendBack(UUID id, @Nullable String reason, Actor actor) {
        Topic one = mustReview(id, actor, Topic.State.RAISED, Topic.State.ACCEPTED);
        new InvalidInput.Check()
                .that(!said(reason).isEmpty(), "text", "required")
                .orRefuse();
        mustBeFree(one);
        answer(one, Topic.State.SENT_BACK, reason, Map.of(), actor);
        record(MeetingEvent.What.SEND_BACK, one, said(reason), people(one), actor);
    }

    /// Merges the topic into another one of the same territory that is accepted.
    public void merge(UUID id, @Nullable UUID into, @Nullable String text, Actor actor) {
        // Two are locked in the order of their ids, so that two merges at once cannot wait for each other.
        Stream.of(id, into).filter(Objects::nonNull).sorted().forEach(kept::lock);
        Topic one = mustReview(id, actor, Topic.State.RAISED, Topic.State.ACCEPTED);
        new InvalidInput.Check().that(into != null, "into", "required").orRefuse();
        Topic goal = kept.lock(Objects.requireNonNull(into)).orElseThrow(NotFound::new);
        if (goal.id().equals(one.id())
                || goal.state() != Topic.State.ACCEPTED
                || !goal.territory().equals(one.territory())) {
            throw MeetingRefused.notMergeable();
        }
        mustBeFree(one);
        answer(one, Topic.State.MERGED, text, Map.of("merged_into", goal.id()), actor);
        record(MeetingEvent.What.MERGE, one, goal.number() + " " + goal.title(), people(one), actor);
    }

    /// The unit no longer wants it.
    public void withdraw(UUID id, @Nullable String text, Actor actor) {
        Topic one = locked(id, actor);
        house.access.must(actor, MeetingPermission.RAISE, one.unit());
        if (!one.isOpen()) {
            throw MeetingRefused.notNow();
        }
        mustBeFree(one);
        answer(one, Topic.State.WITHDRAWN, text, Map.of(), actor);
        record(MeetingEvent.What.WITHDRAW, one, said(text), List.of(Recipient.bureauOf(one.territory())), actor);
    }

    /// The topic if the actor may see it.
    ///
    /// @throws NotFound otherwise
    @Transactional(readOnly = true)
    Topic readable(UUID id, Actor actor) {
        return seen(id, actor).orElseThrow(NotFound::new);
    }

    /// The same; empty if the actor may not see it.
    @Transactional(readOnly = true)
    Optional<Topic> seen(UUID id, Actor actor) {
        return kept.seen(id, reader(actor));
    }

    KeptMeetings.Reader reader(Actor actor) {
        return new KeptMeetings.Reader(
                house.access.scope(actor, MeetingPermission.PREPARE),
                house.access.scope(actor, MeetingPermission.READ),
                actor.capacities().stream().map(Capacity::group).toList(),
                actor.officer());
    }

    boolean mayEdit(Topic one, Actor actor) {
        return (one.isOpen() && mayReview(one, actor))
                || (one.state() == Topic.State.RAISED && house.access.can(actor, MeetingPermission.RAISE, one.unit()));
    }

    boolean mayReview(Topic one, Actor actor) {
        return house.access.can(actor, MeetingPermission.PREPARE, one.territory());
    }

    boolean mayWithdraw(Topic one, Actor actor) {
        return one.isOpen()
                && !kept.isOnAnAgenda(one.id())
                && house.access.can(actor, MeetingPermission.RAISE, one.unit());
    }

    /// A meeting has dealt with it, or it waits for the next one.
    void dealt(Topic one, Topic.State state) {
        kept.change(one.id(), Map.of("state", state), house.now());
    }

    private Topic locked(UUID id, Actor actor) {
        readable(id, actor);
        return kept.lock(id).orElseThrow(NotFound::new);
    }

    private Topic mustReview(UUID id, Actor actor, Topic.State... states) {
        Topic one = locked(id, actor);
        house.access.must(actor, MeetingPermission.PREPARE, one.territory());
        if (!Set.of(states).contains(one.state())) {
            throw MeetingRefused.notNow();
        }
        return one;
    }

    private void mustBeFree(Topic one) {
        if (kept.isOnAnAgenda(one.id())) {
            throw MeetingRefused.onAnAgenda();
        }
    }

    private void answer(
            Topic one, Topic.State state, @Nullable String text, Map<String, ? extends Object> also, Actor actor) {
        Map<String, @Nullable Object> columns = new HashMap<>(also);
        columns.put("state", state);
        columns.put("answer", said(text).isEmpty() ? null : said(text));
        columns.put("answered_by", actor.officerName());
        columns.put("answered_by_id", actor.officer());
        columns.put("answered_at", house.now());
        kept.change(one.id(), columns, house.now());
    }

    /// Where it is discussed: what was asked for if the unit belongs there or it is the city; else the district of a
    /// bureau, or the city.
    private UnitCode territory(UnitCode unit, @Nullable UnitCode asked) {
        UnitCode district = house.access.territory(unit);
        boolean isBureau = house.institution.unit(unit).map(Unit::parent).isPresent();
        UnitCode territory = asked == null ? isBureau ? district : UnitCode.CITY : asked;
        new InvalidInput.Check()
                .that(territory.equals(UnitCode.CITY) || territory.equals(district), "territory", "not-their-meeting")
                .orRefuse();
        return territory;
    }

    private static InvalidInput.Check texts(NewTopic wanted) {
        Map<String, Object> title = Map.of("max", LONGEST_TITLE);
        Map<String, Object> text = Map.of("max", LONGEST_TEXT);
        return new InvalidInput.Check()
                .that(!wanted.title().isEmpty(), "title", "required")
                .that(wanted.title().length() <= LONGEST_TITLE, "title", "too-long", title)
                .that(!wanted.reason().isEmpty(), "reason", "required")
                .that(wanted.reason().length() <= LONGEST_TEXT, "reason", "too-long", text)
                .that(wanted.proposal().length() <= LONGEST_TEXT, "proposal", "too-long", text);
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    /// Who is told about the answer: the people of the unit that raised it.
    private static List<Recipient> people(Topic one) {
        return one.unit().equals(one.territory()) ? List.of() : Recipient.officersOf(one.unit());
    }

    private void record(MeetingEvent.What what, Topic one, String text, List<Recipient> to, Actor actor) {
        house.record(what, one, text, Map.of("unit", one.unit().value()), to, actor);
    }
}
