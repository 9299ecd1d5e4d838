package org.shuguan.server.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The calendar over HTTP.
@RestController
@RequestMapping("/api/calendar")
class CalendarController {
    private static final int LONGEST_SPAN = 400;

    /// A day that is not what its weekday says, or a weekend.
    record KnownDay(LocalDate day, boolean working) {}

    /// @param days weekends, days off and working weekend days
    /// @param provisional whether a year in the span is not announced yet
    record KnownDays(List<KnownDay> days, boolean provisional) {}

    /// @param announcedBy null for a year that came with this version
    record KnownYear(
            int year,
            boolean announced,
            @Nullable String source,
            List<String> rest,
            List<String> work,
            @Nullable String announcedBy,
            @Nullable Instant announcedAt) {}

    record KnownYears(List<KnownYear> years, boolean mayAnnounce) {}

    /// A term that an announcement moved.
    record MovedTerm(
            long id,
            int year,
            Instant movedAt,
            String kind,
            String title,
            UnitCode unit,
            String link,
            LocalDate before,
            LocalDate after) {}

    static final ListColumns<MovedTerm> COLUMNS = ListColumns.<MovedTerm>titled("calendar.moved.")
            .column("year", MovedTerm::year, "year")
            .word("kind", "approval.kind.", MovedTerm::kind)
            .column("title", MovedTerm::title, "title")
            .column("unit", row -> row.unit().value(), "unit")
            .column("before", MovedTerm::before, "before")
            .column("after", MovedTerm::after, "after")
            .column("movedAt", MovedTerm::movedAt, "moved_at");

    private final Calendar calendar;
    private final Announcing announcing;
    private final AnnouncedYears years;
    private final Access access;
    private final Institution institution;
    private final Texts texts;

    CalendarController(
            Calendar calendar,
            Announcing announcing,
            AnnouncedYears years,
            Access access,
            Institution institution,
            Texts texts) {
        this.calendar = calendar;
        this.announcing = announcing;
        this.years = years;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
    }

    /// Weekends, days off and working weekend days between two days.
    @GetMapping("/days")
    KnownDays days(@RequestParam LocalDate from, @RequestParam LocalDate to) {
        new InvalidInput.Check()
                .that(!to.isBefore(from) && ChronoUnit.DAYS.between(from, to) <= LONGEST_SPAN, "to", "span-too-long")
                .orRefuse();
        List<KnownDay> found = from.datesUntil(to.plusDays(1))
                .filter(day -> isWeekend(day) || !calendar.isWorkingDay(day))
                .map(day -> new KnownDay(day, calendar.isWorkingDay(day)))
                .toList();
        return new KnownDays(found, calendar.isProvisional(from) || calendar.isProvisional(to));
    }

    /// All years of which the days off are known, and the next ones.
    @GetMapping("/years")
    KnownYears years(Actor actor) {
        return new KnownYears(
                calendar.years(institution.today().getYear() + 1),
                access.can(actor, CalendarPermission.ANNOUNCE, UnitCode.CITY));
    }

    @PostMapping("/years")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void announce(@RequestBody Announcing.Wanted wanted, Actor actor) {
        announcing.announce(wanted, actor);
    }

    /// The open terms that announcements moved.
    @GetMapping("/moved-terms")
    Listing<MovedTerm> moved(@RequestParam @Nullable Integer year, @ParameterObject ListQuery query, Actor actor) {
        Scope seen = access.scope(actor, CalendarPermission.OVERSEE);
        if (seen.isEmpty()) {
            throw new Forbidden();
        }
        return years.moved(seen, year, query);
    }

    @GetMapping("/moved-terms/export.{format}")
    ResponseEntity<byte[]> exportMoved(
            @PathVariable String format,
            @RequestParam @Nullable Integer year,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("calendar.moved-list"), query, page -> moved(year, page, actor), texts);
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
