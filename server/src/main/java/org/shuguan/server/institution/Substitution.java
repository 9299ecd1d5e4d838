package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Substitutes for absent holders.
@Service
@Transactional
public class Substitution {
    private static final int LONGEST_REASON = 200;
    private static final String SELECT = """
            select s.id, s.appointment, s.officer, o.name as officer_name, s.reason, s.valid_from, s.valid_to
              from institution.substitute s
              join institution.officer o on o.id = s.officer
              join institution.appointment a on a.id = s.appointment
            """;

    private final JdbcClient jdbc;
    private final Appointments appointments;
    private final Institution institution;
    private final ApplicationEventPublisher events;

    Substitution(
            JdbcClient jdbc, Appointments appointments, Institution institution, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.appointments = appointments;
        this.institution = institution;
        this.events = events;
    }

    /// Records a substitute of the holder for a period within the holder's own term.
    public Substitute name(UUID appointment, OfficerId officer, String reason, LocalDate from, LocalDate to) {
        Appointment held = appointments.find(appointment).orElseThrow(NotFound::new);
        new InvalidInput.Check()
                .that(!reason.isBlank(), "reason", "required")
                .that(reason.length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .that(!to.isBefore(from), "to", "ends-before-it-begins")
                .that(held.inForceOn(from), "from", "substitute-beyond-term")
                .that(held.inForceOn(to), "to", "substitute-beyond-term")
                .that(!officer.equals(held.officer()), "officer", "substitutes-oneself")
                .orRefuse();
        var substitute = new Substitute(
                UUID.randomUUID(),
                appointment,
                officer,
                institution.nameOf(officer).orElseThrow(NotFound::new),
                reason.strip(),
                from,
                to);
        try {
            jdbc.sql("""
                            insert into institution.substitute (id, appointment, officer, reason, valid_from, valid_to)
                            values (:id, :appointment, :officer, :reason, :validFrom, :validTo)
                            """).params(Rows.of(substitute)).update();
        } catch (DataIntegrityViolationException refused) {
            throw AppointmentRefused.of(refused);
        }
        events.publishEvent(new SubstituteNamed("institution.name-substitute", substitute, held));
        return substitute;
    }

    /// Ends a substitution today; deletes it if it has not begun.
    public void end(UUID id) {
        Substitute substitute = find(id);
        Appointment held = appointments.find(substitute.appointment()).orElseThrow(NotFound::new);
        LocalDate yesterday = institution.today().minusDays(1);
        String sql = substitute.validFrom().isAfter(yesterday)
                ? "delete from institution.substitute where id = :id"
                : "update institution.substitute set valid_to = least(valid_to, :yesterday) where id = :id";
        JdbcClient.StatementSpec statement = jdbc.sql(sql).param("id", id);
        (substitute.validFrom().isAfter(yesterday) ? statement : statement.param("yesterday", yesterday)).update();
        events.publishEvent(new SubstituteNamed("institution.end-substitute", substitute, held));
    }

    @Transactional(readOnly = true)
    public Substitute find(UUID id) {
        return jdbc.sql(SELECT + " where s.id = :id")
                .param("id", id)
                .query(Rows.to(Substitute.class))
                .optional()
                .orElseThrow(NotFound::new);
    }

    /// The substitutes of the unit's holders, on the day or later.
    @Transactional(readOnly = true)
    public List<Substitute> of(UnitCode unit, LocalDate day) {
        return jdbc.sql(SELECT + " where a.unit = :unit and s.valid_to >= :day order by s.valid_from, s.id")
                .param("unit", unit.value())
                .param("day", day)
                .query(Rows.to(Substitute.class))
                .list();
    }

    /// All persons who are named as a substitute for the day.
    public Set<OfficerId> substitutesOn(LocalDate day) {
        return Set.copyOf(jdbc.sql(
                        "select distinct officer from institution.substitute where :day between valid_from and valid_to")
                .param("day", day)
                .query((row, n) -> new OfficerId(row.getObject(1, UUID.class)))
                .list());
    }

    /// The appointments for which the person is substitute on the day; a substitution ends with the appointment.
    @Transactional(readOnly = true)
    public List<Appointment> standsInFor(OfficerId officer, LocalDate day) {
        List<UUID> ids = jdbc.sql("""
                        select s.appointment from institution.substitute s
                         where s.officer = :officer and :day between s.valid_from and s.valid_to
                        """)
                .param("officer", officer.value())
                .param("day", day)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
        return ids.stream()
                .flatMap(id -> appointments.find(id).stream())
                .filter(held -> held.inForceOn(day))
                .toList();
    }
}
