package org.shuguan.server.guidance;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Inquiries on their way: a unit asks its bureau or the bureau a unit, whoever is asked answers within the rule's
/// term or asks back, and the asker closes it or asks further.
@Service
@Transactional
public class Inquiries {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 4000;

    private final KeptInquiries kept;
    private final GuidanceTerms terms;
    private final Access access;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final boolean recordedLater;

    @Autowired
    Inquiries(KeptInquiries kept, GuidanceTerms terms, Access access, ApplicationEventPublisher events, Clock clock) {
        this(kept, terms, access, events, clock, false);
    }

    private Inquiries(
            KeptInquiries kept,
            GuidanceTerms terms,
            Access access,
            ApplicationEventPublisher events,
            Clock clock,
            boolean recordedLater) {
        this.kept = kept;
        this.terms = terms;
        this.access = access;
        this.events = events;
        this.clock = clock;
        this.recordedLater = recordedLater;
    }

    /// The same for what happened at an earlier time and is only recorded now: nobody is notified. Its acts run in the
    /// caller's transaction.
    @Transactional(propagation = Propagation.SUPPORTS)
    public Inquiries asOf(Clock earlier) {
        return new Inquiries(kept, terms, access, events, earlier, true);
    }

    /// Asks the bureau for a unit, or a unit for the bureau.
    ///
    /// @return its id
    /// @throws Forbidden if the actor may not ask for the unit, or does not act for its bureau
    public UUID ask(NewInquiry wanted, Actor actor) {
        new InvalidInput.Check()
                .that(wanted.unit() != null, "unit", "required")
                .that(wanted.direction() != null, "direction", "required")
                .orRefuse();
        Inquiry.Direction direction = Objects.requireNonNull(wanted.direction());
        boolean toBureau = direction == Inquiry.Direction.TO_BUREAU;
        GuidancePermission asking = toBureau ? GuidancePermission.ASK : GuidancePermission.ANSWER;
        UnitCode unit = access.mustBegin(actor, asking, Objects.requireNonNull(wanted.unit()));
        new InvalidInput.Check()
                .that(wanted.kind() != null, "kind", "required")
                .that(!wanted.title().isEmpty(), "title", "required")
                .that(wanted.title().length() <= LONGEST_TITLE, "title", "too-long", Map.of("max", LONGEST_TITLE))
                .that(!wanted.text().isEmpty(), "text", "required")
                .that(wanted.text().length() <= LONGEST_TEXT, "text", "too-long", Map.of("max", LONGEST_TEXT))
                .orRefuse();
        UnitCode territory = toBureau && wanted.toCity() ? UnitCode.CITY : access.servedBy(Role.BUREAU_OPERATOR, unit);
        Instant now = clock.instant();
        var asked = new Inquiry(
                UUID.randomUUID(),
                kept.nextNumber(CityTime.day(now).getYear()),
                Objects.requireNonNull(wanted.kind()),
                direction,
                unit,
                territory,
                wanted.title(),
                Inquiry.State.OPEN,
                actor.officerName(),
                actor.officer(),
                now,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                1);
        Inquiry one = turned(asked, Inquiry.State.OPEN, now);
        kept.add(one);
        say(one, InquiryEvent.What.ASK, toBureau, wanted.text(), actor, now);
        record(one, InquiryEvent.What.ASK, actor, now);
        return one.id();
    }

    /// Does something with an inquiry.
    ///
    /// @param text what is said, needed by some acts ([InquiryAct#needsText])
    /// @throws NotFound if the actor may not read it
    /// @throws Forbidden if the act is not theirs
    /// @throws GuidanceRefused if it is at another step
    public void act(UUID id, InquiryAct act, @Nullable String text, Actor actor) {
        readable(id, actor);
        Inquiry one = kept.lock(id).orElseThrow(NotFound::new);
        if (!theirs(one, actor).contains(act)) {
            throw new Forbidden();
        }
        if (!possible(one).contains(act)) {
            throw GuidanceRefused.notNow();
        }
        String said = text == null ? "" : text.strip();
        new InvalidInput.Check()
                .that(!act.needsText() || !said.isEmpty(), "text", "required")
                .that(said.length() <= LONGEST_TEXT, "text", "too-long", Map.of("max", LONGEST_TEXT))
                .orRefuse();
        Instant now = clock.instant();
        Inquiry after = after(one, act, actor, now);
        kept.change(after);
        InquiryEvent.What what = InquiryEvent.What.of(act);
        say(one, what, !isOfTheBureau(act, one), said, actor, now);
        record(after, what, actor, now);
    }

