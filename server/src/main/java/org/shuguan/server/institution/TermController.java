package org.shuguan.server.institution;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
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

    private static final ListColumns<Term> COLUMNS = ListColumns.<Term>titled("institution.column.")
            .column("unit", term -> term.unit().name())
            .word("role", "role.", term -> term.role().word())
            .said("name", (term, texts) -> term.name() == null ? texts.say("institution.vacant") : term.name())
            .column("position", Term::position)
            .column("last", Term::last)
            .column("days-left", Term::daysLeft)
            .sorted("unit", term -> term.unit().code())
            .sorted("role", Term::role)
            .sorted("last", TermController::lastOrVacant);

    /// What is vacant first, then what ends first.
    private static final Comparator<Term> USUAL = Comparator.comparing(TermController::lastOrVacant)
            .thenComparing(term -> term.unit().code())
            .thenComparing(Term::role)
            .thenComparing(term -> String.valueOf(term.name()));

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
                .toList();
        return COLUMNS.page(found, query, USUAL);
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format, @RequestParam @Nullable Integer within, @ParameterObject ListQuery query) {
        return COLUMNS.download(format, texts.say("institution.terms"), query, page -> list(within, page), texts);
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

    /// A role that nobody holds comes before every day.
    private static LocalDate lastOrVacant(Term term) {
        return term.last() == null ? LocalDate.MIN : term.last();
    }

    private static boolean matches(Term term, @Nullable String q) {
        if (q == null || q.isBlank()) {
            return true;
        }
        String words = q.strip().toLowerCase(Locale.ROOT);
        return Stream.of(term.unit().name(), term.unit().nameEn(), String.valueOf(term.name()))
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(words));
    }
}
