package org.shuguan.server.meeting;

import java.time.LocalDate;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;

/// The city's rules for joint meetings.
@Component
class MeetingRules {
    private static final int WHOLE = 100;

    private final Setting<Integer> rhythm;
    private final Setting<Integer> ahead;
    private final Setting<Integer> answer;
    private final Setting<Integer> quorum;
    private final Setting<Integer> majority;
    private final Setting<Integer> remarks;
    private final Setting<Integer> sign;
    private final Setting<String> mark;
    private final Setting<String> office;
    private final Calendar calendar;

    MeetingRules(Settings settings, Calendar calendar) {
        this.rhythm = settings.months("meeting.rhythm");
        this.ahead = settings.workingDays("meeting.ahead");
        this.answer = settings.workingDays("meeting.answer");
        this.quorum = settings.percent("meeting.quorum");
        this.majority = settings.percent("meeting.majority");
        this.remarks = settings.workingDays("meeting.remarks");
        this.sign = settings.workingDays("meeting.sign");
        this.mark = settings.text("meeting.mark");
        this.office = settings.text("meeting.office");
        this.calendar = calendar;
    }

    /// The last working day by which the next meeting must take place.
    LocalDate nextBy(LocalDate last) {
        return calendar.lastWorkingDay(last.plusMonths(rhythm.on(last)));
    }

    /// Whether the secretariat must begin to convene a meeting that must take place by the day.
    boolean mustConvene(LocalDate by, LocalDate today) {
        return !calendar.due(today, ahead.on(today)).isBefore(by);
    }

    /// The last day to answer an invitation sent on the day to a meeting.
    LocalDate answerBy(LocalDate sent, LocalDate meeting) {
        LocalDate due = calendar.due(sent, answer.on(sent));
        return due.isAfter(meeting) ? meeting : due;
    }

    LocalDate remarksBy(LocalDate sent) {
        return calendar.due(sent, remarks.on(sent));
    }

    /// The last day to sign minutes that may be commented on until the day.
    LocalDate signBy(LocalDate remarksBy) {
        return calendar.due(remarksBy, sign.on(remarksBy));
    }

    /// How many members must be present.
    int quorum(int members, LocalDate day) {
        return Math.ceilDiv(members * quorum.on(day), WHOLE);
    }

    /// Whether so many votes of those present adopt a resolution: more than the rule's share.
    boolean isMajority(int yes, int present, LocalDate day) {
        return yes * WHOLE > present * majority.on(day);
    }

    String mark(LocalDate day) {
        return mark.on(day).strip();
    }

    String office(LocalDate day) {
        return office.on(day).strip();
    }
}
