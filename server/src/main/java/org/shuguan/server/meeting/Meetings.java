package org.shuguan.server.meeting;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.task.NewTask;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Meetings from the plan to their end. Every act locks the meeting first, so that of two officers who act at once the
/// second sees what the first did.
@Service
@Transactional
public class Meetings {
    static final String ANSWER = "meeting.answer";
    private static final String CONVENE = "meeting.convene";
    private static final int LONGEST = 200;

    /// An answer to an invitation.
    ///
    /// @param text why somebody does not come
    /// @param substitute the officer who comes instead, null if they are no officer of the platform
    public record Answered(
            Seat.@Nullable Answer answer,
            String text,
            @Nullable String substituteName,
            @Nullable String substitutePosition,
            @Nullable OfficerId substitute) {
        public Answered {
            text = text == null ? "" : text.strip();
            boolean instead = answer == Seat.Answer.SUBSTITUTE;
            substituteName = instead && substituteName != null ? substituteName.strip() : null;
            substitutePosition = instead && substitutePosition != null ? substitutePosition.strip() : null;
            substitute = instead ? substitute : null;
        }

        /// The holder of the role comes.
        public static Answered comes() {
            return new Answered(Seat.Answer.COMES, "", null, null, null);
        }

        /// Nobody comes.
        public static Answered absent(String why) {
            return new Answered(Seat.Answer.ABSENT, why, null, null, null);
        }

        /// Somebody comes instead of the holder.
        public static Answered substitute(String name, String position, String why) {
            return new Answered(Seat.Answer.SUBSTITUTE, why, name, position, null);
        }
    }

    /// Who was there.
    ///
    /// @param name as the minutes name them; null for the holder, or the substitute who was named
    public record Attendance(
            @Nullable UUID seat, boolean attended, @Nullable String name) {}

    private final KeptMeetings kept;
    private final KeptTopics topics;
    private final KeptResolutions resolutions;
    private final KeptMinutes minutes;
    private final Topics review;
    private final LiveFigures figures;
    private final PreviousResolutions previous;
    private final MeetingRules rules;
    private final MeetingHouse house;
    private final JsonMapper json;

    @Autowired
    Meetings(
            KeptMeetings kept,
            KeptTopics topics,
            KeptResolutions resolutions,
            KeptMinutes minutes,
            Topics review,
            LiveFigures figures,
            PreviousResolutions previous,
            MeetingRules rules,
            MeetingHouse house,
            JsonMapper json) {
        this.kept = kept;
        this.topics = topics;
        this.resolutions = resolutions;
        this.minutes = minutes;
        this.review = review;
        this.figures = figures;
        this.previous = previous;
        this.rules = rules;
        this.house = house;
        this.json = json;
    }

    /// The same for what happened at an earlier time and is only recorded now; runs in the caller's transaction.
    @Transactional(propagation = Propagation.SUPPORTS)
    public Meetings asOf(Clock earlier) {
        return new Meetings(
                kept,
                topics,
                resolutions,
                minutes,
                review.asOf(earlier),
                figures,
                previous,
                rules,
                house.asOf(earlier),
                json);
    }

    /// Plans a meeting, which only the secretariat and the chair see.
    ///
    /// @return its id
    public UUID plan(UnitCode territory, NewMeeting wanted, Actor actor) {
        house.access.must(actor, MeetingPermission.PREPARE, territory);
        check(territory, wanted);
        UUID id = UUID.randomUUID();
        kept.add(id, territory, wanted, Person.of(actor), house.now());
        wanted.seats().forEach(seat -> kept.addSeat(id, seat));
        record(MeetingEvent.What.PLAN, now(id), "", Map.of(), List.of(), actor);
        return id;
    }

