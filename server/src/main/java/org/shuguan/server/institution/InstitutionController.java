package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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

/// Units and who holds what for them: for every official to read.
@RestController
@RequestMapping("/api/institution")
class InstitutionController {
    /// @param cdo who answers for the unit's data on the day
    record UnitRow(
            Unit unit, @Nullable String cdo, @Nullable String position) {}

    /// A person with what they hold today: names repeat.
    record OfficerRow(Officer officer, List<RoleHeld> roles) {}

    /// @param openTodos how much open work is addressed to the role
    record Holding(Appointment appointment, boolean inForce, int openTodos) {}

    record UnitPage(Unit unit, LocalDate asOf, List<Holding> holders, List<Appointment> history) {}

    private final Institution institution;
    private final Texts texts;

    InstitutionController(Institution institution, Texts texts) {
        this.institution = institution;
        this.texts = texts;
    }

    @GetMapping("/units")
    List<UnitRow> units(@RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate asOf) {
        LocalDate day = asOf == null ? institution.today() : asOf;
        List<Appointment> held = institution.inForce(day);
        return institution.units(day).stream()
                .map(unit -> {
                    Role answers = unit.kind() == Unit.Kind.CITY ? Role.CITY_CDO : Role.UNIT_CDO;
                    var cdo = held.stream()
                            .filter(a -> a.unit().equals(unit.code()) && a.role() == answers)
                            .findFirst();
                    return new UnitRow(
                            unit,
                            cdo.map(Appointment::officerName).orElse(null),
                            cdo.map(Appointment::position).orElse(null));
                })
                .toList();
    }

    @GetMapping("/units/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format, @RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate asOf) {
        List<String> columns = List.of("code", "unit", "name", "position").stream()
                .map(column -> texts.say("institution.column." + column))
                .toList();
        List<List<@Nullable Object>> rows = units(asOf).stream()
                .map(row -> java.util.Arrays.<@Nullable Object>asList(
                        row.unit().code().value(), row.unit().name(), row.cdo(), row.position()))
                .toList();
        return new Spreadsheet(texts.say("institution.units"), columns, rows).download(format);
    }

    @GetMapping("/units/{code}")
    UnitPage unit(@PathVariable String code, @RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate asOf) {
        LocalDate day = asOf == null ? institution.today() : asOf;
        Unit unit = institution.unit(codeOf(code)).orElseThrow(NotFound::new);
        List<Appointment> history = institution.historyOf(unit.code());
        return new UnitPage(
                unit,
                day,
                history.stream()
                        .filter(appointment -> appointment.inForceOn(day))
                        .map(a -> new Holding(
                                a, a.inForceOn(institution.today()), institution.openTodos(a.role(), a.unit())))
                        .toList(),
                history);
    }

    @GetMapping("/officers")
    Listing<OfficerRow> officers(@ParameterObject ListQuery query) {
        Map<OfficerId, List<RoleHeld>> held = institution.rolesHeld(institution.today());
        return institution
                .officers(query)
                .map(officer -> new OfficerRow(officer, held.getOrDefault(officer.id(), List.of())));
    }

    private static UnitCode codeOf(String text) {
        try {
            return new UnitCode(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound();
        }
    }
}
