package org.shuguan.server.census;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SourceRecords {
    private static final String COLUMNS =
            "id, unit, name, kind, host, port, database_name, schemas, user_name, driver, document, base, through,"
                    + " version";

    /// What the newest complete census of each source found; sources without one are left out.
    static final String COUNTED = """
            select n.source, count(t.id)::int as tables, coalesce(sum(t.columns), 0)::int as columns,
                   coalesce(sum(t.recognised), 0)::int as recognised
              from (select distinct on (r.source) r.source, r.id from census.run r where r.completed_at is not null
                     order by r.source, r.completed_at desc, r.id) n
              left join census.found_table t on t.run = n.id
             group by n.source
            """;

    /// What was found in a source.
    ///
    /// @param recognised number of columns whose meaning was recognised
    record Counted(UUID source, int tables, int columns, int recognised) {}

    private final JdbcClient jdbc;

    SourceRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SourceRecord source, byte @Nullable [] secret) {
        try {
            jdbc.sql(
                            "insert into census.source (" + COLUMNS
                                    + ", secret) values (:id, :unit, :name, :kind, :host, :port,"
                                    + " :databaseName, :schemas, :userName, :driver, :document, :base, :through, :version, :secret)")
                    .params(Rows.of(source))
                    .param("secret", secret)
                    .update();
        } catch (DuplicateKeyException taken) {
            throw CensusRefused.nameTaken();
        }
    }

    /// Stores a change; false if the version has changed since.
    boolean change(SourceRecord source) {
        try {
            return jdbc.sql("""
                                    update census.source
                                       set name = :name, host = :host, port = :port, database_name = :databaseName,
                                           schemas = :schemas, user_name = :userName, document = :document, base = :base,
                                           through = :through, version = version + 1
                                     where id = :id and version = :version
                                    """).params(Rows.of(source)).update() == 1;
        } catch (DuplicateKeyException taken) {
            throw CensusRefused.nameTaken();
        }
    }

    void setSecret(UUID id, byte[] secret) {
        jdbc.sql("update census.source set secret = :secret where id = :id")
                .param("id", id)
                .param("secret", secret)
                .update();
    }

    byte @Nullable [] secret(UUID id) {
        return jdbc.sql("select secret from census.source where id = :id")
                .param("id", id)
                .query((row, n) -> Optional.ofNullable(row.getBytes(1)))
                .optional()
                .flatMap(secret -> secret)
                .orElse(null);
    }

    /// The encrypted secrets of all sources by their ids.
    Map<UUID, byte[]> secrets() {
        var found = new HashMap<UUID, byte[]>();
        jdbc.sql("select id, secret from census.source where secret is not null")
                .query((row, n) -> found.put(row.getObject(1, UUID.class), row.getBytes(2)))
                .list();
        return found;
    }

    void remove(UUID id) {
        jdbc.sql("delete from census.source where id = :id").param("id", id).update();
    }

    Optional<SourceRecord> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from census.source where id = :id")
                .param("id", id)
                .query(Rows.to(SourceRecord.class))
                .optional();
    }

    Optional<SourceRecord> named(UnitCode unit, String name) {
        return jdbc.sql("select " + COLUMNS + " from census.source where unit = :unit and name = :name")
                .param("unit", unit.value())
                .param("name", name)
                .query(Rows.to(SourceRecord.class))
                .optional();
    }

    /// What was found in these sources.
    Map<UUID, Counted> counted(Collection<UUID> sources) {
        return jdbc
                .sql("select c.* from (" + COUNTED + ") c where c.source = any(:sources)")
                .param("sources", sources.toArray(UUID[]::new))
                .query(Rows.to(Counted.class))
                .list()
                .stream()
                .collect(Collectors.toMap(Counted::source, Function.identity()));
    }

    Set<UUID> ids() {
        return jdbc.sql("select id from census.source")
                .query((row, n) -> row.getObject(1, UUID.class))
                .set();
    }

    List<SourceRecord> of(UnitCode unit) {
        return jdbc.sql("select " + COLUMNS + " from census.source where unit = :unit order by name, id")
                .param("unit", unit.value())
                .query(Rows.to(SourceRecord.class))
                .list();
    }

    /// @param unit only its sources, null for all
    /// @param through only those that this front-end host reads, null for all
    Listing<SourceRecord> list(Scope listed, @Nullable UnitCode unit, @Nullable UUID through, ListQuery query) {
        String where = " from census.source where " + Scope.condition("unit", "listed")
                + " and (cast(:unit as text) is null or unit = :unit)"
                + " and (cast(:through as uuid) is null or through = :through) and name ilike :like";
        String order = SourceController.COLUMNS.order(query, "unit, name", "id");
        return PagedQuery.of(jdbc, "select " + COLUMNS + where)
                .with(listed.parameters("listed"))
                .with("unit", unit == null ? null : unit.value())
                .with("through", through)
                .page(query, order, Rows.to(SourceRecord.class));
    }
}
