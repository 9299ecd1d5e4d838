package org.shuguan.server.institution;

/// A role that a person holds for a unit, with the names of the unit.
public record RoleHeld(Role role, UnitRef unit) {
    public record UnitRef(UnitCode code, String name, String nameEn) {}

    static RoleHeld of(Appointment appointment, Unit unit) {
        return new RoleHeld(appointment.role(), new UnitRef(unit.code(), unit.name(), unit.nameEn()));
    }
}
