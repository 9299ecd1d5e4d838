package org.shuguan.server.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
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

/// Whose turn is over time, for those who oversee units: unit by unit, and the work behind each number. It merges
/// all kinds of [OpenWork], as the to-do list does, so that what it counts is what reminders and escalation look
/// at.
@RestController
@Transactional(readOnly = true)
@RequestMapping("/api/cases")
class OverdueController {
    /// @param unit the code of the unit whose turn it is, of a territory where it is its overseers'
    /// @param overseers whether it is the turn of those who oversee the territory, such as its bureau
    /// @param open how much work waits for it
    /// @param overdue how many of them are over time
    /// @param oldestDue the last day of the one that is over time the longest
    record UnitWaiting(
            String unit,
            boolean overseers,
            String unitName,
            int open,
            int overdue,
            @Nullable LocalDate oldestDue) {}

    /// @param addressee whose turn it is
    /// @param unitName the unit that the work is about
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

    /// A sort of work by which the list can be narrowed.
    record Kind(String kind, String name) {}

    private static final ListColumns<WaitingRow> COLUMNS = ListColumns.<WaitingRow>titled("approval.waiting.")
            .column("kind", WaitingRow::kindName)
            .column("title", WaitingRow::title)
            .column("unit", WaitingRow::unitName)
            .column("step", WaitingRow::stepName)
            .column("addressee", WaitingRow::addressee)
            .column("since", WaitingRow::since)
            .column("due", WaitingRow::due);

    private final List<OpenWork> openWork;
    private final List<CaseType<?, ?>> cases;
    private final Access access;
    private final Institution institution;
    private final Calendar calendar;
    private final Texts texts;

    OverdueController(
            List<OpenWork> openWork,
            List<CaseType<?, ?>> cases,
            Access access,
            Institution institution,
            Calendar calendar,
            Texts texts) {
        this.openWork = openWork;
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
        List<UnitWaiting> found = loads(seen).stream()
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

    /// The work behind a number.
    ///
    /// @param unit whose turn it is, with `overseers` a territory's; all where it is left out
    /// @param late whether only what is over time
    /// @param kind only work of this sort, see `/kinds`
    @GetMapping("/waiting")
    Listing<WaitingRow> waiting(
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable Boolean overseers,
            @RequestParam @Nullable Boolean late,
            @RequestParam @Nullable String kind,
            @ParameterObject ListQuery query,
            Actor actor) {
        Scope seen = overseen(actor);
        Function<UnitCode, String> names = institution.unitNames();
        LocalDate today = institution.today();
        OpenWork.Awaited asked = new OpenWork.Awaited(
                blank(unit),
                overseers,
                Boolean.TRUE.equals(late),
                ListColumns.choice("kind", kind, kinds()),
                seen,
                today,
                query.like(),
                WorkOrder.asked(query),
                WorkOrder.descending(query));
        Comparator<OpenWork.Waiting> order = WorkOrder.of(
                        asked.order(),
                        asked.descending(),
                        OpenWork.Waiting::since,
                        (OpenWork.Waiting work) -> work.unit().value(),
                        OpenWork.Waiting::sortTitle,
                        OpenWork.Waiting::due)
                .thenComparing(OpenWork.Waiting::id)
                .thenComparing(work -> work.addressee().value());
        return WorkOrder.page(
                        openWork,
                        query,
                        work -> work.countWaiting(asked),
                        (work, most) -> work.waiting(asked, most),
                        order)
                .map(work -> row(work, names, today));
    }

    /// The sorts of work that there are.
    @GetMapping("/kinds")
    List<Kind> kinds(Actor actor) {
        overseen(actor);
        return kinds().stream()
                .map(kind -> new Kind(kind, texts.say("approval.kind." + kind)))
                .toList();
    }

    private List<String> kinds() {
        return Stream.concat(
                        cases.stream().map(CaseType::flow), openWork.stream().flatMap(work -> work.kinds().stream()))
                .toList();
    }

    @GetMapping("/waiting/export.{format}")
    ResponseEntity<byte[]> exportWaiting(
            @PathVariable String format,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable Boolean overseers,
            @RequestParam @Nullable Boolean late,
            @RequestParam @Nullable String kind,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format,
                texts.say("approval.waiting.list"),
                query,
                page -> waiting(unit, overseers, late, kind, page, actor),
                texts);
    }

    /// Of every addressee all that waits, whoever keeps it.
    private Collection<OpenWork.Load> loads(Scope seen) {
        record Addressee(boolean overseers, UnitCode unit) {}
        LocalDate today = institution.today();
        Map<Addressee, OpenWork.Load> loads = new HashMap<>();
        openWork.forEach(work -> work.loads(seen, today)
                .forEach(load ->
                        loads.merge(new Addressee(load.overseers(), load.addressee()), load, OpenWork.Load::and)));
        return loads.values();
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private Scope overseen(Actor actor) {
        Scope seen = access.scope(actor, ApprovalPermission.OVERSEE);
        if (seen.isEmpty()) {
            throw new Forbidden();
        }
        return seen;
    }

    private WaitingRow row(OpenWork.Waiting work, Function<UnitCode, String> names, LocalDate today) {
        LocalDate due = work.due();
        LocalDate start = CityTime.day(work.since());
        return new WaitingRow(
                work.id(),
                work.kind(),
                texts.say("approval.kind." + work.kind()),
                work.title(),
                name(Capacity.isOverseer(work.role()), work.addressee(), names),
                names.apply(work.unit()),
                texts.say("approval.step." + work.step()),
                work.since(),
                due,
                due == null ? DeadlineLight.GREEN : calendar.light(start, due, today),
                work.link());
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
