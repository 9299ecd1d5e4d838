package org.shuguan.server.followup;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What belongs to a follow-up: parts, milestones, reports, requests, evidence and the kept steps.
@Repository
class KeptDetails {
    private static final String PART =
            "select id, follow_up, unit, text, added_at, done_at, done_by, done_note from followup.part";
    private static final String MILESTONE =
            "select id, follow_up, title, due, done_at, done_by, done_note from followup.milestone";
    private static final String PROGRESS = "select id, follow_up, unit, officer, officer_name, principal, at,"
            + " final as is_final, percent, text, problem, suggestion, period, period_due, state, answered_at,"
            + " answered_by, answer from followup.progress";
    private static final String REQUEST =
            "select id, follow_up, kind, due, lead, reason, officer, officer_name, principal,"
                    + " at, state, decided_at, decided_by, decision from followup.request";
    private static final String EVIDENCE = "select id, follow_up, kind, title, unit, added_by, added_by_id, added_at,"
            + " bytes, sha256, entry, entry_code from followup.evidence";

    private final JdbcClient jdbc;

    KeptDetails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Part part) {
        jdbc.sql("insert into followup.part (id, follow_up, unit, text, added_at)"
                        + " values (:id, :followUp, :unit, :text, :addedAt)"
                        + " on conflict (follow_up, unit) do update set text = excluded.text")
                .params(Rows.of(part))
                .update();
    }

    void removePart(UUID id) {
        jdbc.sql("delete from followup.part where id = :id").param("id", id).update();
    }

    List<Part> partsOf(UUID followUp) {
        return jdbc.sql(PART + " where follow_up = :id order by added_at, unit")
                .param("id", followUp)
                .query(Rows.to(Part.class))
                .list();
    }

    /// The parts of many follow-ups, read together.
    Map<UUID, List<Part>> parts(Collection<UUID> followUps) {
        return jdbc
                .sql(PART + " where follow_up = any(:ids) order by added_at, unit")
                .param("ids", followUps.toArray(UUID[]::new))
                .query(Rows.to(Part.class))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Part::followUp));
    }

    void partDone(UUID id, Instant at, Person by, String note) {
        done("part", id, at, by, note);
    }

    void add(Milestone milestone) {
        jdbc.sql("insert into followup.milestone (id, follow_up, title, due) values (:id, :followUp, :title, :due)")
                .params(Rows.of(milestone))
                .update();
    }

    void removeMilestone(UUID id) {
        jdbc.sql("delete from followup.milestone where id = :id")
                .param("id", id)
                .update();
    }

    List<Milestone> milestonesOf(UUID followUp) {
        return jdbc.sql(MILESTONE + " where follow_up = :id order by due, title, id")
                .param("id", followUp)
                .query(Rows.to(Milestone.class))
                .list();
    }

    void milestoneDone(UUID id, Instant at, Person by, String note) {
        done("milestone", id, at, by, note);
    }

    private void done(String table, UUID id, Instant at, Person by, String note) {
        jdbc.sql("update followup." + table + " set done_at = :at, done_by = :by, done_note = :note where id = :id")
                .param("at", Rows.parameter(at))
                .param("by", by.name())
                .param("note", note)
                .param("id", id)
                .update();
    }

    void add(Progress report) {
        jdbc.sql("""
                        insert into followup.progress (id, follow_up, unit, officer, officer_name, principal, at, final, percent,
                                                       text, problem, suggestion, period, period_due, state)
                        values (:id, :followUp, :unit, :officer, :officerName, :principal, :at, :isFinal, :percent,
                                :text, :problem, :suggestion, :period, :periodDue, :state)
                        """).params(Rows.of(report)).update();
    }

    List<Progress> reportsOf(UUID followUp) {
        return jdbc.sql(PROGRESS + " where follow_up = :id order by at, id")
                .param("id", followUp)
                .query(Rows.to(Progress.class))
                .list();
    }

    Optional<Progress> report(UUID followUp, @Nullable UUID id) {
        return jdbc.sql(PROGRESS + " where follow_up = :followUp and id = :id")
                .param("followUp", followUp)
                .param("id", id)
                .query(Rows.to(Progress.class))
                .optional();
    }

    void answer(UUID report, Progress.State state, Instant at, Person by, @Nullable String answer) {
        jdbc.sql("update followup.progress set state = :state, answered_at = :at, answered_by = :by, answer = :answer"
                        + " where id = :id")
                .param("state", state.word())
                .param("at", Rows.parameter(at))
                .param("by", by.name())
                .param("answer", answer)
                .param("id", report)
                .update();
    }

    void add(TermRequest request) {
        jdbc.sql("""
                        insert into followup.request (id, follow_up, kind, due, lead, reason, officer, officer_name, principal, at,
                                                      state)
                        values (:id, :followUp, :kind, :due, :lead, :reason, :officer, :officerName, :principal, :at, :state)
                        """).params(Rows.of(request)).update();
    }

    List<TermRequest> requestsOf(UUID followUp) {
        return jdbc.sql(REQUEST + " where follow_up = :id order by at, id")
                .param("id", followUp)
                .query(Rows.to(TermRequest.class))
                .list();
    }

    Optional<TermRequest> request(UUID followUp, @Nullable UUID id) {
        return jdbc.sql(REQUEST + " where follow_up = :followUp and id = :id")
                .param("followUp", followUp)
                .param("id", id)
                .query(Rows.to(TermRequest.class))
                .optional();
    }

    void decide(UUID request, TermRequest.State state, Instant at, Person by, @Nullable String decision) {
        jdbc.sql("update followup.request set state = :state, decided_at = :at, decided_by = :by, decision = :decision"
                        + " where id = :id")
                .param("state", state.word())
                .param("at", Rows.parameter(at))
                .param("by", by.name())
                .param("decision", decision)
                .param("id", request)
                .update();
    }

    void add(Evidence evidence) {
        jdbc.sql("""
                        insert into followup.evidence (id, follow_up, kind, title, unit, added_by, added_by_id, added_at, bytes,
                                                       sha256, entry, entry_code)
                        values (:id, :followUp, :kind, :title, :unit, :addedBy, :addedById, :addedAt, :bytes, :sha256, :entry,
                                :entryCode)
                        """).params(Rows.of(evidence)).update();
    }

    List<Evidence> evidenceOf(UUID followUp) {
        return jdbc.sql(EVIDENCE + " where follow_up = :id order by added_at, id")
                .param("id", followUp)
                .query(Rows.to(Evidence.class))
                .list();
    }

    Optional<Evidence> evidence(UUID followUp, UUID id) {
        return jdbc.sql(EVIDENCE + " where follow_up = :followUp and id = :id")
                .param("followUp", followUp)
                .param("id", id)
                .query(Rows.to(Evidence.class))
                .optional();
    }

    void removeEvidence(UUID id) {
        jdbc.sql("delete from followup.evidence where id = :id").param("id", id).update();
    }

    /// Which of these are known as evidence.
    Collection<UUID> knownEvidence(Collection<UUID> ids) {
        return jdbc.sql("select id from followup.evidence where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    void step(UUID followUp, String what, Instant at, @Nullable Person by, @Nullable String onBehalfOf, String text) {
        jdbc.sql("insert into followup.step (follow_up, what, at, officer, officer_name, on_behalf_of, text)"
                        + " values (:followUp, :what, :at, :officer, :name, :onBehalfOf, :text)")
                .param("followUp", followUp)
                .param("what", what)
                .param("at", Rows.parameter(at))
                .param("officer", by == null || by.id() == null ? null : by.id().value())
                .param("name", by == null ? "" : by.name())
                .param("onBehalfOf", onBehalfOf)
                .param("text", text)
                .update();
    }

    List<KeptStep> stepsOf(UUID followUp) {
        return jdbc.sql("select what, at, officer_name, on_behalf_of, text from followup.step"
                        + " where follow_up = :id order by id")
                .param("id", followUp)
                .query(Rows.to(KeptStep.class))
                .list();
    }
}
