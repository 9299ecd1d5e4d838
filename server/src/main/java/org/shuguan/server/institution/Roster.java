package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The public list of who answers for which unit's data (主动公开). Only the roles that the plan publishes are in it.
@Component
class Roster {
    private static final Set<Role> PUBLISHED = Set.of(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER, Role.UNIT_CDO);

    /// @param acting held for the time being only
    record Entry(
            Role role,
            UnitCode unitCode,
            String unit,
            String unitNameEn,
            @Nullable String unitFullName,
            Unit.Kind unitKind,
            String name,
            String position,
            LocalDate from,
            @Nullable String document,
            boolean acting) {}

    /// @param vacancies roles that the plan wants held and nobody held on the day
    /// @param duties what the published roles were there for on the day
    record Published(
            LocalDate asOf, List<Unit> units, List<Entry> officers, List<Vacancy> vacancies, List<Duty> duties) {}

    private final Units units;
    private final Appointments appointments;
    private final Institution institution;
    private final Duties duties;

    Roster(Units units, Appointments appointments, Institution institution, Duties duties) {
        this.units = units;
        this.appointments = appointments;
        this.institution = institution;
        this.duties = duties;
    }

    @Transactional(readOnly = true)
    Published on(LocalDate day) {
        List<Unit> existing = units.existingOn(day);
        Map<UnitCode, Unit> known = existing.stream().collect(Collectors.toMap(Unit::code, unit -> unit));
        List<Entry> officers = appointments.inForce(day).stream()
                .filter(appointment -> PUBLISHED.contains(appointment.role()) && known.containsKey(appointment.unit()))
                .map(appointment -> entry(appointment, Objects.requireNonNull(known.get(appointment.unit())), day))
                .toList();
        return new Published(
                day,
                existing,
                officers,
                institution.vacancies(day),
                duties.on(day).stream()
                        .filter(duty -> PUBLISHED.contains(duty.role()))
                        .toList());
    }

    private Entry entry(Appointment appointment, Unit unit, LocalDate day) {
        return new Entry(
                appointment.role(),
                unit.code(),
                unit.name(),
                unit.nameEn(),
                units.form(unit.code(), day).map(UnitForm::fullName).orElse(null),
                unit.kind(),
                appointment.officerName(),
                appointment.position(),
                appointment.validFrom(),
                appointment.document(),
                appointment.actingReason() != null);
    }
}
