package org.shuguan.server.institution;

import java.text.CollationKey;
import java.text.Collator;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
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

/// Units and their appointments on any day; every official may read them.
@RestController
@RequestMapping("/api/institution")
class InstitutionController {
    /// @param district the district of which the unit is a bureau
    /// @param cdo the CDO responsible for the unit on the day
    /// @param districtsCdo whether that is the district's CDO, because the bureau has none of its own
    /// @param vacant whether the unit must have a CDO but has none
    /// @param successor the unit responsible now, if this unit has ended
    record UnitRow(
            Unit unit,
            @Nullable String fullName,
            @Nullable Unit district,
            @Nullable String cdo,
            @Nullable String position,
            boolean acting,
            boolean districtsCdo,
            boolean vacant,
            @Nullable Unit successor) {}

    /// A person with the roles held today, because several persons may have the same name.
    record OfficerRow(Officer officer, List<RoleHeld> roles) {}

    /// @param openTodos number of open to-dos that are addressed to the role
    record Holding(Appointment appointment, boolean inForce, int openTodos) {}

    /// @param descriptionVersion version of the unit's attributes today, to be sent with a correction
    /// @param exists whether the unit exists on the day
    /// @param successor the unit responsible, if this unit has ended by the day
    /// @param district the district of which it is a bureau
    /// @param districtsCdo the district's CDO, if the bureau has none of its own
    /// @param bureaus the bureaus, if the unit is a district
    /// @param duties the duties in force on the day of the roles that such a unit has
    record UnitPage(
            Unit unit,
            UnitForm form,
            List<String> formerNames,
            long descriptionVersion,
            List<UnitForm> forms,
            LocalDate asOf,
            boolean exists,
            @Nullable Unit successor,
            @Nullable Unit district,
            @Nullable Appointment districtsCdo,
            List<Unit> bureaus,
            List<Reorganisation.Recorded> acts,
            List<Holding> holders,
            List<Substitute> substitutes,
            List<Vacancy> vacancies,
            List<Appointment> history,
            List<TeamMember> team,
            List<Duty> duties) {}

    /// Shared by all requests: `getCollationKey` of the JDK's collator is synchronized.
    private static final Collator CHINESE_ORDER = Collator.getInstance(Locale.CHINA);

    private static final ListColumns<UnitRow> UNIT_COLUMNS = ListColumns.<UnitRow>titled("institution.column.")
            .column("code", row -> row.unit().code().value())
            .column("unit", row -> row.unit().name())
            .column("full-name", UnitRow::fullName)
            .column(
                    "district",
                    row -> row.district() == null ? null : row.district().name())
            .said("cdo", (row, texts) -> row.vacant() ? texts.say("institution.vacant") : row.cdo())
            .column("position", UnitRow::position)
            .sorted("code", row -> row.unit().code())
            .sorted("unit", row -> inChineseOrder(row.unit().name()))
            .sorted("cdo", row -> row.cdo() == null ? null : inChineseOrder(row.cdo()));

    private static final ListColumns<OfficerRow> OFFICER_COLUMNS = ListColumns.<OfficerRow>titled("institution.column.")
            .column("name", row -> row.officer().name(), "name")
            .said("roles", (row, texts) -> RoleHeld.said(row.roles(), texts));

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

    /// By any name that a unit has or once had (short, full, English), by its code, or by who answers for it; as
    /// the tree stands where no order is asked for, the bureaus behind their district.
    ///
    /// @param on the day; today where left out
    /// @param gone whether units that have gone by the day are listed too
    /// @param district only a district and its bureaus; `00` for the city and its departments
    @GetMapping("/units")
    Listing<UnitRow> units(
            @RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate on,
            @RequestParam @Nullable Boolean gone,
            @RequestParam @Nullable String district,
            @ParameterObject ListQuery query) {
        LocalDate day = on == null ? institution.today() : on;
        List<Unit> everyUnit = institution.unitsKnown(day);
        Known known = new Known(
                day,
                everyUnit.stream().collect(Collectors.toMap(Unit::code, unit -> unit)),
                institution.answeringOn(day),
                units.formsOn(day),
                institution.inForce(day));
        List<Unit> there = Boolean.TRUE.equals(gone) ? everyUnit : institution.units(day);
        Map<UnitCode, UnitCode> territories = institution.territories(day);
        Set<UnitCode> called = new HashSet<>(units.called(query.like()));
        String words = query.q() == null ? "" : query.q().strip().toLowerCase(Locale.ROOT);
        Map<UnitCode, Integer> inTree = new HashMap<>();
        there.forEach(unit -> inTree.put(unit.code(), inTree.size()));
        List<UnitRow> found = there.stream()
                .filter(unit -> district == null
                        || district.isBlank()
                        || String.valueOf(territories.get(unit.code())).equals(district))
                .map(unit -> row(unit, known))
                .filter(row -> called.contains(row.unit().code())
                        || (row.cdo() != null
                                && row.cdo().toLowerCase(Locale.ROOT).contains(words)))
                .toList();
        return UNIT_COLUMNS.page(
                found,
                query,
                Comparator.comparing(row -> inTree.getOrDefault(row.unit().code(), 0)));
    }