    /// Changes the plan. If the meeting is convened and moved, all are asked again; who is invited anew is asked, and
    /// who no longer is, is told.
    ///
    /// @throws ChangedMeanwhile if somebody changed it since
    public void edit(UUID id, long revision, NewMeeting wanted, Actor actor) {
        Meeting one = mustPrepare(id, actor, Meeting.State.PLANNED, Meeting.State.CONVENED);
        if (one.revision() != revision) {
            throw new ChangedMeanwhile(one.revision());
        }
        check(one.territory(), wanted);
        kept.save(id, wanted, house.now());
        seats(one, wanted);
        if (one.state() == Meeting.State.CONVENED) {
            changed(one, now(id), actor);
        } else {
            record(MeetingEvent.What.EDIT, now(id), "", Map.of(), List.of(), actor);
        }
    }

    /// Sends the invitations: each invited role must answer.
    public void convene(UUID id, Actor actor) {
        Meeting one = mustPrepare(id, actor, Meeting.State.PLANNED);
        List<Seat> seats = kept.seatsOf(id);
        if (seats.stream().noneMatch(Seat::isMember)) {
            throw MeetingRefused.noMembers();
        }
        if (topics.itemsOf(id).isEmpty()) {
            throw MeetingRefused.noAgenda();
        }
        if (house.institution
                .holders(one.chairRole(), one.territory(), house.today())
                .isEmpty()) {
            throw MeetingRefused.nobodyChairs();
        }
        new InvalidInput.Check()
                .that(!one.day().isBefore(house.today()), "day", "day-past")
                .orRefuse();
        move(
                one,
                Meeting.State.CONVENED,
                Map.of("convened_at", house.now(), "asked_on", house.today(), "answer_by", answerBy(one)));
        Meeting now = now(id);
        seats.forEach(seat -> ask(now, seat));
        house.close(CONVENE, one.territory().value(), one.title());
        record(
                MeetingEvent.What.CONVENE,
                now,
                when(now),
                Map.of("seats", String.valueOf(seats.size())),
                Stream.concat(
                                stewards(seats).stream(),
                                Stream.of(new Recipient.Holders(now.chairRole(), now.territory())))
                        .toList(),
                actor);
    }

    /// Calls the meeting off; who was invited is told.
    ///
    /// @param reason must be given
    public void cancel(UUID id, @Nullable String reason, Actor actor) {
        Meeting one = mustPrepare(id, actor, Meeting.State.PLANNED, Meeting.State.CONVENED);
        String why = reason == null ? "" : reason.strip();
        new InvalidInput.Check().that(!why.isEmpty(), "text", "required").orRefuse();
        List<Seat> seats = kept.seatsOf(id);
        move(one, Meeting.State.CANCELLED, Map.of("cancelled_because", why, "sequence", one.sequence() + 1));
        seats.forEach(seat -> house.close(ANSWER, seat.id().toString(), why));
        boolean told = one.state() == Meeting.State.CONVENED;
        record(MeetingEvent.What.CANCEL, one, why, Map.of(), told ? everybody(seats) : List.of(), actor);
    }

    /// Answers for a seat; the answer can be changed until the meeting is opened.
    ///
    /// @throws Forbidden if the seat is not the actor's, in any capacity
    public void answer(UUID id, UUID seatId, Answered said, Actor actor) {
        Meeting one = locked(id, actor);
        Seat seat = seat(id, seatId);
        if (!seat.isOf(actor)) {
            throw new Forbidden();
        }
        if (one.state() != Meeting.State.CONVENED) {
            throw MeetingRefused.notNow();
        }
        boolean instead = said.answer() == Seat.Answer.SUBSTITUTE;
        OfficerId officer = said.substitute();
        new InvalidInput.Check()
                .that(said.answer() != null, "answer", "required")
                .that(
                        said.answer() == Seat.Answer.COMES
                                || said.answer() == null
                                || !said.text().isEmpty(),
                        "text",
                        "required")
                .that(said.text().length() <= LONGEST, "text", "too-long", Map.of("max", LONGEST))
                .that(!instead || !blank(said.substituteName()), "substituteName", "required")
                .that(!instead || !blank(said.substitutePosition()), "substitutePosition", "required")
                .that(
                        officer == null || house.institution.nameOf(officer).isPresent(),
                        "substituteName",
                        "substitute-unknown")
                .orRefuse();
        Capacity as = capacity(seat, actor);
        kept.answer(seatId, said, Person.of(actor), as.onBehalfOfName(), house.now());
        house.close(
                ANSWER, seatId.toString(), Objects.requireNonNull(said.answer()).word());
        Map<String, String> details = new HashMap<>(as.facts());
        details.put("answer", said.answer().word());
        details.put("seat", seat.group());
        boolean tell = said.answer() != Seat.Answer.COMES;
        String text = house.institution.unitName(seat.unit()) + "："
                + (instead ? said.substituteName() + " " : "")
                + said.text();
        record(
                MeetingEvent.What.ANSWER,
                one,
                text,
                details,
                tell ? List.of(Recipient.bureauOf(one.territory())) : List.of(),
                actor);
        if (officer != null) {
            record(
                    MeetingEvent.What.NAME_SUBSTITUTE,
                    one,
                    when(one),
                    Map.of("officer", officer.toString()),
                    List.of(new Recipient.Person(officer)),
                    actor);
        }
    }

