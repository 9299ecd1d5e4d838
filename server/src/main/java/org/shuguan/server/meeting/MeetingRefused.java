package org.shuguan.server.meeting;

import java.time.LocalDate;
import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The state of the meeting, the topic or the minutes does not allow this.
final class MeetingRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private MeetingRefused(String code, Map<String, Object> facts) {
        super(code, HttpStatus.CONFLICT, facts);
    }

    static MeetingRefused notNow() {
        return new MeetingRefused("meeting/not-now", Map.of());
    }

    static MeetingRefused noAgenda() {
        return new MeetingRefused("meeting/no-agenda", Map.of());
    }

    static MeetingRefused noMembers() {
        return new MeetingRefused("meeting/no-members", Map.of());
    }

    static MeetingRefused nobodyChairs() {
        return new MeetingRefused("meeting/nobody-chairs", Map.of());
    }

    static MeetingRefused beforeItsDay(LocalDate day) {
        return new MeetingRefused("meeting/before-its-day", Map.of("day", day.toString()));
    }

    static MeetingRefused noQuorum(int present, int needed) {
        return new MeetingRefused("meeting/no-quorum", Map.of("present", present, "needed", needed));
    }

    static MeetingRefused attendanceOpen(int seats) {
        return new MeetingRefused("meeting/attendance-open", Map.of("seats", seats));
    }

    static MeetingRefused itemsOpen(String titles) {
        return new MeetingRefused("meeting/items-open", Map.of("titles", titles));
    }

    static MeetingRefused undecided(String titles) {
        return new MeetingRefused("meeting/undecided", Map.of("titles", titles));
    }

    static MeetingRefused hasResolutions() {
        return new MeetingRefused("meeting/has-resolutions", Map.of());
    }

    static MeetingRefused onAnAgenda() {
        return new MeetingRefused("meeting/on-an-agenda", Map.of());
    }

    static MeetingRefused raisedAlready(String number) {
        return new MeetingRefused("meeting/raised-already", Map.of("number", number));
    }

    static MeetingRefused notMergeable() {
        return new MeetingRefused("meeting/not-mergeable", Map.of());
    }

    static MeetingRefused remarksOpen(LocalDate until) {
        return new MeetingRefused("meeting/remarks-open", Map.of("until", until.toString()));
    }

    static MeetingRefused ownMinutes() {
        return new MeetingRefused("meeting/own-minutes", Map.of());
    }

    static MeetingRefused termFixed() {
        return new MeetingRefused("meeting/term-fixed", Map.of());
    }
}
