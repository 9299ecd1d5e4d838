package org.shuguan.server.collection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Stores plans.
@Repository
class Plans {
    private static final String SELECT = "select id, entry, lake_table, code, title, unit, source, source_name, path,"
            + " cycle, state, stopped_because, declared::text as declared, declared_version, mode, watermark, overlap,"
            + " key, full_every, next_at, created_by, created_at from collection.plan ";
    /// Whether a plan has brought a version.
    static final String COLLECTED =
            "exists (select from collection.run r where r.plan = plan.id and r.committed_at is not null)";

    private static final TypeReference<Map<String, String>> TYPES = new TypeReference<>() {};
    private static final RowMapper<Plan> PLAN = Rows.to(Plan.class);

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Plans(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(Plan plan, Person by) {
        try {
            jdbc.sql("""
                            insert into collection.plan
                                   (id, entry, lake_table, code, title, unit, source, source_name, path, cycle, state,
                                    stopped_because, declared, declared_version, mode, watermark, overlap, key, full_every,
                                    next_at, created_by, created_by_id,
                                    created_at)
                            values (:id, :entry, :lakeTable, :code, :title, :unit, :source, :sourceName, :path, :cycle,
                                    :state, :stoppedBecause, cast(:declared as jsonb), :declaredVersion, :mode, :watermark,
                                    :overlap, :key, :fullEvery, :nextAt,
                                    :createdBy, :createdById, :createdAt)
                            """)
                    .params(Rows.of(plan))
                    .param("createdById", by.id() == null ? null : by.id().value())
                    .update();
        } catch (DuplicateKeyException there) {
            throw CollectionRefused.plannedAlready();
        }
    }

    Optional<Plan> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id).query(PLAN).optional();
    }

    /// Locks the plan until the end of the transaction.
    Optional<Plan> lock(UUID id) {
        return jdbc.sql(SELECT + "where id = :id for update")
                .param("id", id)
                .query(PLAN)
                .optional();
    }

    Optional<Plan> of(UUID entry) {
        return jdbc.sql(SELECT + "where entry = :entry")
                .param("entry", entry)
                .query(PLAN)
                .optional();
    }

    Optional<Plan> ofCode(String code) {
        return jdbc.sql(SELECT + "where code = :code")
                .param("code", code)
                .query(PLAN)
                .optional();
    }

    List<Plan> all() {
        return jdbc.sql(SELECT + "order by id").query(PLAN).list();
    }

    /// The plans whose time has come, locked until the end of the transaction; those that another node has locked are
    /// left to it.
    List<Plan> due(Instant now) {
        return jdbc.sql(
                        SELECT
                                + "where state = 'active' and mode <> 'push' and next_at <= :now order by next_at for update skip locked")
                .param("now", Rows.parameter(now))
                .query(PLAN)
                .list();
    }

    /// @param unit only its plans, null for all
    /// @param collected only those with a version
    Listing<Plan> list(
            Scope seen,
            @Nullable String state,
            @Nullable UnitCode unit,
            boolean collected,
            ListQuery query,
            String order) {
        return PagedQuery.of(
                        jdbc,
                        SELECT + "where (title ilike :like or code ilike :like or path ilike :like or source_name ilike"
                                + " :like) and (cast(:state as text) is null or state = :state) and (cast(:unit as text) is null"
                                + " or unit = :unit) and (not :collected or " + COLLECTED + ") and "
                                + Scope.condition("unit", "seen"))
                .with("state", state)
                .with("unit", unit == null ? null : unit.value())
                .with("collected", collected)
                .with(seen.parameters("seen"))
                .page(query, order, PLAN);
    }

    /// What follows from the entry's published version.
    void follow(UUID id, String title, Content.Mount mount, @Nullable String cycle, @Nullable Instant nextAt) {
        jdbc.sql("""
                        update collection.plan
                           set title = :title, source = :source, source_name = :sourceName, path = :path,
                               cycle = :cycle, next_at = :nextAt
                         where id = :id
                        """)
                .param("id", id)
                .param("title", title)
                .param("source", mount.source())
                .param("sourceName", mount.sourceName())
                .param("path", mount.path())
                .param("cycle", cycle)
                .param("nextAt", Rows.parameter(nextAt))
                .update();
    }

    void state(UUID id, Plan.State state, @Nullable String because, @Nullable Instant nextAt) {
        jdbc.sql("""
                        update collection.plan set state = :state, stopped_because = :because, next_at = :nextAt
                         where id = :id
                        """)
                .param("id", id)
                .param("state", Rows.parameter(state))
                .param("because", because)
                .param("nextAt", Rows.parameter(nextAt))
                .update();
    }

    void way(UUID id, CollectionWay way) {
        jdbc.sql("""
                        update collection.plan
                           set mode = :mode, watermark = :watermark, overlap = :overlap, key = :key,
                               full_every = :fullEvery
                         where id = :id
                        """).params(Rows.of(way)).param("id", id).update();
    }

    void next(UUID id, @Nullable Instant nextAt) {
        jdbc.sql("update collection.plan set next_at = :nextAt where id = :id")
                .param("id", id)
                .param("nextAt", Rows.parameter(nextAt))
                .update();
    }

    Map<String, String> declared(Plan plan) {
        return json.readValue(plan.declared(), TYPES);
    }

    void declare(UUID id, int version, Map<String, String> types) {
        jdbc.sql("""
                        update collection.plan set declared = cast(:types as jsonb), declared_version = :version
                         where id = :id
                        """)
                .param("id", id)
                .param("version", version)
                .param("types", json.writeValueAsString(types))
                .update();
    }
}