    /// Answers for every seat of the actor.
    ///
    /// @throws Forbidden if none is theirs
    public void answer(UUID id, Answered said, Actor actor) {
        readable(id, actor);
        List<Seat> theirs =
                kept.seatsOf(id).stream().filter(seat -> seat.isOf(actor)).toList();
        if (theirs.isEmpty()) {
            throw new Forbidden();
        }
        theirs.forEach(seat -> answer(id, seat.id(), said, actor));
    }

    /// Somebody who is invited.
    ///
    /// @param expected name of who is expected, empty if nobody holds the role
    /// @param comes whether they or a substitute said to come
    public record Invited(UUID seat, UnitCode unit, Role role, String expected, boolean comes) {}

    /// Who is invited to a meeting that the actor may see.
    @Transactional(readOnly = true)
    public List<Invited> invited(UUID id, Actor actor) {
        readable(id, actor);
        return kept.seatsOf(id).stream()
                .map(seat -> new Invited(
                        seat.id(),
                        seat.unit(),
                        seat.role(),
                        usualName(seat),
                        seat.answer() == Seat.Answer.COMES || seat.answer() == Seat.Answer.SUBSTITUTE))
                .toList();
    }

    /// Opens the meeting on its day: the figures of each topic, and what became of the last meeting's resolutions, are
    /// kept as they are now.
    public void open(UUID id, Actor actor) {
        Meeting one = mustPrepare(id, actor, Meeting.State.CONVENED);
        if (house.today().isBefore(one.day())) {
            throw MeetingRefused.beforeItsDay(one.day());
        }
        List<Item> items = topics.itemsOf(id);
        Map<UUID, Topic> about = topics.find(items.stream().map(Item::topic).toList()).stream()
                .collect(Collectors.toMap(Topic::id, t -> t));
        items.forEach(item -> topics.freeze(
                item.id(), json.writeValueAsString(figures.of(Objects.requireNonNull(about.get(item.topic()))))));
        move(
                one,
                Meeting.State.OPEN,
                Map.of("opened_at", house.now(), "opened_with", json.writeValueAsString(previous.live(one))));
        kept.seatsOf(id).forEach(seat -> house.close(ANSWER, seat.id().toString(), one.title()));
        record(MeetingEvent.What.OPEN, one, "", Map.of("items", String.valueOf(items.size())), List.of(), actor);
    }

