package org.shuguan.server.approval;

import java.util.List;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Decisions {
    private final JdbcClient jdbc;

    Decisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Decision decision) {
        jdbc.sql("""
                        insert into approval.decision (case_id, step, outcome, comment, officer, officer_name, role, unit,
                                                       capacity, principal, on_behalf_of, at)
                        values (:caseId, :step, :outcome, :comment, :officer, :officerName, :role, :unit, :capacity,
                                :principal, :onBehalfOf, :at)
                        """).params(Rows.of(decision)).update();
    }

    /// The oldest first.
    List<Decision> of(String caseId) {
        return jdbc.sql("""
                        select case_id, step, outcome, comment, officer, officer_name, role, unit, capacity, principal,
                               on_behalf_of, at
                          from approval.decision where case_id = :case order by id
                        """)
                .param("case", caseId)
                .query(Rows.to(Decision.class))
                .list();
    }
}
