package org.shuguan.server.meeting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.shuguan.server.calendar.OpenTerms;
import org.shuguan.server.platform.CityTime;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Counts anew, when a year's holidays are announced, by which day invitations must be answered, and circulated minutes
/// commented on and signed.
@Component
class MeetingRecount implements OpenTerms {
    /// The kind of work, as it is named among terms that have moved.
    private static final String KIND = "meeting";

    private final KeptMeetings meetings;
    private final KeptMinutes minutes;
    private final Meetings convening;
    private final MinutesKeeping keeping;
    private final MeetingRules rules;

    MeetingRecount(
            KeptMeetings meetings,
            KeptMinutes minutes,
            Meetings convening,
            MinutesKeeping keeping,
            MeetingRules rules) {
        this.meetings = meetings;
        this.minutes = minutes;
        this.convening = convening;
        this.keeping = keeping;
        this.rules = rules;
    }

    @Override
    @Transactional
    public List<Moved> recount() {
        List<Moved> moved = new ArrayList<>();
        meetings.lockAsked().forEach((meeting, asked) -> {
            LocalDate before = Objects.requireNonNull(meeting.answerBy());
            LocalDate after = rules.answerBy(asked, meeting.day());
            if (!after.equals(before)) {
                convening.answerBy(meeting, after);
                moved.add(moved(meeting, before, after));
            }
        });
        for (Minutes one : minutes.lockCirculated()) {
            LocalDate after = rules.remarksBy(CityTime.day(one.circulatedAt()));
            Meeting meeting = meetings.find(one.meeting()).orElseThrow();
            if (!after.equals(one.commentBy())) {
                keeping.commentBy(meeting, one, after);
                moved.add(moved(meeting, one.commentBy(), after));
            } else {
                // The day to sign may have moved alone.
                keeping.signBy(meeting, after);
            }
        }
        return moved;
    }

    private static Moved moved(Meeting meeting, LocalDate before, LocalDate after) {
        return new Moved(KIND, meeting.title(), meeting.territory(), meeting.link(), before, after);
    }
}
