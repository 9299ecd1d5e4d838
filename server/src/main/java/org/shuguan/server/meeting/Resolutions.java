package org.shuguan.server.meeting;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.FollowUpFacts;
import org.shuguan.server.followup.NewFollowUp;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.OfficialPaper;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What a meeting resolves. A resolution that is adopted becomes a follow-up in the same transaction; afterwards a
/// correction of its words corrects the follow-up too. Every act locks the meeting first and compares the revision, so
/// that a resolution that is edited while it is adopted is adopted with the words that the others saw, or not at all.
@Service
@Transactional
public class Resolutions {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 2000;

    /// How a resolution was decided.
    ///
    /// @param manner word: `consent` or `vote`
    /// @param yes votes of members for it, with `no` and `abstain` only for a vote
    public record Vote(
            Resolution.@Nullable Manner manner,
            @Nullable Integer yes,
            @Nullable Integer no,
            @Nullable Integer abstain) {
        /// Nobody objects.
        public static Vote consent() {
            return new Vote(Resolution.Manner.CONSENT, null, null, null);
        }

        /// The members voted.
        public static Vote of(int yes, int no, int abstain) {
            return new Vote(Resolution.Manner.VOTE, yes, no, abstain);
        }

        int cast() {
            return count(yes) + count(no) + count(abstain);
        }

        private static int count(@Nullable Integer votes) {
            return votes == null ? 0 : votes;
        }
    }

    private final Meetings meetings;
    private final Agenda agenda;
    private final KeptMeetings keptMeetings;
    private final KeptTopics topics;
    private final KeptResolutions kept;
    private final FollowUpFacts followUps;
    private final MeetingRules rules;
    private final MeetingHouse house;

    @Autowired
    Resolutions(
            Meetings meetings,
            Agenda agenda,
            KeptMeetings keptMeetings,
            KeptTopics topics,
            KeptResolutions kept,
            FollowUpFacts followUps,
            MeetingRules rules,
            MeetingHouse house) {
        this.meetings = meetings;
        this.agenda = agenda;
        this.keptMeetings = keptMeetings;
        this.topics = topics;
        this.kept = kept;
        this.followUps = followUps;
        this.rules = rules;
        this.house = house;
    }

    /// The same for what happened at an earlier time and is only recorded now; runs in the caller's transaction.
    @Transactional(propagation = Propagation.SUPPORTS)
    public Resolutions asOf(Clock earlier) {
        return new Resolutions(
                meetings.asOf(earlier),
                agenda.asOf(earlier),
                keptMeetings,
                topics,
                kept,
                followUps,
                rules,
                house.asOf(earlier));
    }

    /// Writes a draft.
    ///
    /// @return its id
    public UUID draft(UUID meeting, NewResolution wanted, Actor actor) {
        Meeting one = meetings.mustPrepare(meeting, actor, Meeting.State.OPEN);
        check(one, wanted);
        UUID id = kept.add(meeting, wanted, house.now());
        changed(one, MeetingEvent.What.DRAFT_RESOLUTION, wanted.title(), Map.of(), actor);
        return id;
    }

    /// Changes a resolution until the minutes are circulated. Of an adopted one, whose follow-up is corrected too, the
    /// lead unit, the kind and the day stay: these are changed at the follow-up.
    ///
    /// @param revision of the resolution that the user saw
    /// @throws ChangedMeanwhile if somebody changed or decided it since
    public void edit(UUID meeting, UUID id, long revision, NewResolution wanted, Actor actor) {
        Meeting one = meetings.mustPrepare(meeting, actor, Meeting.State.OPEN, Meeting.State.ENDED);
        agenda.mustNotBeCirculated(meeting);
        Resolution was = seen(meeting, id, revision);
        check(one, wanted);
        UUID followUp = was.followUp();
        if (followUp != null) {
            if (!was.lead().equals(wanted.lead())
                    || !was.due().equals(wanted.due())
                    || was.kind() != wanted.kind()
                    || !was.dueText().equals(wanted.dueText())) {
                throw MeetingRefused.termFixed();
            }
            FollowUp given = followUps.find(followUp).orElseThrow(NotFound::new);
            house.followUps.amend(followUp, given.revision(), wanted.asFollowUp(given.originText(), one.link()), actor);
        } else if (was.state() != Resolution.State.DRAFT) {
            throw MeetingRefused.notNow();
        }
        kept.save(id, wanted, house.now());
        changed(one, MeetingEvent.What.EDIT_RESOLUTION, wanted.title(), Map.of("resolution", id.toString()), actor);
    }

    /// Removes a draft.
    public void remove(UUID meeting, UUID id, Actor actor) {
        Meeting one = meetings.mustPrepare(meeting, actor, Meeting.State.OPEN);
        Resolution was = kept.find(meeting, id).orElseThrow(NotFound::new);
        if (was.state() != Resolution.State.DRAFT) {
            throw MeetingRefused.notNow();
        }
        kept.remove(was);
        changed(one, MeetingEvent.What.REMOVE_RESOLUTION, was.title(), Map.of(), actor);
    }

