package org.shuguan.server.calendar;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Properties;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Service;

/// Counts working days. All deadlines of the platform are computed here.
@Service
public class Calendar {
    private final WorkingDays days;
    private final Setting<Integer> amber;

    Calendar(Settings settings) {
        this.amber = settings.percent("calendar.amber");
        Properties tables = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Calendar.class.getResourceAsStream("/calendar/days.properties")),
                StandardCharsets.UTF_8)) {
            tables.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.days = new WorkingDays(tables);
    }

    public boolean isWorkingDay(LocalDate day) {
        return days.isWorkingDay(day);
    }

    /// Whether the official table of the day's year is not yet known, so that terms counted over it may still
    /// change.
    public boolean isProvisional(LocalDate day) {
        return days.isProvisional(day);
    }

    /// The last day of a term. Day 1 is the first working day after the event.
    ///
    /// @param event day of the event that starts the term
    /// @param workingDays length of the term, at least 1
    public LocalDate due(LocalDate event, int workingDays) {
        if (workingDays < 1) {
            throw new IllegalArgumentException("a term has at least one day, not " + workingDays);
        }
        LocalDate day = event;
        for (int left = workingDays; left > 0; ) {
            day = day.plusDays(1);
            if (isWorkingDay(day)) {
                left--;
            }
        }
        return day;
    }

    /// The last working day on or before the day.
    public LocalDate lastWorkingDay(LocalDate day) {
        LocalDate last = day;
        while (!isWorkingDay(last)) {
            last = last.minusDays(1);
        }
        return last;
    }

    /// The number of working days after `from` up to and including `to`; 0 if `to` is not later.
    public int between(LocalDate from, LocalDate to) {
        return to.isAfter(from)
                ? (int) from.plusDays(1)
                        .datesUntil(to.plusDays(1))
                        .filter(this::isWorkingDay)
                        .count()
                : 0;
    }

    /// The state of a term on a day: amber when the share of its working days that the rule
    /// `calendar.amber` names has passed, and from the last working day of the term on, red after its last day.
    public DeadlineLight light(LocalDate event, LocalDate due, LocalDate today) {
        if (today.isAfter(due)) {
            return DeadlineLight.RED;
        }
        LocalDate last = lastWorkingDay(due);
        if (!today.isBefore(last) && !last.isBefore(event)) {
            return DeadlineLight.AMBER;
        }
        int term = between(event, due);
        return term > 0 && between(event, today) * 100 >= term * amber.on(today)
                ? DeadlineLight.AMBER
                : DeadlineLight.GREEN;
    }
}
