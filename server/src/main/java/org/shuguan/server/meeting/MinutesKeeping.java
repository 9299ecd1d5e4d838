package org.shuguan.server.meeting;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.approval.FourEyes;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.task.NewTask;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Minutes: written from what was recorded, circulated for comment, signed and numbered by the chair, who never is the
/// person who circulated them.
@Service
@Transactional
public class MinutesKeeping {
    private static final String REMARK = "meeting.remark";
    private static final String SIGN = "meeting.sign";
    private static final int LONGEST = 2000;

    private final Meetings meetings;
    private final Agenda agenda;
    private final KeptMeetings keptMeetings;
    private final KeptMinutes kept;
    private final MinutesDrafting drafting;
    private final MeetingRules rules;
    private final MeetingHouse house;
    private final JsonMapper json;

    @Autowired
    MinutesKeeping(
            Meetings meetings,
            Agenda agenda,
            KeptMeetings keptMeetings,
            KeptMinutes kept,
            MinutesDrafting drafting,
            MeetingRules rules,
            MeetingHouse house,
            JsonMapper json) {
        this.meetings = meetings;
        this.agenda = agenda;
        this.keptMeetings = keptMeetings;
        this.kept = kept;
        this.drafting = drafting;
        this.rules = rules;
        this.house = house;
        this.json = json;
    }

    /// The same for what happened at an earlier time and is only recorded now; runs in the caller's transaction.
    @Transactional(propagation = Propagation.SUPPORTS)
    public MinutesKeeping asOf(Clock earlier) {
        return new MinutesKeeping(
                meetings.asOf(earlier),
                agenda.asOf(earlier),
                keptMeetings,
                kept,
                drafting,
                rules,
                house.asOf(earlier),
                json);
    }

    /// Writes another first paragraph; an empty one is the usual one again.
    void opening(UUID meeting, @Nullable String text, Actor actor) {
        Meeting one = meetings.mustPrepare(meeting, actor, Meeting.State.OPEN, Meeting.State.ENDED);
        agenda.mustNotBeCirculated(meeting);
        String opening = text == null ? "" : text.strip();
        new InvalidInput.Check()
                .that(opening.length() <= LONGEST, "opening", "too-long", Map.of("max", LONGEST))
                .orRefuse();
        keptMeetings.change(meeting, Map.of("opening", opening), house.now());
        record(MeetingEvent.What.NOTE, one, "", Map.of(), List.of(), actor);
    }

    /// Circulates the minutes among the members, the first time or after they were returned. The chair must sign them
    /// when all have answered, or the term is over.
    public void circulate(UUID meeting, Actor actor) {
        Meeting one = meetings.mustPrepare(meeting, actor, Meeting.State.ENDED);
        agenda.mustNotBeCirculated(meeting);
        String content = json.writeValueAsString(drafting.write(one));
        LocalDate until = rules.remarksBy(house.today());
        FourEyes.Party party =
                FourEyes.Party.of(actor, house.access.capacities(actor, MeetingPermission.PREPARE, one.territory()));
        kept.circulate(one, content, Hashes.hexSha256(content), until, party, Person.of(actor), house.now());
        int round = now(meeting).round();
        members(meeting)
                .forEach(seat -> house.open(task(REMARK, about(seat, round), one, seat.role(), seat.unit(), until)));
        house.open(task(SIGN, meeting.toString(), one, one.chairRole(), one.territory(), rules.signBy(until)));
        record(
                MeetingEvent.What.CIRCULATE,
                one,
                until.toString(),
                Map.of("round", String.valueOf(round), "sha256", Hashes.hexSha256(content)),
                List.of(),
                actor);
    }

    /// Moves the day by which circulated minutes may be commented on, and with it the day to sign them.
    void commentBy(Meeting one, Minutes minutes, LocalDate day) {
        kept.commentBy(one.id(), day);
        members(one.id()).forEach(seat -> house.move(REMARK, about(seat, minutes.round()), day));
        signBy(one, day);
    }

    /// Moves the day by which minutes must be signed that may be commented on until the day.
    void signBy(Meeting one, LocalDate commentBy) {
        house.move(SIGN, one.id().toString(), rules.signBy(commentBy));
    }

    /// A member says something about circulated minutes, or that they do not object.
    ///
    /// @param text empty for no objection
    /// @throws Forbidden if the actor has no member's seat
    public void remark(UUID meeting, @Nullable String text, Actor actor) {
        Meeting one = meetings.locked(meeting, actor);
        Minutes minutes = mustBe(meeting, Minutes.State.CIRCULATED);
        List<Seat> seats =
                members(meeting).stream().filter(seat -> seat.isOf(actor)).toList();
        if (seats.isEmpty()) {
            throw new Forbidden();
        }
        String said = text == null ? "" : text.strip();
        new InvalidInput.Check()
                .that(said.length() <= LONGEST, "text", "too-long", Map.of("max", LONGEST))
                .orRefuse();
        for (Seat seat : seats) {
            Capacity as = capacity(seat.group(), actor);
            kept.remark(meeting, seat, minutes.round(), said, Person.of(actor), as.onBehalfOfName(), house.now());
            house.close(REMARK, about(seat, minutes.round()), said.isEmpty() ? "—" : said);
            Map<String, String> details = new HashMap<>(as.facts());
            details.put("seat", seat.group());
            record(
                    MeetingEvent.What.REMARK,
                    one,
                    house.institution.unitName(seat.unit()) + "：" + said,
                    details,
                    said.isEmpty() ? List.of() : List.of(Recipient.bureauOf(one.territory())),
                    actor);
        }
    }