    /// The inquiry if the actor may read it.
    ///
    /// @throws NotFound otherwise
    @Transactional(readOnly = true)
    Inquiry readable(UUID id, Actor actor) {
        return seen(id, actor).orElseThrow(NotFound::new);
    }

    /// The same; empty if the actor may not read it.
    @Transactional(readOnly = true)
    Optional<Inquiry> seen(UUID id, Actor actor) {
        return kept.seen(id, reader(actor));
    }

    KeptInquiries.Reader reader(Actor actor) {
        return new KeptInquiries.Reader(
                access.scope(actor, GuidancePermission.READ), access.scope(actor, GuidancePermission.ANSWER));
    }

    /// What the actor can do with it now.
    Set<InquiryAct> may(Inquiry one, Actor actor) {
        Set<InquiryAct> acts = theirs(one, actor);
        acts.retainAll(possible(one));
        return acts;
    }

    /// Counts the days of a locked inquiry anew; the inquiry with its new last day.
    Inquiry recounted(Inquiry one) {
        Inquiry now = turned(one, one.state(), Objects.requireNonNull(one.turnSince()));
        if (!Objects.equals(now.due(), one.due())) {
            kept.change(now);
            events.publishEvent(new InquiryEvent(
                    InquiryEvent.Ref.of(now),
                    InquiryEvent.What.RECOUNT,
                    null,
                    Map.of("due", String.valueOf(now.due())),
                    clock.instant(),
                    recordedLater));
        }
        return now;
    }

    /// The acts that belong to the actor's side, whatever the state.
    private Set<InquiryAct> theirs(Inquiry one, Actor actor) {
        boolean toBureau = one.direction() == Inquiry.Direction.TO_BUREAU;
        boolean forUnit = access.can(actor, GuidancePermission.ASK, one.unit());
        boolean forBureau = access.can(actor, GuidancePermission.ANSWER, one.territory());
        Set<InquiryAct> acts = EnumSet.noneOf(InquiryAct.class);
        if (toBureau ? forBureau : forUnit) {
            acts.addAll(EnumSet.of(InquiryAct.ANSWER, InquiryAct.ASK_BACK));
        }
        if (toBureau && forBureau && !one.territory().equals(UnitCode.CITY)) {
            acts.add(InquiryAct.PASS_ON);
        }
        if (toBureau ? forUnit : forBureau) {
            acts.addAll(EnumSet.of(InquiryAct.REPLY, InquiryAct.ASK_FURTHER, InquiryAct.CLOSE, InquiryAct.WITHDRAW));
        }
        return acts;
    }

    private static Set<InquiryAct> possible(Inquiry one) {
        return switch (one.state()) {
            case OPEN -> EnumSet.of(InquiryAct.ANSWER, InquiryAct.ASK_BACK, InquiryAct.PASS_ON, InquiryAct.WITHDRAW);
            case ASKED_BACK -> EnumSet.of(InquiryAct.REPLY, InquiryAct.WITHDRAW);
            case ANSWERED -> EnumSet.of(InquiryAct.ASK_FURTHER, InquiryAct.CLOSE);
            case CLOSED, WITHDRAWN -> EnumSet.noneOf(InquiryAct.class);
        };
    }

    private Inquiry after(Inquiry one, InquiryAct act, Actor actor, Instant now) {
        return switch (act) {
            case ANSWER -> turned(answered(one, actor, now), Inquiry.State.ANSWERED, now);
            case ASK_BACK -> turned(one, Inquiry.State.ASKED_BACK, now);
            case REPLY, ASK_FURTHER -> turned(one, Inquiry.State.OPEN, now);
            // The unit's term goes on, whichever bureau answers.
            case PASS_ON -> turned(atTheCity(one), Inquiry.State.OPEN, Objects.requireNonNull(one.turnSince()));
            case CLOSE -> turned(one, Inquiry.State.CLOSED, now);
            case WITHDRAW -> turned(one, Inquiry.State.WITHDRAWN, now);
        };
    }

