package org.shuguan.server.quality;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Stores rules.
@Repository
class KeptRules {
    private static final String SELECT =
            "select id, entry, unit, kind, dimension, terms::text as terms, remark, weight,"
                    + " tolerance::double precision as tolerance, holds, suggested, state, replaces, drafted_by, drafted_by_id,"
                    + " drafted_for_id, drafted_at, returned_because, approved_by, approved_at, ended_by, ended_at,"
                    + " ended_because from quality.rule ";
    private static final RowMapper<QualityRule> RULE = Rows.to(QualityRule.class);

    private final JdbcClient jdbc;
    private final JsonMapper json;

    KeptRules(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Terms terms(QualityRule rule) {
        return json.readValue(rule.terms(), Terms.class);
    }

    String written(Terms terms) {
        return json.writeValueAsString(terms);
    }

    void add(QualityRule rule) {
        jdbc.sql("""
                        insert into quality.rule
                               (id, entry, unit, kind, dimension, terms, remark, weight, tolerance, holds, suggested,
                                state, replaces, drafted_by, drafted_by_id, drafted_for_id, drafted_at)
                        values (:id, :entry, :unit, :kind, :dimension, cast(:terms as jsonb), :remark, :weight,
                                :tolerance, :holds, :suggested, :state, :replaces, :draftedBy, :draftedById,
                                :draftedForId, :draftedAt)
                        """).params(Rows.of(rule)).update();
    }

    /// Changes what a draft requires; whoever changes it is its drafter from now on.
    void change(QualityRule rule) {
        jdbc.sql("""
                        update quality.rule
                           set kind = :kind, dimension = :dimension, terms = cast(:terms as jsonb), remark = :remark,
                               weight = :weight, tolerance = :tolerance, holds = :holds, drafted_by = :draftedBy,
                               drafted_by_id = :draftedById, drafted_for_id = :draftedForId, drafted_at = :draftedAt
                         where id = :id and state = 'draft'
                        """).params(Rows.of(rule)).update();
    }

    Optional<QualityRule> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id).query(RULE).optional();
    }

    Optional<QualityRule> lock(UUID id) {
        return jdbc.sql(SELECT + "where id = :id for update")
                .param("id", id)
                .query(RULE)
                .optional();
    }

    /// All rules of an entry, in the order in which they were drafted.
    List<QualityRule> of(UUID entry) {
        return jdbc.sql(SELECT + "where entry = :entry order by drafted_at, id")
                .param("entry", entry)
                .query(RULE)
                .list();
    }

    List<QualityRule> inForce(UUID entry) {
        return of(entry).stream()
                .filter(rule -> rule.state() == QualityRule.State.IN_FORCE)
                .toList();
    }

    List<QualityRule> all(Collection<UUID> ids) {
        return jdbc.sql(SELECT + "where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(RULE)
                .list();
    }

    /// The entries that have rules in force.
    List<UUID> ruled() {
        return jdbc.sql("select distinct entry from quality.rule where state = 'in-force'")
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    void offer(UUID id) {
        jdbc.sql("update quality.rule set state = 'offered', returned_because = null where id = :id")
                .param("id", id)
                .update();
    }

    /// Back to a draft, with the reason.
    void back(UUID id, @Nullable String because) {
        jdbc.sql("update quality.rule set state = 'draft', returned_because = :because where id = :id")
                .param("id", id)
                .param("because", because)
                .update();
    }

    void approve(UUID id, Person by, Instant now) {
        jdbc.sql("""
                        update quality.rule
                           set state = 'in-force', approved_by = :by, approved_by_id = :byId, approved_at = :now
                         where id = :id
                        """)
                .param("id", id)
                .param("by", by.name())
                .param("byId", by.id() == null ? null : by.id().value())
                .param("now", Rows.parameter(now))
                .update();
    }

    void end(UUID id, Person by, @Nullable String because, Instant now) {
        jdbc.sql("""
                        update quality.rule
                           set state = 'ended', ended_by = :by, ended_because = :because, ended_at = :now
                         where id = :id and state = 'in-force'
                        """)
                .param("id", id)
                .param("by", by.name())
                .param("because", because)
                .param("now", Rows.parameter(now))
                .update();
    }

    void remove(UUID id) {
        jdbc.sql("delete from quality.rule where id = :id and state in ('draft', 'offered')")
                .param("id", id)
                .update();
    }
}
