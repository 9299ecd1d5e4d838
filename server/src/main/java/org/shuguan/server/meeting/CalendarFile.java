package org.shuguan.server.meeting;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VAlarm;
import biweekly.component.VEvent;
import biweekly.parameter.Related;
import biweekly.property.Method;
import biweekly.property.Status;
import biweekly.property.Trigger;
import biweekly.util.Duration;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;
import org.shuguan.server.platform.CityTime;

/// The invitation as a file for a person's calendar (RFC 5545). A later one of the same meeting, with a higher
/// SEQUENCE,
/// replaces it; one of a meeting that was called off removes it. Its times are in UTC, so that it needs no time zone.
final class CalendarFile {
    private static final int HOURS_AHEAD = 2;

    private CalendarFile() {}

    /// @param items titles of the agenda
    /// @param page the full address of the meeting's page
    static byte[] of(Meeting one, List<String> items, String page) {
        boolean off = one.state() == Meeting.State.CANCELLED;
        VEvent event = new VEvent();
        event.setUid(one.id() + "@shuguan");
        event.setDateTimeStamp(Date.from(one.changedAt()));
        event.setSequence(one.sequence());
        event.setSummary(one.title());
        event.setLocation(one.place());
        event.setDescription(String.join("\n", items));
        event.setUrl(page);
        event.setDateStart(at(one, one.begins()), true);
        event.setDateEnd(at(one, one.ends()), true);
        event.setStatus(off ? Status.cancelled() : Status.confirmed());
        if (!off) {
            event.addAlarm(VAlarm.display(
                    new Trigger(
                            Duration.builder().prior(true).hours(HOURS_AHEAD).build(), Related.START),
                    one.title()));
        }
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Shuguan//Joint meetings//ZH");
        calendar.setMethod(off ? Method.CANCEL : Method.PUBLISH);
        calendar.addEvent(event);
        return Biweekly.write(calendar).go().getBytes(StandardCharsets.UTF_8);
    }

    private static Date at(Meeting one, LocalTime time) {
        return Date.from(Instant.from(one.day().atTime(time).atZone(CityTime.ZONE)));
    }
}
