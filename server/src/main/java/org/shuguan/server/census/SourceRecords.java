package org.shuguan.server.census;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
            "id, unit, name, kind, host, port, database_name, schemas, user_name, driver, document, base, version";

    private final JdbcClient jdbc;

    SourceRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SourceRecord source, byte @Nullable [] secret) {
        try {
            jdbc.sql("insert into census.source (" + COLUMNS
                            + ", secret) values (:id, :unit, :name, :kind, :host, :port,"
                            + " :databaseName, :schemas, :userName, :driver, :document, :base, :version, :secret)")
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
                                           schemas = :schemas, user_name = :userName, document = :document, base = :base, version = version + 1
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

    Listing<SourceRecord> list(Set<UnitCode> units, ListQuery query) {
        String where = " from census.source where unit = any(:units) and name ilike :like";
        String[] codes = units.stream().map(UnitCode::value).toArray(String[]::new);
        String order = SourceController.COLUMNS.order(query, "unit, name", "id");
        return PagedQuery.of(jdbc, "select " + COLUMNS + where)
                .with("units", codes)
                .page(query, order, Rows.to(SourceRecord.class));
    }
}
