package org.shuguan.server.calendar;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// Counts working days. All deadlines of the platform are computed here, with the years that came with this version
/// and those that were announced since.
@Service
public class Calendar {
    private static final Logger LOG = LoggerFactory.getLogger(Calendar.class);

    private record Known(long revision, Properties tables, WorkingDays days) {}

    private final Properties shipped = shipped();
    private final Setting<Integer> amber;
    private final @Nullable AnnouncedYears announced;
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile Known known;

    @Autowired
    Calendar(Settings settings, AnnouncedYears announced) {
        this.amber = settings.percent("calendar.amber");
        this.announced = announced;
        this.known = read(announced);
    }

    /// Only with the years that came with this version.
    Calendar(Settings settings) {
        this.amber = settings.percent("calendar.amber");
        this.announced = null;
        this.known = new Known(0, shipped, new WorkingDays(shipped));
    }

    private static Properties shipped() {
        Properties tables = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Calendar.class.getResourceAsStream("/calendar/days.properties")),
                StandardCharsets.UTF_8)) {
            tables.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tables;
    }

    /// Reads years that were announced on this or another node.
    @Scheduled(fixedDelay = 2000, initialDelay = 2000)
    void look() {
        AnnouncedYears years = announced;
        if (years == null) {
            return;
        }
        try {
            if (years.revision() != known.revision()) {
                known = read(years);
            }
            away.set(false);
        } catch (DataAccessException e) {
            // What is known remains in force. Logged once and not at each look.
            if (!away.getAndSet(true)) {
                LOG.warn("announced years cannot be looked for: {}", e.getMessage());
            }
        }
    }

    /// A year that was announced later takes the place of the one that came with this version.
    private Known read(AnnouncedYears years) {
        // In this order: a change between the two queries is read again and not missed.
        long revision = years.revision();
        Properties tables = new Properties();
        tables.putAll(shipped);
        years.all().forEach(year -> {
            tables.setProperty(year.year() + ".source", year.source());
            tables.setProperty(year.year() + ".rest", year.rest());
            tables.setProperty(year.year() + ".work", year.work());
        });
        return new Known(revision, tables, new WorkingDays(tables));
    }

    /// All known years and those up to the last one, the newest first.
    List<CalendarController.KnownYear> years(int last) {
        Properties tables = known.tables();
        Map<Integer, AnnouncedYear> later = new TreeMap<>();
        if (announced != null) {
            announced.all().forEach(year -> later.put(year.year(), year));
        }
        int first = tables.stringPropertyNames().stream()
                .mapToInt(key -> Integer.parseInt(key.substring(0, 4)))
                .min()
                .orElse(last);
        int newest = later.keySet().stream().mapToInt(year -> year).max().orElse(last);
        return IntStream.rangeClosed(first, Math.max(last, newest))
                .mapToObj(year -> {
                    AnnouncedYear one = later.get(year);
                    return new CalendarController.KnownYear(
                            year,
                            !isProvisional(LocalDate.of(year, 6, 1)),
                            tables.getProperty(year + ".source"),
                            list(tables.getProperty(year + ".rest", "")),
                            list(tables.getProperty(year + ".work", "")),
                            one == null ? null : one.announcedBy(),
                            one == null ? null : one.announcedAt());
                })
                .sorted(Comparator.comparingInt(CalendarController.KnownYear::year)
                        .reversed())
                .toList();
    }

    private static List<String> list(String days) {
        return Arrays.stream(days.split(",", -1))
                .filter(day -> !day.isBlank())
                .map(String::strip)
                .toList();
    }

    public boolean isWorkingDay(LocalDate day) {
        return known.days().isWorkingDay(day);
    }

    /// Whether the official table of the day's year is not yet known, so that terms counted over it may still
    /// change.
    public boolean isProvisional(LocalDate day) {
        return known.days().isProvisional(day);
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
