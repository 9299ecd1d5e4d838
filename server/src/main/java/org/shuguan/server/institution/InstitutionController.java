package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Units and who holds what for them, on any day: for every official to read.
@RestController
@RequestMapping("/api/institution")
class InstitutionController {
    /// @param cdo who answers for the unit's data on the day
    /// @param vacant whether nobody does though somebody should
    /// @param successor who answers for a unit that has gone
    record UnitRow(
            Unit unit,
            @Nullable String fullName,
            @Nullable String cdo,
            @Nullable String position,
            boolean acting,
            boolean vacant,
            @Nullable Unit successor) {}

    /// A person with what they hold today: names repeat.
    record OfficerRow(Officer officer, List<RoleHeld> roles) {}

    /// @param openTodos how much open work is addressed to the role
    record Holding(Appointment appointment, boolean inForce, int openTodos) {}

    /// @param exists whether it is there on the day
    /// @param successor who answers for it where it has gone by the day
    /// @param duties of the roles that a unit of its kind has, in force on the day
    record UnitPage(
            Unit unit,
            UnitForm form,
            List<String> formerNames,
            List<UnitForm> forms,
            LocalDate asOf,
            boolean exists,
            @Nullable Unit successor,
            List<Reorganisation.Recorded> acts,
            List<Holding> holders,
            List<Substitute> substitutes,
            List<Vacancy> vacancies,
            List<Appointment> history,
            List<TeamMember> team,
            List<Duty> duties) {}

    private final Institution institution;
    private final Units units;
    private final Reorganisation reorganisation;
    private final Substitution substitution;
    private final Teams teams;
    private final Duties duties;
    private final Texts texts;

    InstitutionController(
            Institution institution,
            Units units,
            Reorganisation reorganisation,
            Substitution substitution,
            Teams teams,
            Duties duties,
            Texts texts) {
        this.institution = institution;
        this.units = units;
        this.reorganisation = reorganisation;
        this.substitution = substitution;
        this.teams = teams;
        this.duties = duties;
        this.texts = texts;
    }

    /// @param q words of any name: short, full, former, English, or of the CDO's
    /// @param gone whether units that have gone by the day are listed too
    @GetMapping("/units")
    List<UnitRow> units(
            @RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate on,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable Boolean gone) {
        LocalDate day = on == null ? institution.today() : on;
        List<Appointment> held = institution.inForce(day);
        List<Unit> found = Boolean.TRUE.equals(gone) ? institution.unitsKnown(day) : institution.units(day);
        List<UnitRow> rows = found.stream().map(unit -> row(unit, held, day)).toList();
        if (q == null || q.isBlank()) {
            return rows;
        }
        String words = q.strip().toLowerCase(Locale.ROOT);
        Set<UnitCode> called = new HashSet<>(units.called(new ListQuery(null, null, null, q).like()));
        return rows.stream()
                .filter(row -> called.contains(row.unit().code())
                        || String.valueOf(row.cdo()).toLowerCase(Locale.ROOT).contains(words))
                .toList();
    }

    @GetMapping("/units/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate on,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable Boolean gone) {
        List<String> columns = List.of("code", "unit", "full-name", "name", "position").stream()
                .map(column -> texts.say("institution.column." + column))
                .toList();
        List<List<@Nullable Object>> rows = units(on, q, gone).stream()
                .map(row -> Arrays.<@Nullable Object>asList(
                        row.unit().code().value(),
                        row.unit().name(),
                        row.fullName(),
                        row.vacant() ? texts.say("institution.vacant") : row.cdo(),
                        row.position()))
                .toList();
        return new Spreadsheet(texts.say("institution.units"), columns, rows).download(format);
    }

    @GetMapping("/units/{code}")
    UnitPage unit(@PathVariable String code, @RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate on) {
        LocalDate day = on == null ? institution.today() : on;
        Unit unit = institution.unit(codeOf(code), day).orElseThrow(NotFound::new);
        List<Appointment> history = institution.historyOf(unit.code());
        return new UnitPage(
                unit,
                units.form(unit.code(), day).orElseThrow(),
                units.formerNames(unit.code()),
                units.forms(unit.code()),
                day,
                !day.isBefore(unit.validFrom()) && !gone(unit, day),
                successor(unit, day),
                reorganisation.of(unit.code()),
                history.stream()
                        .filter(appointment -> appointment.inForceOn(day))
                        .map(a -> new Holding(
                                a, a.inForceOn(institution.today()), institution.openTodos(a.role(), a.unit())))
                        .toList(),
                substitution.of(unit.code(), day),
                institution.vacancies(day).stream()
                        .filter(vacancy -> vacancy.unit().code().equals(unit.code()))
                        .toList(),
                history,
                teams.of(unit.code(), day),
                duties.on(day).stream()
                        .filter(duty -> Vacancy.wanted(unit).anyMatch(role -> role == duty.role())
                                || (unit.kind() != Unit.Kind.CITY && duty.role() == Role.DATA_STEWARD))
                        .toList());
    }

    @GetMapping("/officers")
    Listing<OfficerRow> officers(@ParameterObject ListQuery query) {
        Map<OfficerId, List<RoleHeld>> held = institution.rolesHeld(institution.today());
        return institution
                .officers(query)
                .map(officer -> new OfficerRow(officer, held.getOrDefault(officer.id(), List.of())));
    }

    private UnitRow row(Unit unit, List<Appointment> held, LocalDate day) {
        Role answers = unit.kind() == Unit.Kind.CITY ? Role.CITY_CDO : Role.UNIT_CDO;
        Optional<Appointment> cdo = held.stream()
                .filter(a -> a.unit().equals(unit.code()) && a.role() == answers)
                .findFirst();
        return new UnitRow(
                unit,
                units.form(unit.code(), day).map(UnitForm::fullName).orElse(null),
                cdo.map(Appointment::officerName).orElse(null),
                cdo.map(Appointment::position).orElse(null),
                cdo.map(Appointment::actingReason).isPresent(),
                cdo.isEmpty() && !gone(unit, day),
                successor(unit, day));
    }

    private @Nullable Unit successor(Unit unit, LocalDate day) {
        UnitCode answering = institution.answering(unit.code(), day);
        return answering.equals(unit.code())
                ? null
                : institution.unit(answering, day).orElse(null);
    }

    private static boolean gone(Unit unit, LocalDate day) {
        LocalDate last = unit.validTo();
        return last != null && day.isAfter(last);
    }

    private static UnitCode codeOf(String text) {
        try {
            return new UnitCode(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound();
        }
    }
}
