package org.shuguan.server.approval;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.shuguan.server.institution.OfficerId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Who wrote at the subjects of cases, also before the cases begin.
@Repository
class Drafters {
    private final JdbcClient jdbc;
    private final JdbcTemplate batch;

    Drafters(JdbcClient jdbc, JdbcTemplate batch) {
        this.jdbc = jdbc;
        this.batch = batch;
    }

    void add(String flow, Collection<String> subjects, FourEyes.Party party) {
        UUID officer = party.officer().value();
        UUID principal = party.principal() == null ? officer : party.principal().value();
        batch.batchUpdate(
                "insert into approval.drafter (flow, subject, officer, principal) values (?, ?, ?, ?) on conflict do nothing",
                subjects.stream()
                        .map(subject -> new Object[] {flow, subject, officer, principal})
                        .toList());
    }

    List<FourEyes.Party> of(String flow, String subject) {
        return jdbc.sql("select officer, principal from approval.drafter where flow = :flow and subject = :subject")
                .param("flow", flow)
                .param("subject", subject)
                .query((row, n) -> new FourEyes.Party(
                        new OfficerId(row.getObject("officer", UUID.class)),
                        new OfficerId(row.getObject("principal", UUID.class))))
                .list();
    }
}
