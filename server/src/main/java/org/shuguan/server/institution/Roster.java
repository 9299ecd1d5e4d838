package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The public list of who answers for which unit's data (主动公开). Only the roles that the plan publishes are in it.
@Component
class Roster {
    private static final Set<Role> PUBLISHED = Set.of(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER, Role.UNIT_CDO);

    record Entry(
            Role role,
            UnitCode unitCode,
            String unit,
            String unitNameEn,
            Unit.Kind unitKind,
            String name,
            String position,
            LocalDate from,
            @org.jspecify.annotations.Nullable String document) {}

    record Published(LocalDate asOf, List<Unit> units, List<Entry> officers) {}

    private final Units units;
    private final Appointments appointments;

    Roster(Units units, Appointments appointments) {
        this.units = units;
        this.appointments = appointments;
    }

    @Transactional(readOnly = true)
    Published on(LocalDate day) {
        List<Unit> existing = units.existingOn(day);
        List<Entry> officers = appointments.inForce(day).stream()
                .filter(appointment -> PUBLISHED.contains(appointment.role()))
                .flatMap(appointment -> existing.stream()
                        .filter(unit -> unit.code().equals(appointment.unit()))
                        .map(unit -> entry(appointment, unit)))
                .toList();
        return new Published(day, existing, officers);
    }

    private static Entry entry(Appointment appointment, Unit unit) {
        return new Entry(
                appointment.role(),
                unit.code(),
                unit.name(),
                unit.nameEn(),
                unit.kind(),
                appointment.officerName(),
                appointment.position(),
                appointment.validFrom(),
                appointment.document());
    }
}
