package org.shuguan.server.calendar;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Permissions;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Records the announced days off of a year. After the commit the open terms are counted anew by an event, which is
/// delivered again after a crash, so that no announcement leaves them uncounted.
@Service
class Announcing {
    private static final int LONGEST = 4000;

    /// Days off of a year, as they are typed or read from a file: days and spans such as `2027-01-01..2027-01-03`,
    /// separated by commas, blanks or lines.
    record Wanted(
            @Nullable Integer year,
            @Nullable String source,
            @Nullable String rest,
            @Nullable String work) {}

    @Configuration(proxyBeanMethods = false)
    static class Declared {
        @Bean
        Permissions calendarPermissions() {
            return Permissions.of("calendar", CalendarPermission.class);
        }
    }

    private final AnnouncedYears years;
    private final Calendar calendar;
    private final Access access;
    private final Institution institution;
    private final ObjectProvider<OpenTerms> openTerms;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Announcing(
            AnnouncedYears years,
            Calendar calendar,
            Access access,
            Institution institution,
            ObjectProvider<OpenTerms> openTerms,
            ApplicationEventPublisher events,
            Clock clock) {
        this.years = years;
        this.calendar = calendar;
        this.access = access;
        this.institution = institution;
        this.openTerms = openTerms;
        this.events = events;
        this.clock = clock;
    }

    /// Records the year; an earlier record of it is replaced.
    @Transactional
    void announce(Wanted wanted, Actor actor) {
        access.must(actor, CalendarPermission.ANNOUNCE, UnitCode.CITY);
        int first = institution.today().getYear() - 1;
        Integer year = wanted.year();
        new InvalidInput.Check()
                .that(
                        year != null && year >= first && year <= first + 3,
                        "year",
                        "year-not-announced",
                        Map.of("first", first, "last", first + 3))
                .orRefuse();
        int of = year == null ? first : year;
        String source = text(wanted.source());
        Set<LocalDate> rest = days("rest", text(wanted.rest()));
        Set<LocalDate> work = days("work", text(wanted.work()));
        check(of, source, rest, work).orRefuse();
        years.put(
                new AnnouncedYear(of, source, list(rest), list(work), actor.officerName(), clock.instant()),
                actor.officer().value());
        events.publishEvent(new YearAnnounced(of, source));
    }

    /// Counts all open terms anew with the announced days.
    @ApplicationModuleListener
    void on(YearAnnounced announced) {
        calendar.look();
        openTerms
                .orderedStream()
                .forEach(terms ->
                        terms.recount().forEach(moved -> years.moved(announced.year(), moved, clock.instant())));
    }

    private static InvalidInput.Check check(int year, String source, Set<LocalDate> rest, Set<LocalDate> work) {
        LocalDate from = LocalDate.of(year - 1, 12, 25);
        LocalDate to = LocalDate.of(year, 12, 31);
        // What the law fixes cannot be missing from a whole announcement.
        List<LocalDate> fixed = List.of(LocalDate.of(year, 1, 1), LocalDate.of(year, 5, 1), LocalDate.of(year, 10, 1));
        return new InvalidInput.Check()
                .that(!source.isEmpty(), "source", "required")
                .that(source.length() <= LONGEST, "source", "too-long", Map.of("max", LONGEST))
                .that(rest.containsAll(fixed), "rest", "holidays-missing")
                .that(within(rest, from, to), "rest", "days-of-other-years", Map.of("year", year))
                .that(within(work, from, to), "work", "days-of-other-years", Map.of("year", year))
                .that(work.stream().noneMatch(rest::contains), "work", "rest-and-work")
                .that(work.stream().allMatch(Announcing::isWeekend), "work", "make-up-no-weekend");
    }

    private static boolean within(Set<LocalDate> days, LocalDate from, LocalDate to) {
        return days.stream().noneMatch(day -> day.isBefore(from) || day.isAfter(to));
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static Set<LocalDate> days(String field, String text) {
        InvalidInput.Check check =
                new InvalidInput.Check().that(text.length() <= LONGEST, field, "too-long", Map.of("max", LONGEST));
        check.orRefuse();
        Set<LocalDate> days = new TreeSet<>();
        for (String part : text.split("[\\s,，、;；]+", -1)) {
            try {
                days.addAll(WorkingDays.days(part).toList());
            } catch (DateTimeParseException | IllegalArgumentException wrong) {
                check.that(false, field, "no-day-or-span", Map.of("text", part));
            }
        }
        check.orRefuse();
        return days;
    }

    private static String list(Set<LocalDate> days) {
        return days.stream().map(LocalDate::toString).collect(Collectors.joining(","));
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
