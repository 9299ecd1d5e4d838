package org.shuguan.server.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Scope;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Overdue steps for those who oversee units: totals by unit, and the steps behind each number.
@RestController
@Transactional(readOnly = true)
@RequestMapping("/api/cases")
class OverdueController {
    /// @param unit code of the unit to which the steps are addressed, or of the territory if `overseers`
    /// @param overseers whether the steps are addressed to the overseers of the territory, such as its bureau
    /// @param open number of open steps
    /// @param overdue number of overdue steps
    /// @param oldestDue earliest due day of the overdue steps
    record UnitWaiting(
            String unit,
            boolean overseers,
            String unitName,
            int open,
            int overdue,
            @Nullable LocalDate oldestDue) {}

    /// @param addressee to whom the step is addressed
    /// @param unitName the unit to which the case belongs
    record WaitingRow(
            String id,
            String kind,
            String kindName,
            String title,
            String addressee,
            String unitName,
            String stepName,
            Instant since,
            @Nullable LocalDate due,
            DeadlineLight light,
            String link) {}

    private static final ListColumns<UnitWaiting> UNIT_COLUMNS = ListColumns.<UnitWaiting>titled("approval.overdue.")
            .column("unit", UnitWaiting::unitName)
            .column("open", UnitWaiting::open)
            .column("overdue", UnitWaiting::overdue)
            .column("oldest", UnitWaiting::oldestDue)
            .sorted("unit", UnitWaiting::unitName)
            .sorted("open", UnitWaiting::open)
            .sorted("overdue", UnitWaiting::overdue)
            .sorted("oldest", UnitWaiting::oldestDue);

    /// The most over time first.
    private static final Comparator<UnitWaiting> USUAL = Comparator.comparingInt(UnitWaiting::overdue)
            .reversed()
            .thenComparing(UnitWaiting::unit)
            .thenComparing(UnitWaiting::overseers);

    static final ListColumns<WaitingRow> STEP_COLUMNS = ListColumns.<WaitingRow>titled("approval.waiting.")
            .column("kind", WaitingRow::kindName)
            .column("title", WaitingRow::title, "title")
            .column("unit", WaitingRow::unitName, "unit")
            .column("step", WaitingRow::stepName)
            .column("addressee", WaitingRow::addressee)
            .column("since", WaitingRow::since, "create_time_")
            .column("due", WaitingRow::due, "due_date_");

    private final CaseRecords cases;
    private final Access access;
    private final Institution institution;
    private final Calendar calendar;
    private final Texts texts;

    OverdueController(CaseRecords cases, Access access, Institution institution, Calendar calendar, Texts texts) {
        this.cases = cases;
        this.access = access;
        this.institution = institution;
        this.calendar = calendar;
        this.texts = texts;
    }

    @GetMapping("/overdue")
    Listing<UnitWaiting> units(@ParameterObject ListQuery query, Actor actor) {
        Scope seen = overseen(actor);
        Function<UnitCode, String> names = institution.unitNames();
        String words = query.q() == null ? "" : query.q().strip().toLowerCase(Locale.ROOT);
        List<UnitWaiting> found = cases.byAddressee(seen, institution.today()).stream()
                .map(one -> new UnitWaiting(
                        one.addressee().value(),
                        one.overseers(),
                        name(one.overseers(), one.addressee(), names),
                        one.open(),
                        one.overdue(),
                        one.oldestDue()))
                .filter(one -> one.unitName().toLowerCase(Locale.ROOT).contains(words))
                .toList();
        return UNIT_COLUMNS.page(found, query, USUAL);
    }

    @GetMapping("/overdue/export.{format}")
    ResponseEntity<byte[]> exportUnits(@PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        return UNIT_COLUMNS.download(
                format, texts.say("approval.overdue.list"), query, page -> units(page, actor), texts);
    }

    /// The steps behind a number.
    ///
    /// @param unit to which the steps are addressed, with `overseers` a territory; all if left out
    /// @param late whether only overdue steps
    @GetMapping("/waiting")
    Listing<WaitingRow> waiting(
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable Boolean overseers,
            @RequestParam @Nullable Boolean late,
            @ParameterObject ListQuery query,
            Actor actor) {
        Scope seen = overseen(actor);
        Function<UnitCode, String> names = institution.unitNames();
        LocalDate today = institution.today();
        return cases.waitingFor(unit, overseers, Boolean.TRUE.equals(late), seen, today, query)
                .map(step -> row(step, names, today));
    }

    @GetMapping("/waiting/export.{format}")
    ResponseEntity<byte[]> exportWaiting(
            @PathVariable String format,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable Boolean overseers,
            @RequestParam @Nullable Boolean late,
            @ParameterObject ListQuery query,
            Actor actor) {
        return STEP_COLUMNS.download(
                format,
                texts.say("approval.waiting.list"),
                query,
                page -> waiting(unit, overseers, late, page, actor),
                texts);
    }

    private Scope overseen(Actor actor) {
        Scope seen = access.scope(actor, ApprovalPermission.OVERSEE);
        if (seen.isEmpty()) {
            throw new Forbidden();
        }
        return seen;
    }

    private WaitingRow row(CaseRecords.WaitingStep step, Function<UnitCode, String> names, LocalDate today) {
        LocalDate due = step.due();
        LocalDate start = CityTime.day(step.since());
        return new WaitingRow(
                step.id(),
                step.kind(),
                texts.say("approval.kind." + step.kind()),
                step.title(),
                name(Capacity.isOverseer(step.role()), step.addressee(), names),
                names.apply(step.unit()),
                texts.say("approval.step." + step.step()),
                step.since(),
                due,
                due == null ? DeadlineLight.GREEN : calendar.light(start, due, today),
                step.link());
    }

    /// The overseers of the city are the bureau; for those of a district the name contains the district's.
    private String name(boolean overseers, UnitCode unit, Function<UnitCode, String> names) {
        if (!overseers) {
            return names.apply(unit);
        }
        return unit.equals(UnitCode.CITY)
                ? texts.say("approval.bureau")
                : texts.say("approval.bureau-of", Map.of("district", names.apply(unit)));
    }
}
