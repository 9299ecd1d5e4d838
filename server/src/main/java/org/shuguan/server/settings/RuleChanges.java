package org.shuguan.server.settings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class RuleChanges {
    private static final String SELECT = """
            select id, number, key, value::text as value, source, article, mark, valid_from, reason,
                   changed_by, changed_by_name, changed_at, undone_at, undone_by, undone_by_name
              from settings.value
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RuleChanges(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// The number of changes so far. It never decreases.
    long revision() {
        return jdbc.sql("select revision from settings.revision")
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /// Locks the rules against other changes until the transaction ends, and counts the change.
    void begin() {
        jdbc.sql("update settings.revision set revision = revision + 1").update();
    }

    /// All changes, including undone ones, in order of precedence.
    List<RuleChange> all() {
        return jdbc.sql(SELECT + " order by key, valid_from desc, number desc")
                .query(this::read)
                .list();
    }

    /// All changes of a rule, including undone ones, in order of precedence.
    List<RuleChange> of(String key) {
        return jdbc.sql(SELECT + " where key = :key order by valid_from desc, number desc")
                .param("key", key)
                .query(this::read)
                .list();
    }

    Optional<RuleChange> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(this::read)
                .optional();
    }

    void add(RuleChange change) {
        jdbc.sql("""
                        insert into settings.value
                               (id, key, value, source, article, mark, valid_from, reason,
                                changed_by, changed_by_name, changed_at)
                        values (:id, :key, :value::jsonb, :source, :article, :mark, :validFrom, :reason,
                                :changedBy, :changedByName, :changedAt)
                        """)
                .params(Rows.of(change))
                .param("value", json.writeValueAsString(change.value()))
                .update();
    }

    /// Returns false if it was already undone.
    boolean undo(UUID id, Instant at, UUID by, String byName) {
        return jdbc.sql("""
                        update settings.value set undone_at = :at, undone_by = :by, undone_by_name = :byName
                         where id = :id and undone_at is null
                        """)
                        .param("at", Rows.parameter(at))
                        .param("by", by)
                        .param("byName", byName)
                        .param("id", id)
                        .update()
                == 1;
    }

    private RuleChange read(ResultSet row, int number) throws SQLException {
        return new RuleChange(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getString("key"),
                json.readValue(row.getString("value"), RuleValue.class),
                row.getString("source"),
                row.getString("article"),
                Mark.of(row.getString("mark")),
                row.getObject("valid_from", LocalDate.class),
                row.getString("reason"),
                row.getObject("changed_by", UUID.class),
                row.getString("changed_by_name"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                instant(row, "undone_at"),
                row.getObject("undone_by", UUID.class),
                row.getString("undone_by_name"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
