package org.shuguan.server.meeting;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The agenda of a meeting: which topics, in which order and of which of the plan's five kinds; and what was said.
@Service
@Transactional
public class Agenda {
    private static final int LONGEST_NOTE = 20_000;

    /// An item's place on the agenda.
    record Place(@Nullable UUID item, Item.@Nullable Kind kind) {}

    private final Meetings meetings;
    private final KeptMeetings keptMeetings;
    private final KeptTopics topics;
    private final KeptResolutions resolutions;
    private final KeptMinutes minutes;
    private final MeetingHouse house;

    @Autowired
    Agenda(
            Meetings meetings,
            KeptMeetings keptMeetings,
            KeptTopics topics,
            KeptResolutions resolutions,
            KeptMinutes minutes,
            MeetingHouse house) {
        this.meetings = meetings;
        this.keptMeetings = keptMeetings;
        this.topics = topics;
        this.resolutions = resolutions;
        this.minutes = minutes;
        this.house = house;
    }

    /// The same for what happened at an earlier time and is only recorded now; runs in the caller's transaction.
    @Transactional(propagation = Propagation.SUPPORTS)
    public Agenda asOf(Clock earlier) {
        return new Agenda(meetings.asOf(earlier), keptMeetings, topics, resolutions, minutes, house.asOf(earlier));
    }

    /// Puts an accepted topic of the territory at the end of the agenda.
    ///
    /// @param kind word of one of the five kinds
    /// @return the item's id
    /// @throws MeetingRefused if the topic is on the agenda of another meeting that is not over
    public UUID put(UUID meeting, @Nullable UUID topic, @Nullable String kind, Actor actor) {
        Meeting one = meetings.mustPrepare(meeting, actor, Meeting.State.PLANNED, Meeting.State.CONVENED);
        Item.Kind of = kind(kind);
        new InvalidInput.Check()
                .that(topic != null, "topic", "required")
                .that(of != null, "kind", "required")
                .orRefuse();
        Topic wanted = topics.lock(Objects.requireNonNull(topic)).orElseThrow(NotFound::new);
        new InvalidInput.Check()
                .that(
                        wanted.state() == Topic.State.ACCEPTED
                                && wanted.territory().equals(one.territory()),
                        "topic",
                        "topic-not-accepted")
                .orRefuse();
        if (topics.isOnAnAgenda(topic)) {
            throw MeetingRefused.onAnAgenda();
        }
        UUID item = topics.put(meeting, topic, Objects.requireNonNull(of));
        changed(one, MeetingEvent.What.AGENDA, wanted.number() + " " + wanted.title(), actor);
        return item;
    }

    /// Orders the agenda.
    ///
    /// @param places all items of the meeting, in their new order
    void order(UUID meeting, List<Place> places, Actor actor) {
        Meeting one = meetings.mustPrepare(meeting, actor, Meeting.State.PLANNED, Meeting.State.CONVENED);
        List<UUID> named = places.stream().map(Place::item).toList();
        List<UUID> there = topics.itemsOf(meeting).stream().map(Item::id).toList();
        new InvalidInput.Check()
                .that(named.size() == there.size() && named.containsAll(there), "places", "not-the-agenda")
                .that(places.stream().allMatch(place -> place.kind() != null), "places", "required")
                .orRefuse();
        int position = 0;
        for (Place place : places) {
            topics.place(Objects.requireNonNull(place.item()), ++position, Objects.requireNonNull(place.kind()));
        }
        changed(one, MeetingEvent.What.AGENDA, "", actor);
    }

    /// Takes an item off the agenda; its topic waits for another meeting.
    void takeOff(UUID meeting, UUID item, Actor actor) {
        Meeting one = meetings.mustPrepare(meeting, actor, Meeting.State.PLANNED, Meeting.State.CONVENED);
        find(meeting, item);
        topics.takeOff(item);
        List<Item> left = topics.itemsOf(meeting);
        for (int i = 0; i < left.size(); i++) {
            topics.place(left.get(i).id(), i + 1, left.get(i).kind());
        }
        changed(one, MeetingEvent.What.AGENDA, "", actor);
    }

    /// Keeps what was said to an item and how it ended; until the minutes are circulated.
    ///
    /// @param revision of the item that the user saw
    /// @param outcome word of an outcome, null while it is open
    /// @throws ChangedMeanwhile if somebody changed it since
    public void note(
            UUID meeting, UUID item, long revision, @Nullable String note, @Nullable String outcome, Actor actor) {
        Meeting one = meetings.mustPrepare(meeting, actor, Meeting.State.OPEN, Meeting.State.ENDED);
        mustNotBeCirculated(meeting);
        Item of = find(meeting, item);
        if (of.revision() != revision) {
            throw new ChangedMeanwhile(of.revision());
        }
        String text = note == null ? "" : note.strip();
        Item.Outcome ended = outcome == null || outcome.isBlank() ? null : Item.Outcome.of(outcome);
        new InvalidInput.Check()
                .that(text.length() <= LONGEST_NOTE, "note", "too-long", Map.of("max", LONGEST_NOTE))
                .that(ended != null || one.state() == Meeting.State.OPEN, "outcome", "required")
                // What became of the topics was settled when the meeting ended.
                .that(one.state() == Meeting.State.OPEN || ended == of.outcome(), "outcome", "outcome-fixed")
                .orRefuse();
        if (ended == Item.Outcome.POSTPONED
                && resolutions.of(meeting).stream()
                        .anyMatch(resolution -> resolution.item().equals(item))) {
            throw MeetingRefused.hasResolutions();
        }
        topics.note(item, text, ended);
        changed(one, MeetingEvent.What.NOTE, "", actor);
    }

    /// Minutes that are circulated say what was noted; only returned ones can be changed.
    void mustNotBeCirculated(UUID meeting) {
        if (minutes.of(meeting)
                .filter(found -> found.state() != Minutes.State.RETURNED)
                .isPresent()) {
            throw MeetingRefused.notNow();
        }
    }

    private Item find(UUID meeting, UUID item) {
        return topics.itemsOf(meeting).stream()
                .filter(one -> one.id().equals(item))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    private static Item.@Nullable Kind kind(@Nullable String word) {
        return word == null || word.isBlank() ? null : Item.Kind.of(word);
    }

    private void changed(Meeting one, MeetingEvent.What what, String text, Actor actor) {
        keptMeetings.change(one.id(), Map.of(), house.now());
        house.record(what, one, text, Map.of(), List.of(), actor);
    }
}
