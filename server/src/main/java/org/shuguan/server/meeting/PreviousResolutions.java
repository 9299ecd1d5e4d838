package org.shuguan.server.meeting;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.FollowUpFacts;
import org.shuguan.server.institution.Institution;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What became of a meeting's resolutions; the next meeting begins with it.
@Component
class PreviousResolutions {
    /// A resolution with its follow-up.
    ///
    /// @param light null when the follow-up is over
    /// @param inTime whether it was done in time; null if it is not closed
    record Outcome(
            UUID resolution,
            String title,
            String leadName,
            LocalDate due,
            UUID followUp,
            String number,
            FollowUp.State state,
            int percent,
            @Nullable DeadlineLight light,
            @Nullable Boolean inTime) {}

    /// @param meeting the last meeting of the territory, null if there was none
    record Table(@Nullable UUID meeting, @Nullable String title, List<Outcome> outcomes) {}

    private final KeptMeetings meetings;
    private final KeptResolutions resolutions;
    private final FollowUpFacts followUps;
    private final Institution institution;
    private final JsonMapper json;

    PreviousResolutions(
            KeptMeetings meetings,
            KeptResolutions resolutions,
            FollowUpFacts followUps,
            Institution institution,
            JsonMapper json) {
        this.meetings = meetings;
        this.resolutions = resolutions;
        this.followUps = followUps;
        this.institution = institution;
        this.json = json;
    }

    /// With what the meeting begins: as it was when it was opened, before that as it is now.
    Table of(Meeting one) {
        return meetings.openedWith(one.id())
                .map(kept -> json.readValue(kept, Table.class))
                .orElseGet(() -> live(one));
    }

    /// What has become until now of the resolutions of the meeting before.
    Table live(Meeting one) {
        Optional<Meeting> last = meetings.before(one);
        return new Table(
                last.map(Meeting::id).orElse(null),
                last.map(Meeting::title).orElse(null),
                last.map(meeting -> outcomes(meeting.id())).orElse(List.of()));
    }

    /// What has become until now of a meeting's resolutions.
    List<Outcome> outcomes(UUID meeting) {
        List<Resolution> adopted = resolutions.of(meeting).stream()
                .filter(resolution -> resolution.followUp() != null)
                .toList();
        Map<UUID, FollowUp> known =
                followUps.find(adopted.stream().map(Resolution::followUp).toList());
        return adopted.stream()
                .map(resolution -> outcome(resolution, Objects.requireNonNull(known.get(resolution.followUp()))))
                .toList();
    }

    private Outcome outcome(Resolution resolution, FollowUp one) {
        return new Outcome(
                resolution.id(),
                resolution.title(),
                institution.unitName(one.lead()),
                followUps.owedBy(one).orElse(resolution.due()),
                one.id(),
                one.number(),
                one.state(),
                one.percent(),
                one.closedAt() == null ? followUps.light(one) : null,
                one.inTime());
    }
}
