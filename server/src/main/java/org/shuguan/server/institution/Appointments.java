package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Appointments {
    private static final String SELECT = """
            select a.id, a.officer, o.name as officer_name, a.role, a.unit, a.position, a.document,
                   a.valid_from, a.valid_to, a.version
              from institution.appointment a
              join institution.officer o on o.id = a.officer
            """;

    private final JdbcClient jdbc;

    Appointments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Appointment appointment) {
        jdbc.sql("""
                        insert into institution.appointment
                               (id, officer, role, unit, position, document, valid_from, valid_to, version)
                        values (:id, :officer, :role, :unit, :position, :document, :validFrom, :validTo, :version)
                        """).params(Rows.of(appointment)).update();
    }

    List<Appointment> ofOfficer(OfficerId officer, LocalDate day) {
        return jdbc.sql(SELECT + " where a.officer = :officer and :day between a.valid_from"
                        + " and coalesce(a.valid_to, 'infinity') order by a.role, a.unit")
                .param("officer", officer.value())
                .param("day", day)
                .query(Rows.to(Appointment.class))
                .list();
    }

    List<Appointment> holders(Role role, UnitCode unit, LocalDate day) {
        return jdbc.sql(SELECT + " where a.role = :role and a.unit = :unit and :day between a.valid_from"
                        + " and coalesce(a.valid_to, 'infinity') order by a.valid_from, a.id")
                .param("role", role.word())
                .param("unit", unit.value())
                .param("day", day)
                .query(Rows.to(Appointment.class))
                .list();
    }
}
