package org.shuguan.server.institution;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.AllRows;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Terms that end soon (任期将满) and vacant roles (空缺).
@RestController
@RequestMapping("/api/institution/terms")
class TermController {
    /// @param name null where nobody holds the role
    /// @param daysLeft until the last day; null if the role is vacant
    record Term(
            Role role,
            Unit unit,
            @Nullable String name,
            @Nullable String position,
            @Nullable LocalDate last,
            @Nullable Long daysLeft,
            boolean acting) {}

    private final Institution institution;
    private final Setting<Integer> early;
    private final Texts texts;

    TermController(Institution institution, Settings settings, Texts texts) {
        this.institution = institution;
        this.early = settings.days("institution.term-early");
        this.texts = texts;
    }

    /// @param within how many days ahead; if left out, those of the first reminder
    @GetMapping
    Listing<Term> list(@RequestParam @Nullable Integer within, @ParameterObject ListQuery query) {
        LocalDate today = institution.today();
        Stream<Term> vacant = institution.vacancies(today).stream()
                .map(vacancy -> new Term(vacancy.role(), vacancy.unit(), null, null, null, null, false));
        Stream<Term> ending =
                institution.ending(today, within == null ? early.on(today) : Math.clamp(within, 1, 366)).stream()
                        .flatMap(a -> institution.unit(a.unit(), today).map(unit -> term(a, unit, today)).stream());
        List<Term> found = Stream.concat(vacant, ending)
                .filter(term -> matches(term, query.q()))
                .sorted(order(query))
                .toList();
        return new Listing<>(
                found.stream().skip(query.offset()).limit(query.sizeOrUsual()).toList(),
                found.size(),
                query.pageOrFirst(),
                query.sizeOrUsual());
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format, @RequestParam @Nullable Integer within, @ParameterObject ListQuery query) {
        AllRows<List<@Nullable Object>> rows = query.everything(page -> list(within, page))
                .map(term -> Arrays.<@Nullable Object>asList(
                        term.unit().name(),
                        texts.say("role." + term.role().word()),
                        term.name() == null ? texts.say("institution.vacant") : term.name(),
                        term.position(),
                        term.last(),
                        term.daysLeft()));
        List<String> columns = List.of("unit", "role", "name", "position", "last", "days-left").stream()
                .map(column -> texts.say("institution.column." + column))
                .toList();
        return new Spreadsheet(texts.say("institution.terms"), columns, rows, texts).download(format);
    }

    private static Term term(Appointment held, Unit unit, LocalDate today) {
        LocalDate last = held.validTo();
        return new Term(
                held.role(),
                unit,
                held.officerName(),
                held.position(),
                last,
                last == null ? null : ChronoUnit.DAYS.between(today, last),
                held.actingReason() != null);
    }

    private static boolean matches(Term term, @Nullable String q) {
        if (q == null || q.isBlank()) {
            return true;
        }
        String words = q.strip().toLowerCase(Locale.ROOT);
        return Stream.of(term.unit().name(), term.unit().nameEn(), String.valueOf(term.name()))
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(words));
    }

    /// Vacant roles first, then the earliest end.
    private static Comparator<Term> order(ListQuery query) {
        String sort = query.sort() == null ? "last" : query.sort();
        Comparator<Term> order = (sort.startsWith("-") ? sort.substring(1) : sort).equals("unit")
                ? Comparator.comparing(term -> term.unit().code())
                : Comparator.comparing(term -> term.last() == null ? LocalDate.MIN : term.last());
        return (sort.startsWith("-") ? order.reversed() : order)
                .thenComparing(term -> term.unit().code())
                .thenComparing(Term::role)
                .thenComparing(term -> String.valueOf(term.name()));
    }
}
