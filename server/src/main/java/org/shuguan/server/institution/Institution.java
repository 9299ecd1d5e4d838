package org.shuguan.server.institution;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The city's units and officers, and who answers for what on which day.
@Service
@Transactional
public class Institution {
    /// Days are the city's days.
    public static final ZoneId CITY_TIME = ZoneId.of("Asia/Shanghai");

    private final Units units;
    private final Appointments appointments;
    private final JdbcClient jdbc;
    private final Clock clock;

    Institution(Units units, Appointments appointments, JdbcClient jdbc, Clock clock) {
        this.units = units;
        this.appointments = appointments;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Today in the city.
    public LocalDate today() {
        return LocalDate.now(clock.withZone(CITY_TIME));
    }

    public Optional<Unit> unit(UnitCode code) {
        return units.find(code);
    }

    /// All units that exist on a day, in order of their codes.
    public List<Unit> units(LocalDate day) {
        return units.existingOn(day);
    }

    /// Who holds the role for the unit on the day; at most one where the role is [Role#single].
    public List<Appointment> holders(Role role, UnitCode unit, LocalDate day) {
        return appointments.holders(role, unit, day);
    }

    /// What the person holds on the day.
    public List<Appointment> appointmentsOf(OfficerId officer, LocalDate day) {
        return appointments.ofOfficer(officer, day);
    }

    public void establish(Unit unit) {
        units.add(unit);
    }

    /// Takes a person into the institution, without any role yet.
    public OfficerId enrol(String name) {
        OfficerId id = OfficerId.fresh();
        jdbc.sql("insert into institution.officer (id, name) values (:id, :name)")
                .param("id", id.value())
                .param("name", name)
                .update();
        return id;
    }

    public Optional<String> nameOf(OfficerId officer) {
        return jdbc.sql("select name from institution.officer where id = :id")
                .param("id", officer.value())
                .query((row, n) -> row.getString(1))
                .optional();
    }

    /// Appoints. The database refuses a second holder of a single role, and one person as administrator and auditor.
    public Appointment appoint(
            OfficerId officer,
            Role role,
            UnitCode unit,
            String position,
            @Nullable String document,
            LocalDate from,
            @Nullable LocalDate to) {
        var appointment = new Appointment(
                java.util.UUID.randomUUID(),
                officer,
                nameOf(officer).orElseThrow(),
                role,
                unit,
                position,
                document,
                from,
                to,
                1);
        appointments.add(appointment);
        return appointment;
    }
}