    /// Records who is there.
    public void attend(UUID id, List<Attendance> list, Actor actor) {
        Meeting one = mustPrepare(id, actor, Meeting.State.OPEN);
        InvalidInput.Check check = new InvalidInput.Check().that(!list.isEmpty(), "seats", "required");
        check.orRefuse();
        for (Attendance attendance : list) {
            Seat seat = seat(id, Objects.requireNonNullElse(attendance.seat(), new UUID(0, 0)));
            String name = blank(attendance.name())
                    ? usualName(seat)
                    : Objects.requireNonNull(attendance.name()).strip();
            new InvalidInput.Check()
                    .that(!attendance.attended() || !name.isEmpty(), "name-" + seat.id(), "required")
                    .that(name.length() <= LONGEST, "name-" + seat.id(), "too-long", Map.of("max", LONGEST))
                    .orRefuse();
            kept.attend(seat.id(), attendance.attended(), attendance.attended() ? name : null);
        }
        kept.change(id, Map.of(), house.now());
        record(MeetingEvent.What.ATTEND, one, "", Map.of("seats", String.valueOf(list.size())), List.of(), actor);
    }

    /// Ends the meeting: its topics are dealt with, or wait for the next one.
    ///
    /// @throws MeetingRefused if somebody's attendance, an item's outcome or a resolution is still open
    public void end(UUID id, Actor actor) {
        Meeting one = mustPrepare(id, actor, Meeting.State.OPEN);
        List<Seat> seats = kept.seatsOf(id);
        long open = seats.stream().filter(seat -> seat.attended() == null).count();
        if (open > 0) {
            throw MeetingRefused.attendanceOpen(Math.toIntExact(open));
        }
        mustHaveQuorum(one, seats);
        List<Item> items = topics.itemsOf(id);
        Map<UUID, Topic> about = topics.find(items.stream().map(Item::topic).toList()).stream()
                .collect(Collectors.toMap(Topic::id, t -> t));
        List<String> without = items.stream()
                .filter(item -> item.outcome() == null)
                .map(item -> Objects.requireNonNull(about.get(item.topic())).title())
                .toList();
        if (!without.isEmpty()) {
            throw MeetingRefused.itemsOpen(String.join("、", without));
        }
        List<String> undecided = resolutions.of(id).stream()
                .filter(resolution -> resolution.state() == Resolution.State.DRAFT)
                .map(Resolution::title)
                .toList();
        if (!undecided.isEmpty()) {
            throw MeetingRefused.undecided(String.join("、", undecided));
        }
        items.stream()
                .filter(item -> item.outcome() != Item.Outcome.POSTPONED)
                .forEach(item -> review.dealt(Objects.requireNonNull(about.get(item.topic())), Topic.State.DEALT));
        move(one, Meeting.State.ENDED, Map.of("ended_at", house.now()));
        record(MeetingEvent.What.END, one, "", Map.of(), List.of(), actor);
    }

    /// The meeting if the actor may see it.
    ///
    /// @throws NotFound otherwise
    @Transactional(readOnly = true)
    Meeting readable(UUID id, Actor actor) {
        return kept.seen(id, review.reader(actor)).orElseThrow(NotFound::new);
    }

    /// The meeting, locked, if the actor may see it.
    Meeting locked(UUID id, Actor actor) {
        readable(id, actor);
        return kept.lock(id).orElseThrow(NotFound::new);
    }

    /// The meeting, locked, if the actor is its secretariat and it is in one of the states.
    Meeting mustPrepare(UUID id, Actor actor, Meeting.State... states) {
        Meeting one = locked(id, actor);
        house.access.must(actor, MeetingPermission.PREPARE, one.territory());
        if (!Set.of(states).contains(one.state())) {
            throw MeetingRefused.notNow();
        }
        return one;
    }

    boolean mayPrepare(Meeting one, Actor actor) {
        return house.access.can(actor, MeetingPermission.PREPARE, one.territory());
    }

    /// Whether restricted files of the meeting are for the actor: its secretariat and chair, who is invited, and who
    /// comes instead.
    boolean isAddressed(Meeting one, Actor actor) {
        return mayPrepare(one, actor)
                || actor.capacities().stream().map(Capacity::group).anyMatch(one.chair()::equals)
                || kept.seatsOf(one.id()).stream()
                        .anyMatch(seat -> seat.isOf(actor) || actor.officer().equals(seat.substituteId()));
    }

