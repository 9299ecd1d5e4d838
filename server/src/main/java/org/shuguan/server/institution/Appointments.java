package org.shuguan.server.institution;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.platform.Rows;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Appointments {
    private static final String SELECT = """
            select a.id, a.officer, o.name as officer_name, a.role, a.unit, a.position, a.document,
                   a.valid_from, a.valid_to, a.ended_at, a.acting_reason, a.version
              from institution.appointment a
              join institution.officer o on o.id = a.officer
            """;
    private static final String ON_DAY = " institution.in_force(a.valid_from, a.valid_to, a.ended_at) @> :day::date ";

    private final JdbcClient jdbc;

    Appointments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @throws AppointmentRefused if a constraint of the database is violated, so that concurrent requests cannot
    ///     break the rules
    void add(Appointment appointment) {
        try {
            jdbc.sql("""
                            insert into institution.appointment
                                   (id, officer, role, unit, position, document, valid_from, valid_to,
                                    ended_at, acting_reason, version)
                            values (:id, :officer, :role, :unit, :position, :document, :validFrom, :validTo,
                                    :endedAt, :actingReason, :version)
                            """).params(Rows.of(appointment)).update();
        } catch (DataIntegrityViolationException refused) {
            throw AppointmentRefused.of(refused);
        }
    }

    Optional<Appointment> find(UUID id) {
        return jdbc.sql(SELECT + " where a.id = :id")
                .param("id", id)
                .query(Rows.to(Appointment.class))
                .optional();
    }

    /// @return false if the version is not the current one
    ///
    /// @throws AppointmentRefused if a constraint of the database is violated
    boolean end(UUID id, long version, LocalDate last) {
        try {
            return jdbc.sql("""
                                    update institution.appointment
                                       set valid_to = :last, version = version + 1
                                     where id = :id and version = :version
                                    """)
                            .param("id", id)
                            .param("version", version)
                            .param("last", last)
                            .update()
                    == 1;
        } catch (DataIntegrityViolationException refused) {
            throw AppointmentRefused.of(refused);
        }
    }

    /// @return false if the version is not the current one
    boolean endNow(UUID id, long version, LocalDate today, Instant now) {
        return jdbc.sql("""
                                update institution.appointment
                                   set valid_to = :today, ended_at = :now, version = version + 1
                                 where id = :id and version = :version
                                """)
                        .param("id", id)
                        .param("version", version)
                        .param("today", today)
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
    }

    List<Appointment> ofOfficer(OfficerId officer, LocalDate day) {
        return jdbc.sql(SELECT + " where a.officer = :officer and" + ON_DAY + "order by a.role, a.unit")
                .param("officer", officer.value())
                .param("day", day)
                .query(Rows.to(Appointment.class))
                .list();
    }

    List<Appointment> ofOfficersFrom(Collection<OfficerId> officers, LocalDate day) {
        return jdbc.sql(SELECT + " where a.officer = any(:officers) and (a.valid_from > :day or" + ON_DAY
                        + ") order by a.role, a.unit, a.valid_from")
                .param("officers", officers.stream().map(OfficerId::value).toArray(UUID[]::new))
                .param("day", day)
                .query(Rows.to(Appointment.class))
                .list();
    }

    List<Appointment> holders(Role role, UnitCode unit, LocalDate day) {
        return jdbc.sql(SELECT + " where a.role = :role and a.unit = :unit and" + ON_DAY
                        + "order by a.valid_from, a.id")
                .param("role", role.word())
                .param("unit", unit.value())
                .param("day", day)
                .query(Rows.to(Appointment.class))
                .list();
    }

    List<Appointment> ofUnit(UnitCode unit) {
        return jdbc.sql(SELECT + " where a.unit = :unit order by a.valid_from desc, a.role, a.id")
                .param("unit", unit.value())
                .query(Rows.to(Appointment.class))
                .list();
    }

    List<Appointment> inForce(LocalDate day) {
        return jdbc.sql(SELECT + " where" + ON_DAY + "order by a.unit, a.role, a.valid_from, a.id")
                .param("day", day)
                .query(Rows.to(Appointment.class))
                .list();
    }

    List<Appointment> all() {
        return jdbc.sql(SELECT + " order by a.unit, a.role, a.valid_from, a.id")
                .query(Rows.to(Appointment.class))
                .list();
    }

    /// @return false if the version is not the current one
    ///
    /// @throws AppointmentRefused if a constraint of the database is violated
    boolean amend(Appointment appointment, Institution.Terms terms) {
        try {
            return jdbc.sql("""
                                    update institution.appointment
                                       set position = :position, document = :document, valid_to = :to,
                                           acting_reason = :acting, version = version + 1
                                     where id = :id and version = :version
                                    """)
                            .param("id", appointment.id())
                            .param("version", appointment.version())
                            .param("position", terms.position())
                            .param("document", terms.document())
                            .param("to", terms.to())
                            .param("acting", terms.actingReason())
                            .update()
                    == 1;
        } catch (DataIntegrityViolationException refused) {
            throw AppointmentRefused.of(refused);
        }
    }

    /// Appointments in force on `day` whose last day is `last` or earlier.
    List<Appointment> endingBetween(LocalDate day, LocalDate last) {
        return jdbc.sql(
                        SELECT
                                + " where a.ended_at is null and a.valid_from <= :day and a.valid_to between :day and :last order by a.valid_to, a.unit, a.id")
                .param("day", day)
                .param("last", last)
                .query(Rows.to(Appointment.class))
                .list();
    }

    /// Deletes an appointment, as if it had never been made.
    void remove(UUID id) {
        jdbc.sql("delete from institution.appointment where id = :id")
                .param("id", id)
                .update();
    }
}
