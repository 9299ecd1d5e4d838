package org.shuguan.server.approval;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Decisions {
    private static final String DELEGATION = "select id, role, unit, from_officer, from_name, to_officer, to_name,"
            + " valid_from, valid_to, ended from approval.delegation ";

    private final JdbcClient jdbc;

    Decisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Decision decision) {
        jdbc.sql("""
                        insert into approval.decision
                               (case_id, step, outcome, comment, officer, officer_name, role, unit, on_behalf_of, at)
                        values (:caseId, :step, :outcome, :comment, :officer, :officerName, :role, :unit, :onBehalfOf, :at)
                        """).params(Rows.of(decision)).update();
    }

    List<Decision> of(String caseId) {
        return jdbc.sql("""
                        select case_id, step, outcome, comment, officer, officer_name, role, unit, on_behalf_of, at
                          from approval.decision where case_id = :case order by id
                        """)
                .param("case", caseId)
                .query(Rows.to(Decision.class))
                .list();
    }

    void add(Delegation delegation) {
        jdbc.sql("""
                        insert into approval.delegation
                               (id, role, unit, from_officer, from_name, to_officer, to_name, valid_from, valid_to, ended)
                        values (:id, :role, :unit, :fromOfficer, :fromName, :toOfficer, :toName, :validFrom, :validTo, :ended)
                        """).params(Rows.of(delegation)).update();
    }

    List<Delegation> to(OfficerId officer) {
        return jdbc.sql(DELEGATION + "where to_officer = :officer order by valid_from desc, id")
                .param("officer", officer.value())
                .query(Rows.to(Delegation.class))
                .list();
    }

    List<Delegation> inForceTo(OfficerId officer, LocalDate day) {
        return jdbc.sql(DELEGATION
                        + "where to_officer = :officer and not ended and :day between valid_from and valid_to")
                .param("officer", officer.value())
                .param("day", day)
                .query(Rows.to(Delegation.class))
                .list();
    }

    List<Delegation> from(OfficerId officer) {
        return jdbc.sql(DELEGATION + "where from_officer = :officer order by valid_from desc, id")
                .param("officer", officer.value())
                .query(Rows.to(Delegation.class))
                .list();
    }

    Optional<Delegation> find(UUID id) {
        return jdbc.sql(DELEGATION + "where id = :id")
                .param("id", id)
                .query(Rows.to(Delegation.class))
                .optional();
    }

    void end(UUID id) {
        jdbc.sql("update approval.delegation set ended = true where id = :id")
                .param("id", id)
                .update();
    }
}
