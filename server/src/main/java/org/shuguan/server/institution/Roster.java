package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The public list of responsible officers (主动公开). It contains only the roles that the plan publishes.
@Component
class Roster {
    private static final Set<Role> PUBLISHED = Set.of(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER, Role.UNIT_CDO);

    /// @param district code and name of the district, if the unit is a bureau
    /// @param acting whether the role is held provisionally
    record Entry(
            Role role,
            UnitCode unitCode,
            String unit,
            String unitNameEn,
            @Nullable String unitFullName,
            Unit.Kind unitKind,
            @Nullable DistrictRef district,
            String name,
            String position,
            LocalDate from,
            @Nullable String document,
            boolean acting) {}

    record DistrictRef(UnitCode code, String name, String nameEn) {}

    /// @param units includes the bureaus, each after its district; for a bureau without a CDO here, the district's
    ///     CDO is responsible
    /// @param officers in the order of the units
    /// @param vacancies required roles that nobody held on the day
    /// @param duties duties of the published roles on the day
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
        Map<UnitCode, UnitForm> forms = units.formsOn(day);
        Map<UnitCode, List<Appointment>> held = appointments.inForce(day).stream()
                .filter(appointment -> PUBLISHED.contains(appointment.role()))
                .collect(Collectors.groupingBy(Appointment::unit));
        List<Entry> officers = existing.stream()
                .flatMap(unit -> held.getOrDefault(unit.code(), List.of()).stream()
                        .map(appointment -> entry(appointment, unit, known, forms)))
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

    private static Entry entry(
            Appointment appointment, Unit unit, Map<UnitCode, Unit> known, Map<UnitCode, UnitForm> forms) {
        UnitForm form = forms.get(unit.code());
        UnitCode parent = unit.parent();
        Unit district = parent == null ? null : known.get(parent);
        return new Entry(
                appointment.role(),
                unit.code(),
                unit.name(),
                unit.nameEn(),
                form == null ? null : form.fullName(),
                unit.kind(),
                district == null ? null : new DistrictRef(district.code(), district.name(), district.nameEn()),
                appointment.officerName(),
                appointment.position(),
                appointment.validFrom(),
                appointment.document(),
                appointment.actingReason() != null);
    }
}
