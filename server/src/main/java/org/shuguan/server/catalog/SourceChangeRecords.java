package org.shuguan.server.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class SourceChangeRecords {
    private static final String SELECT =
            "select id, entry, run, difference::text as difference, state, found_at, decided_by, decided_at, reason"
                    + " from catalog.source_change ";

    /// @param state `open`, `taken-over`, `refused`, or `gone-by` where the next census found it undone
    record SourceChange(
            UUID id,
            UUID entry,
            UUID run,
            SourceDifference difference,
            String state,
            Instant foundAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String reason) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SourceChangeRecords(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// A census that looks at an entry and a person who takes its change over come one after the other, or the census
    /// would open anew what the person has just done.
    void takeTurns(UUID entry) {
        jdbc.sql("select 1 from catalog.entry where id = :entry for no key update")
                .param("entry", entry)
                .query((row, n) -> row.getInt(1))
                .optional();
    }

    /// Opens a change, or lets the one that is open say what was found now.
    void open(UUID entry, UUID run, SourceDifference difference, Instant at) {
        jdbc.sql("""
                        insert into catalog.source_change (id, entry, run, difference, state, found_at)
                        values (:id, :entry, :run, cast(:difference as jsonb), 'open', :at)
                        on conflict (entry) where state = 'open' do update
                           set run = excluded.run, difference = excluded.difference, found_at = excluded.found_at
                        """)
                .param("id", UUID.randomUUID())
                .param("entry", entry)
                .param("run", run)
                .param("difference", json.writeValueAsString(difference))
                .param("at", Rows.parameter(at))
                .update();
    }

    /// Whether one was open.
    boolean end(UUID entry, String state, String by, Instant at, @Nullable String reason) {
        return jdbc.sql("""
                        update catalog.source_change
                           set state = :state, decided_by = :by, decided_at = :at, reason = :reason
                         where entry = :entry and state = 'open'
                        """)
                        .param("entry", entry)
                        .param("state", state)
                        .param("by", by)
                        .param("at", Rows.parameter(at))
                        .param("reason", reason)
                        .update()
                == 1;
    }

    Optional<SourceChange> open(UUID entry) {
        return jdbc.sql(SELECT + "where entry = :entry and state = 'open' for update")
                .param("entry", entry)
                .query((row, n) -> change(row))
                .optional();
    }

    /// The newest first.
    List<SourceChange> of(UUID entry) {
        return jdbc.sql(SELECT + "where entry = :entry order by found_at desc, id limit 100")
                .param("entry", entry)
                .query((row, n) -> change(row))
                .list();
    }

    /// Keys of all changes that somebody said no to.
    Set<String> refused(UUID entry) {
        Set<String> keys = new HashSet<>();
        of(entry).stream()
                .filter(change -> change.state().equals("refused"))
                .forEach(change -> keys.addAll(change.difference().keys()));
        return keys;
    }

    private SourceChange change(ResultSet row) throws SQLException {
        OffsetDateTime decided = row.getObject("decided_at", OffsetDateTime.class);
        return new SourceChange(
                row.getObject("id", UUID.class),
                row.getObject("entry", UUID.class),
                row.getObject("run", UUID.class),
                json.readValue(row.getString("difference"), SourceDifference.class),
                row.getString("state"),
                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                row.getString("decided_by"),
                decided == null ? null : decided.toInstant(),
                row.getString("reason"));
    }
}