    /// Whether the actor may read what was noted and what is not decided yet: before the minutes are circulated only
    /// the secretariat and the chair.
    boolean mayReadNotes(Meeting one, Actor actor) {
        return (one.state() == Meeting.State.ENDED && minutes.of(one.id()).isPresent())
                || mayPrepare(one, actor)
                || actor.capacities().stream().map(Capacity::group).anyMatch(one.chair()::equals);
    }

    /// @throws MeetingRefused if too few members are there
    int mustHaveQuorum(Meeting one, List<Seat> seats) {
        int members = (int) seats.stream().filter(Seat::isMember).count();
        int present = present(seats);
        int needed = rules.quorum(members, one.day());
        if (present < needed) {
            throw MeetingRefused.noQuorum(present, needed);
        }
        return present;
    }

    /// How many members are there.
    static int present(List<Seat> seats) {
        return (int) seats.stream()
                .filter(seat -> seat.isMember() && Boolean.TRUE.equals(seat.attended()))
                .count();
    }

    /// Who is expected in the seat: the substitute who was named, or the holder.
    String usualName(Seat seat) {
        String substitute = seat.substituteName();
        return substitute != null ? substitute : holder(seat);
    }

    /// The holder of the role on this day, empty if there is none.
    String holder(Seat seat) {
        return house.institution.holders(seat.role(), seat.unit(), house.today()).stream()
                .map(Appointment::officerName)
                .findFirst()
                .orElse("");
    }