    /// Records how the meeting decided. What is adopted is given to its lead unit as a follow-up at once.
    ///
    /// @param revision of the resolution that the meeting saw
    /// @return the follow-up, null if the vote rejected it
    /// @throws ChangedMeanwhile if somebody changed or decided it since
    /// @throws MeetingRefused if too few members are there
    public @Nullable UUID decide(UUID meeting, UUID id, long revision, Vote vote, Actor actor) {
        Meeting one = meetings.mustPrepare(meeting, actor, Meeting.State.OPEN);
        Resolution was = seen(meeting, id, revision);
        if (was.state() != Resolution.State.DRAFT) {
            throw MeetingRefused.notNow();
        }
        int present = meetings.mustHaveQuorum(one, keptMeetings.seatsOf(meeting));
        check(vote, present);
        boolean adopted = vote.manner() == Resolution.Manner.CONSENT
                || rules.isMajority(Objects.requireNonNull(vote.yes()), present, one.day());
        UUID followUp = adopted ? give(one, was, actor) : null;
        kept.decide(
                id,
                adopted ? Resolution.State.ADOPTED : Resolution.State.REJECTED,
                vote,
                followUp,
                actor.officerName(),
                house.now());
        changed(
                one,
                adopted ? MeetingEvent.What.ADOPT : MeetingEvent.What.REJECT,
                was.title(),
                followUp == null
                        ? Map.of("resolution", id.toString())
                        : Map.of("resolution", id.toString(), "followUp", followUp.toString()),
                actor);
        return followUp;
    }

    private UUID give(Meeting one, Resolution was, Actor actor) {
        List<NewFollowUp.NewPart> parts = kept.units(List.of(was.id())).getOrDefault(was.id(), List.of()).stream()
                .map(unit -> new NewFollowUp.NewPart(unit.unit(), unit.text()))
                .toList();
        NewResolution words = new NewResolution(
                was.item(),
                was.title(),
                was.requirement(),
                was.measure(),
                was.kind(),
                was.lead(),
                parts,
                was.due(),
                was.dueText());
        Capacity secretariat = house.access
                .capacities(actor, MeetingPermission.PREPARE, one.territory())
                .getFirst();
        return house.followUps.decided(
                words.asFollowUp(one.title() + "议定事项（" + OfficialPaper.numeral(was.position()) + "）", one.link()),
                secretariat,
                actor);
    }

    private Resolution seen(UUID meeting, UUID id, long revision) {
        Resolution one = kept.find(meeting, id).orElseThrow(NotFound::new);
        if (one.revision() != revision) {
            throw new ChangedMeanwhile(one.revision());
        }
        return one;
    }

    private static void check(Vote vote, int present) {
        boolean voted = vote.manner() == Resolution.Manner.VOTE;
        new InvalidInput.Check()
                .that(vote.manner() != null, "manner", "required")
                .that(
                        !voted || (vote.yes() != null && vote.no() != null && vote.abstain() != null),
                        "yes",
                        "votes-missing")
                .that(
                        !voted
                                || (least(vote.yes()) >= 0
                                        && least(vote.no()) >= 0
                                        && least(vote.abstain()) >= 0
                                        && vote.cast() == present),
                        "yes",
                        "votes-not-those-present",
                        Map.of("present", present))
                .that(
                        voted || (vote.yes() == null && vote.no() == null && vote.abstain() == null),
                        "yes",
                        "votes-without-vote")
                .orRefuse();
    }

    private static int least(@Nullable Integer votes) {
        return votes == null ? 0 : votes;
    }

    private void check(Meeting one, NewResolution wanted) {
        Map<UnitCode, UnitCode> territories = house.institution.territories(house.today());
        UnitCode lead = wanted.lead();
        Set<UnitCode> named = new HashSet<>();
        InvalidInput.Check check = new InvalidInput.Check()
                .that(
                        topics.itemsOf(one.id()).stream()
                                .anyMatch(item -> item.id().equals(wanted.item())),
                        "item",
                        "required")
                .that(!wanted.title().isEmpty(), "title", "required")
                .that(wanted.title().length() <= LONGEST_TITLE, "title", "too-long", Map.of("max", LONGEST_TITLE))
                .that(
                        wanted.requirement().length() <= LONGEST_TEXT,
                        "requirement",
                        "too-long",
                        Map.of("max", LONGEST_TEXT))
                .that(wanted.measure().length() <= LONGEST_TEXT, "measure", "too-long", Map.of("max", LONGEST_TEXT))
                .that(wanted.dueText().length() <= LONGEST_TITLE, "dueText", "too-long", Map.of("max", LONGEST_TITLE))
                .that(wanted.kind() != null, "kind", "required")
                .that(lead != null, "lead", "required")
                .that(lead == null || isUnder(one, lead, territories), "lead", "of-another-territory")
                .that(wanted.due() != null, "due", "required")
                .that(wanted.due() == null || !wanted.due().isBefore(one.day()), "due", "before-the-meeting");
        wanted.parts().forEach(part -> {
            UnitCode unit = part.unit();
            check.that(unit != null, "parts", "required")
                    .that(unit == null || territories.containsKey(unit), "parts", "unit-unknown")
                    .that(unit == null || (!unit.equals(lead) && named.add(unit)), "parts", "seat-twice");
        });
        check.orRefuse();
    }

    /// The city's meeting binds every unit, a district's only its own.
    private static boolean isUnder(Meeting one, UnitCode unit, Map<UnitCode, UnitCode> territories) {
        return one.territory().equals(UnitCode.CITY)
                ? territories.containsKey(unit)
                : one.territory().equals(territories.get(unit));
    }

    private void changed(Meeting one, MeetingEvent.What what, String text, Map<String, String> details, Actor actor) {
        keptMeetings.change(one.id(), Map.of(), house.now());
        house.record(what, one, text, details, List.of(), actor);
    }
}