    /// The chair wants something changed.
    ///
    /// @param reason must be given
    public void giveBack(UUID meeting, @Nullable String reason, Actor actor) {
        Meeting one = meetings.locked(meeting, actor);
        capacity(one.chair(), actor);
        Minutes minutes = mustBe(meeting, Minutes.State.CIRCULATED);
        String why = reason == null ? "" : reason.strip();
        new InvalidInput.Check()
                .that(!why.isEmpty(), "text", "required")
                .that(why.length() <= LONGEST, "text", "too-long", Map.of("max", LONGEST))
                .orRefuse();
        kept.giveBack(meeting, why);
        closeTasks(one, minutes, why);
        record(MeetingEvent.What.RETURN, one, why, Map.of(), List.of(Recipient.bureauOf(one.territory())), actor);
    }

    /// The chair signs the minutes, which get the next number of the year.
    ///
    /// @throws Forbidden if the actor does not chair the meeting
    /// @throws MeetingRefused if a member can still comment, or the actor circulated them
    public void sign(UUID meeting, Actor actor) {
        Meeting one = meetings.locked(meeting, actor);
        capacity(one.chair(), actor);
        Minutes minutes = mustBe(meeting, Minutes.State.CIRCULATED);
        if (!house.today().isAfter(minutes.commentBy()) && !allHaveAnswered(meeting, minutes.round())) {
            throw MeetingRefused.remarksOpen(minutes.commentBy());
        }
        FourEyes.Party drafter = new FourEyes.Party(minutes.circulatedById(), minutes.circulatedFor());
        Capacity as = actor.capacities().stream()
                .filter(capacity -> capacity.group().equals(one.chair()))
                .sorted(Comparator.comparing(capacity -> capacity.principal() != null))
                .filter(capacity -> FourEyes.allow(List.of(drafter), actor, capacity))
                .findFirst()
                .orElseThrow(MeetingRefused::ownMinutes);
        int year = house.today().getYear();
        int number = kept.nextNumber(one.territory(), year);
        kept.sign(meeting, year, number, Person.of(actor), as, house.now());
        closeTasks(one, minutes, Objects.requireNonNull(now(meeting).printedNumber()));
        Map<String, String> details = new HashMap<>(as.facts());
        details.put("number", year + "/" + number);
        details.put("sha256", minutes.sha256());
        record(MeetingEvent.What.SIGN, one, "〔" + year + "〕" + number + "号", details, everybody(meeting), actor);
    }

    /// What the minutes say, or would say if they were circulated now.
    @Transactional(readOnly = true)
    MinutesContent content(Meeting one) {
        return kept.of(one.id())
                .filter(minutes -> minutes.state() != Minutes.State.RETURNED)
                .map(minutes -> json.readValue(minutes.content(), MinutesContent.class))
                .orElseGet(() -> drafting.write(one));
    }

    boolean mayChair(Meeting one, Actor actor) {
        return actor.capacities().stream().map(Capacity::group).anyMatch(one.chair()::equals);
    }

    /// Whether a member's seat is the actor's.
    boolean mayRemark(UUID meeting, Actor actor) {
        return members(meeting).stream().anyMatch(seat -> seat.isOf(actor));
    }

    private boolean allHaveAnswered(UUID meeting, int round) {
        Set<UUID> answered = kept.remarksOf(meeting).stream()
                .filter(remark -> remark.round() == round)
                .map(Remark::seat)
                .collect(Collectors.toSet());
        return members(meeting).stream().map(Seat::id).allMatch(answered::contains);
    }

    private List<Seat> members(UUID meeting) {
        return keptMeetings.seatsOf(meeting).stream().filter(Seat::isMember).toList();
    }

    private Minutes mustBe(UUID meeting, Minutes.State state) {
        return kept.of(meeting).filter(minutes -> minutes.state() == state).orElseThrow(MeetingRefused::notNow);
    }

    private Minutes now(UUID meeting) {
        return kept.of(meeting).orElseThrow(NotFound::new);
    }

    private void closeTasks(Meeting one, Minutes minutes, String note) {
        members(one.id()).forEach(seat -> house.close(REMARK, about(seat, minutes.round()), note));
        house.close(SIGN, one.id().toString(), note);
    }

    private static String about(Seat seat, int round) {
        return seat.id() + "/" + round;
    }

    private static NewTask task(String kind, String subject, Meeting one, Role role, UnitCode unit, LocalDate due) {
        return new NewTask(
                kind, subject, unit, role, Map.of("title", one.title()), one.link(), NewTask.Closing.WITH_SUBJECT, due);
    }

    private static Capacity capacity(String group, Actor actor) {
        return actor.capacities().stream()
                .filter(capacity -> capacity.group().equals(group))
                .min(Comparator.comparing(capacity -> capacity.principal() != null))
                .orElseThrow(Forbidden::new);
    }

    private List<Recipient> everybody(UUID meeting) {
        return keptMeetings.seatsOf(meeting).stream()
                .<Recipient>map(seat -> new Recipient.Holders(seat.role(), seat.unit()))
                .toList();
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
}