    @GetMapping("/units/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate on,
            @RequestParam @Nullable Boolean gone,
            @RequestParam @Nullable String district,
            @ParameterObject ListQuery query) {
        return UNIT_COLUMNS.download(
                format, texts.say("institution.units"), query, page -> units(on, gone, district, page), texts);
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
                units.descriptionVersion(unit.code(), institution.today()),
                units.forms(unit.code()),
                day,
                unit.existsOn(day),
                successor(unit, day),
                district(unit, day),
                districtsCdo(unit, day),
                units.bureausOf(unit.code(), day),
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
                        .filter(duty -> rolesOf(unit).contains(duty.role()))
                        .toList());
    }

    @GetMapping("/officers")
    Listing<OfficerRow> officers(@ParameterObject ListQuery query) {
        Map<OfficerId, List<RoleHeld>> held = institution.rolesHeld(institution.today());
        return institution
                .officers(query, OFFICER_COLUMNS.order(query, "name", "id"))
                .map(officer -> new OfficerRow(officer, held.getOrDefault(officer.id(), List.of())));
    }

    @GetMapping("/officers/export.{format}")
    ResponseEntity<byte[]> exportOfficers(@PathVariable String format, @ParameterObject ListQuery query) {
        return OFFICER_COLUMNS.download(format, texts.say("institution.officers"), query, this::officers, texts);
    }

    /// What all rows of a list need, read once.
    private record Known(
            LocalDate day,
            Map<UnitCode, Unit> units,
            Map<UnitCode, Unit> answering,
            Map<UnitCode, UnitForm> forms,
            List<Appointment> held) {
        Optional<Appointment> cdo(Unit unit) {
            Role answers = unit.kind() == Unit.Kind.CITY ? Role.CITY_CDO : Role.UNIT_CDO;
            return held.stream()
                    .filter(a -> a.unit().equals(unit.code()) && a.role() == answers)
                    .findFirst();
        }
    }

    private static CollationKey inChineseOrder(String name) {
        return CHINESE_ORDER.getCollationKey(name);
    }

    private UnitRow row(Unit unit, Known known) {
        UnitCode parent = unit.parent();
        Optional<Unit> district =
                Optional.ofNullable(parent == null ? null : known.units().get(parent));
        Optional<Appointment> own = known.cdo(unit);
        Optional<Appointment> cdo = own.or(() -> district.flatMap(known::cdo));
        UnitForm form = known.forms().get(unit.code());
        Unit answering = known.answering().get(unit.code());
        return new UnitRow(
                unit,
                form == null ? null : form.fullName(),
                district.orElse(null),
                cdo.map(Appointment::officerName).orElse(null),
                cdo.map(Appointment::position).orElse(null),
                cdo.map(Appointment::actingReason).isPresent(),
                own.isEmpty() && cdo.isPresent(),
                cdo.isEmpty() && !gone(unit, known.day()),
                answering == null || answering.code().equals(unit.code()) ? null : answering);
    }

    private @Nullable Unit district(Unit unit, LocalDate day) {
        UnitCode parent = unit.parent();
        return parent == null ? null : institution.unit(parent, day).orElse(null);
    }

    private @Nullable Appointment districtsCdo(Unit unit, LocalDate day) {
        return unit.parent() == null || !unit.existsOn(day)
                ? null
                : institution.holders(Role.UNIT_CDO, unit.code(), day).stream()
                        .filter(held -> !held.unit().equals(unit.code()))
                        .findFirst()
                        .orElse(null);
    }

    /// The roles whose duties the page of a unit shows.
    private static Set<Role> rolesOf(Unit unit) {
        return unit.kind() == Unit.Kind.CITY
                ? Set.of(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER)
                : Set.of(Role.UNIT_CDO, Role.DATA_STEWARD);
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
