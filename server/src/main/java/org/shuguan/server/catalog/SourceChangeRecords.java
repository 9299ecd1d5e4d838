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
import org.shuguan.server.access.Person;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Stores the changes that censuses found behind entries.
@Repository
class SourceChangeRecords {
    private static final String SELECT =
            "select id, entry, run, difference::text as difference, state, found_at, decided_by, decided_at, reason, version"
                    + " from catalog.source_change ";

    /// @param state `open`; `in-draft` while an unpublished draft contains it; `taken-over` when that is
    ///     published; `refused`; or `gone-by` if the next census no longer found it
    /// @param version the draft that contains it; null before
    record SourceChange(
            UUID id,
            UUID entry,
            UUID run,
            SourceDifference difference,
            String state,
            Instant foundAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String reason,
            @Nullable Integer version) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SourceChangeRecords(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Locks an entry until the end of the transaction, so that the comparison after a census does not reopen a
    /// change that a person is taking over.
    void takeTurns(UUID entry) {
        jdbc.sql("select 1 from catalog.entry where id = :entry for no key update")
                .param("entry", entry)
                .query((row, n) -> row.getInt(1))
                .optional();
    }

    /// Opens a change, or updates the open one.
    ///
    /// @return the id of the change, which stays the same until it is decided
    UUID open(UUID entry, UUID run, SourceDifference difference, Instant at) {
        return jdbc.sql("""
                        insert into catalog.source_change (id, entry, run, difference, state, found_at)
                        values (:id, :entry, :run, cast(:difference as jsonb), 'open', :at)
                        on conflict (entry) where state in ('open', 'in-draft') do update
                           set run = excluded.run, difference = excluded.difference, found_at = excluded.found_at,
                               state = 'open', version = null
                        returning id
                        """)
                .param("id", UUID.randomUUID())
                .param("entry", entry)
                .param("run", run)
                .param("difference", json.writeValueAsString(difference))
                .param("at", Rows.parameter(at))
                .query((row, n) -> row.getObject(1, UUID.class))
                .single();
    }

    /// Ends the open or drafted change.
    ///
    /// @return false if there was none
    boolean end(UUID entry, String state, Person by, Instant at, @Nullable String reason) {
        return jdbc.sql("""
                        update catalog.source_change
                           set state = :state, decided_by = :by, decided_by_id = :byId, decided_at = :at, reason = :reason
                         where entry = :entry and state in ('open', 'in-draft')
                        """)
                        .param("entry", entry)
                        .param("state", state)
                        .param("by", by.name())
                        .param("byId", by.id() == null ? null : by.id().value())
                        .param("at", Rows.parameter(at))
                        .param("reason", reason)
                        .update()
                == 1;
    }

    /// Notes that a draft contains the open change. It ends when that draft is published, and is open again if the
    /// draft is deleted.
    ///
    /// @return false if there was no open change
    boolean draft(UUID entry, int version, Person by, Instant at) {
        return jdbc.sql("""
                        update catalog.source_change
                           set state = 'in-draft', version = :version, decided_by = :by, decided_by_id = :byId,
                               decided_at = :at
                         where entry = :entry and state = 'open'
                        """)
                        .param("entry", entry)
                        .param("version", version)
                        .param("by", by.name())
                        .param("byId", by.id() == null ? null : by.id().value())
                        .param("at", Rows.parameter(at))
                        .update()
                == 1;
    }

    /// Ends the change that the published draft contains.
    ///
    /// @return false if it contains none
    boolean published(UUID entry, int version) {
        return jdbc.sql("update catalog.source_change set state = 'taken-over', reason = 'v' || version"
                                + " where entry = :entry and version = :version and state = 'in-draft'")
                        .param("entry", entry)
                        .param("version", version)
                        .update()
                == 1;
    }

    /// Opens the change again that the deleted draft contained.
    void reopen(UUID entry, int version) {
        jdbc.sql("update catalog.source_change set state = 'open', version = null, decided_by = null,"
                        + " decided_by_id = null, decided_at = null"
                        + " where entry = :entry and version = :version and state = 'in-draft'")
                .param("entry", entry)
                .param("version", version)
                .update();
    }

    /// Notes the newest census with which the source's entries were compared.
    void compared(UUID source, UUID run) {
        jdbc.sql("""
                        insert into catalog.compared_source (source, run) values (:source, :run)
                        on conflict (source) do update set run = excluded.run
                        """).param("source", source).param("run", run).update();
    }

    /// The newest census with which the source's entries were compared.
    Optional<UUID> compared(UUID source) {
        return jdbc.sql("select run from catalog.compared_source where source = :source")
                .param("source", source)
                .query((row, n) -> row.getObject(1, UUID.class))
                .optional();
    }

    boolean isInDraft(UUID entry) {
        return jdbc.sql("select exists (select from catalog.source_change where entry = :entry and state = 'in-draft')")
                .param("entry", entry)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    Optional<SourceChange> open(UUID entry) {
        return jdbc.sql(SELECT + "where entry = :entry and state = 'open' for update")
                .param("entry", entry)
                .query((row, n) -> change(row))
                .optional();
    }

    /// The newest 100, the newest first.
    List<SourceChange> of(UUID entry) {
        return jdbc.sql(SELECT + "where entry = :entry order by found_at desc, id limit 100")
                .param("entry", entry)
                .query((row, n) -> change(row))
                .list();
    }

    /// Keys of all refused changes among the newest 100.
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
                row.getString("reason"),
                row.getObject("version", Integer.class));
    }
}