    private static Inquiry answered(Inquiry one, Actor actor, Instant now) {
        boolean inTime = !CityTime.day(now).isAfter(Objects.requireNonNull(one.due()));
        return new Inquiry(
                one.id(),
                one.number(),
                one.kind(),
                one.direction(),
                one.unit(),
                one.territory(),
                one.title(),
                one.state(),
                one.askedBy(),
                one.askedById(),
                one.askedAt(),
                one.turnRole(),
                one.turnUnit(),
                one.groups(),
                one.turnSince(),
                one.due(),
                now,
                actor.officerName(),
                inTime && !Boolean.FALSE.equals(one.inTime()),
                one.overAt(),
                one.revision());
    }

    private static Inquiry atTheCity(Inquiry one) {
        return new Inquiry(
                one.id(),
                one.number(),
                one.kind(),
                one.direction(),
                one.unit(),
                UnitCode.CITY,
                one.title(),
                one.state(),
                one.askedBy(),
                one.askedById(),
                one.askedAt(),
                one.turnRole(),
                one.turnUnit(),
                one.groups(),
                one.turnSince(),
                one.due(),
                one.answeredAt(),
                one.answeredBy(),
                one.inTime(),
                one.overAt(),
                one.revision());
    }

    /// The inquiry in a state, with whose turn it is then and until when.
    private Inquiry turned(Inquiry one, Inquiry.State state, Instant since) {
        boolean waits = state == Inquiry.State.OPEN || state == Inquiry.State.ASKED_BACK;
        boolean bureau = (state == Inquiry.State.OPEN) == (one.direction() == Inquiry.Direction.TO_BUREAU);
        UnitCode whose = bureau ? one.territory() : one.unit();
        LocalDate day = CityTime.day(since);
        LocalDate due = state == Inquiry.State.OPEN ? terms.answerDue(one.kind(), day) : terms.replyDue(day);
        List<String> groups = bureau
                ? List.of(Capacity.group(Role.BUREAU_OPERATOR, whose))
                : List.of(Capacity.group(Role.UNIT_CDO, whose), Capacity.group(Role.DATA_STEWARD, whose));
        boolean over = state == Inquiry.State.CLOSED || state == Inquiry.State.WITHDRAWN;
        return new Inquiry(
                one.id(),
                one.number(),
                one.kind(),
                one.direction(),
                one.unit(),
                one.territory(),
                one.title(),
                state,
                one.askedBy(),
                one.askedById(),
                one.askedAt(),
                waits ? (bureau ? Role.BUREAU_OPERATOR : Role.UNIT_CDO) : null,
                waits ? whose : null,
                waits ? groups : List.of(),
                waits ? since : null,
                waits ? due : null,
                one.answeredAt(),
                one.answeredBy(),
                one.inTime(),
                over ? since : null,
                one.revision());
    }

    /// Whether the act is one of the side that the bureau has in it.
    private static boolean isOfTheBureau(InquiryAct act, Inquiry one) {
        boolean toBureau = one.direction() == Inquiry.Direction.TO_BUREAU;
        return switch (act) {
            case ANSWER, ASK_BACK, PASS_ON -> toBureau;
            case REPLY, ASK_FURTHER, CLOSE, WITHDRAW -> !toBureau;
        };
    }

    private void say(Inquiry one, InquiryEvent.What what, boolean forUnit, String text, Actor actor, Instant now) {
        UnitCode side = forUnit ? one.unit() : one.territory();
        String holder = access.capacities(actor, forUnit ? GuidancePermission.ASK : GuidancePermission.ANSWER, side)
                .getFirst()
                .onBehalfOfName();
        kept.say(one.id(), what, side, text, Person.of(actor), holder, now);
    }

    private void record(Inquiry one, InquiryEvent.What what, Actor actor, Instant now) {
        events.publishEvent(new InquiryEvent(
                InquiryEvent.Ref.of(one),
                what,
                actor.officer(),
                Map.of("title", one.title(), "kind", one.kind().word()),
                now,
                recordedLater));
    }
}
