package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The support team of each unit.
@Service
@Transactional
public class Teams {
    private static final int LONGEST_WORK = 200;
    private static final String SELECT = """
            select m.id, m.unit, m.officer, o.name as officer_name, m.work, m.valid_from, m.valid_to, m.version
              from institution.team_member m join institution.officer o on o.id = m.officer
            """;

    private final JdbcClient jdbc;
    private final Institution institution;
    private final ApplicationEventPublisher events;

    Teams(JdbcClient jdbc, Institution institution, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.institution = institution;
        this.events = events;
    }

    /// The members of the unit's team on the day.
    @Transactional(readOnly = true)
    public List<TeamMember> of(UnitCode unit, LocalDate day) {
        return jdbc.sql(SELECT
                        + " where m.unit = :unit and :day between m.valid_from and coalesce(m.valid_to, 'infinity')"
                        + " order by m.valid_from, o.name, m.id")
                .param("unit", unit.value())
                .param("day", day)
                .query(Rows.to(TeamMember.class))
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<TeamMember> find(UUID id) {
        return jdbc.sql(SELECT + " where m.id = :id")
                .param("id", id)
                .query(Rows.to(TeamMember.class))
                .optional();
    }

    public TeamMember join(UnitCode unit, OfficerId officer, String work, LocalDate from) {
        check(work);
        var member = new TeamMember(
                UUID.randomUUID(),
                unit,
                officer,
                institution.nameOf(officer).orElseThrow(NotFound::new),
                work.strip(),
                from,
                null,
                1);
        try {
            jdbc.sql("""
                            insert into institution.team_member (id, unit, officer, work, valid_from, valid_to, version)
                            values (:id, :unit, :officer, :work, :from, null, 1)
                            """)
                    .param("id", member.id())
                    .param("unit", unit.value())
                    .param("officer", officer.value())
                    .param("work", member.work())
                    .param("from", from)
                    .update();
        } catch (DataIntegrityViolationException refused) {
            throw AppointmentRefused.of(refused);
        }
        events.publishEvent(new TeamChanged("institution.join-team", member));
        return member;
    }

    /// @param version the version of the member that the user saw
    public void change(UUID id, long version, String work) {
        check(work);
        TeamMember member = find(id).orElseThrow(NotFound::new);
        int changed = jdbc.sql("""
                        update institution.team_member set work = :work, version = version + 1
                         where id = :id and version = :version
                        """)
                .param("id", id)
                .param("version", version)
                .param("work", work.strip())
                .update();
        if (changed == 0) {
            throw new ChangedMeanwhile(member.version());
        }
        events.publishEvent(new TeamChanged("institution.change-team", find(id).orElseThrow()));
    }

    /// Removes a member, whose last day is yesterday. A member who joined today or joins later is deleted.
    public void leave(UUID id) {
        TeamMember member = find(id).orElseThrow(NotFound::new);
        LocalDate yesterday = institution.today().minusDays(1);
        if (member.validFrom().isAfter(yesterday)) {
            jdbc.sql("delete from institution.team_member where id = :id")
                    .param("id", id)
                    .update();
        } else {
            jdbc.sql("update institution.team_member set valid_to = :last, version = version + 1 where id = :id")
                    .param("id", id)
                    .param("last", yesterday)
                    .update();
        }
        events.publishEvent(new TeamChanged("institution.leave-team", member));
    }

    private static void check(String work) {
        new InvalidInput.Check()
                .that(!work.isBlank(), "work", "required")
                .that(work.length() <= LONGEST_WORK, "work", "too-long", Map.of("max", LONGEST_WORK))
                .orRefuse();
    }
}