    private Seat seat(UUID meeting, UUID seat) {
        return kept.seatsOf(meeting).stream()
                .filter(one -> one.id().equals(seat))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    /// Brings the seats to what is wanted; answers of those who stay are kept.
    private void seats(Meeting one, NewMeeting wanted) {
        Map<String, Seat> there = kept.seatsOf(one.id()).stream().collect(Collectors.toMap(Seat::group, seat -> seat));
        Set<String> stay = new HashSet<>();
        for (NewMeeting.NewSeat seat : wanted.seats()) {
            String group = Capacity.group(Objects.requireNonNull(seat.role()), Objects.requireNonNull(seat.unit()));
            Seat known = there.get(group);
            stay.add(group);
            if (known == null) {
                kept.addSeat(one.id(), seat);
            } else if (known.isMember() != seat.isMember()) {
                kept.setMember(known.id(), seat.isMember());
            }
        }
        List<Seat> gone = there.values().stream()
                .filter(seat -> !stay.contains(seat.group()))
                .toList();
        gone.forEach(seat -> house.close(ANSWER, seat.id().toString(), one.title()));
        kept.removeSeats(gone.stream().map(Seat::id).toList());
    }

    /// A convened meeting was changed: everybody is told, and asked again if it was moved.
    private void changed(Meeting was, Meeting now, Actor actor) {
        new InvalidInput.Check()
                .that(!now.day().isBefore(house.today()), "day", "day-past")
                .orRefuse();
        boolean moved = !was.day().equals(now.day()) || !was.begins().equals(now.begins());
        Map<String, Object> columns = new HashMap<>(Map.of("sequence", was.sequence() + 1));
        if (moved) {
            kept.forgetAnswers(now.id());
            columns.put("asked_on", house.today());
            columns.put("answer_by", answerBy(now));
        }
        kept.change(now.id(), columns, house.now());
        Meeting told = now(now.id());
        List<Seat> seats = kept.seatsOf(now.id());
        seats.stream().filter(seat -> seat.answer() == null).forEach(seat -> ask(told, seat));
        record(MeetingEvent.What.CHANGE, told, when(told), Map.of(), everybody(seats), actor);
    }

    private void ask(Meeting one, Seat seat) {
        house.open(new NewTask(
                ANSWER,
                seat.id().toString(),
                seat.unit(),
                seat.role(),
                Map.of("title", one.title(), "when", when(one)),
                one.link(),
                NewTask.Closing.WITH_SUBJECT,
                Objects.requireNonNull(one.answerBy())));
    }

    /// Moves the day by which the invitations must be answered.
    void answerBy(Meeting one, LocalDate day) {
        kept.change(one.id(), Map.of("answer_by", day), house.now());
        kept.seatsOf(one.id()).forEach(seat -> house.move(ANSWER, seat.id().toString(), day));
    }

    private LocalDate answerBy(Meeting one) {
        return rules.answerBy(house.today(), one.day());
    }

    private static String when(Meeting one) {
        return one.day() + " " + one.begins() + " " + one.place();
    }

    private static List<Recipient> everybody(List<Seat> seats) {
        List<Recipient> all = new ArrayList<>(stewards(seats));
        seats.forEach(seat -> all.add(new Recipient.Holders(seat.role(), seat.unit())));
        return all;
    }

    /// Those of invited units are told too; that the invited roles must answer is a task.
    private static List<Recipient> stewards(List<Seat> seats) {
        return seats.stream()
                .filter(seat -> seat.role() == Role.UNIT_CDO)
                .map(seat -> Recipient.steward(seat.unit()))
                .toList();
    }

    private static Capacity capacity(Seat seat, Actor actor) {
        return actor.capacities().stream()
                .filter(capacity -> capacity.group().equals(seat.group()))
                .min(Comparator.comparing(capacity -> capacity.principal() != null))
                .orElseThrow(Forbidden::new);
    }

    private Meeting now(UUID id) {
        return kept.find(id).orElseThrow(NotFound::new);
    }

    private void move(Meeting one, Meeting.State to, Map<String, ? extends @Nullable Object> also) {
        Map<String, @Nullable Object> columns = new HashMap<>(also);
        columns.put("state", to);
        kept.change(one.id(), columns, house.now());
    }

    private void record(
            MeetingEvent.What what,
            Meeting one,
            String text,
            Map<String, String> details,
            List<Recipient> to,
            Actor actor) {
        house.record(what, one, text, details, to, actor);
    }

    private void check(UnitCode territory, NewMeeting wanted) {
        LocalTime begins = wanted.begins();
        LocalTime ends = wanted.ends();
        Set<Role> chairs = territory.equals(UnitCode.CITY)
                ? Set.of(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER)
                : Set.of(Role.UNIT_CDO);
        Map<UnitCode, UnitCode> territories = house.institution.territories(house.today());
        Set<String> groups = new HashSet<>();
        InvalidInput.Check check = new InvalidInput.Check()
                .that(!wanted.title().isEmpty(), "title", "required")
                .that(wanted.title().length() <= LONGEST, "title", "too-long", Map.of("max", LONGEST))
                .that(wanted.day() != null, "day", "required")
                .that(begins != null, "begins", "required")
                .that(ends != null, "ends", "required")
                .that(begins == null || ends == null || begins.isBefore(ends), "ends", "ends-before-it-begins")
                .that(!wanted.place().isEmpty(), "place", "required")
                .that(wanted.place().length() <= LONGEST, "place", "too-long", Map.of("max", LONGEST))
                .that(wanted.chairRole() != null, "chairRole", "required")
                .that(wanted.chairRole() == null || chairs.contains(wanted.chairRole()), "chairRole", "not-its-chair");
        for (NewMeeting.NewSeat seat : wanted.seats()) {
            UnitCode unit = seat.unit();
            Role role = seat.role();
            check.that(unit != null && role != null, "seats", "seat-incomplete");
            if (unit != null && role != null) {
                boolean ofTheCity = role == Role.CITY_CDO || role == Role.CITY_EXECUTIVE_OFFICER;
                check.that(groups.add(Capacity.group(role, unit)), "seats", "seat-twice")
                        .that(
                                ofTheCity
                                        ? unit.equals(UnitCode.CITY)
                                        : role == Role.UNIT_CDO && territories.containsKey(unit),
                                "seats",
                                "not-a-seat")
                        .that(
                                ofTheCity || territory.equals(UnitCode.CITY) || territory.equals(territories.get(unit)),
                                "seats",
                                "of-another-territory");
            }
        }
        check.orRefuse();
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
