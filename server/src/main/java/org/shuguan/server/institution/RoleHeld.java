package org.shuguan.server.institution;

import java.util.List;
import java.util.stream.Collectors;
import org.shuguan.server.platform.Texts;

/// A role that a person holds for a unit, with the names of the unit.
public record RoleHeld(Role role, UnitRef unit) {
    public record UnitRef(UnitCode code, String name, String nameEn) {}

    /// The roles of a person as one text, in the reader's language.
    public static String said(List<RoleHeld> held, Texts texts) {
        return held.stream()
                .map(one ->
                        one.unit().name() + " " + texts.say("role." + one.role().word()))
                .collect(Collectors.joining("；"));
    }

    static RoleHeld of(Appointment appointment, Unit unit) {
        return new RoleHeld(appointment.role(), new UnitRef(unit.code(), unit.name(), unit.nameEn()));
    }
}
