package org.shuguan.server.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Stores objections.
@Repository
class ObjectionStore {
    private static final String SELECT = "select * from quality.objection ";
    private static final RowMapper<Objection> OBJECTION = Rows.to(Objection.class);

    private final JdbcClient jdbc;

    ObjectionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Objection one) {
        try {
            jdbc.sql("""
                            insert into quality.objection
                                   (id, entry, unit, code, title, key_columns, key_values, item_column, item_name, wrong,
                                    proposed, reason, state, reporter, reporter_id, reported_at, due)
                            values (:id, :entry, :unit, :code, :title, :keyColumns, :keyValues, :itemColumn, :itemName,
                                    :wrong, :proposed, :reason, :state, :reporter, :reporterId, :reportedAt, :due)
                            """).params(Rows.of(one)).update();
        } catch (DuplicateKeyException there) {
            throw QualityRefused.reportedAlready();
        }
    }

    Optional<Objection> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(OBJECTION)
                .optional();
    }

    Optional<Objection> lock(UUID id) {
        return jdbc.sql(SELECT + "where id = :id for update")
                .param("id", id)
                .query(OBJECTION)
                .optional();
    }

    /// The open and confirmed objections of an entry.
    List<Objection> marking(UUID entry) {
        return jdbc.sql(SELECT + "where entry = :entry and state in ('open', 'confirmed') order by number")
                .param("entry", entry)
                .query(OBJECTION)
                .list();
    }

    /// All objections of an entry.
    List<Objection> of(UUID entry) {
        return jdbc.sql(SELECT + "where entry = :entry order by number")
                .param("entry", entry)
                .query(OBJECTION)
                .list();
    }

    /// Removes the values of an objection and the words about them; an open one ends.
    void forget(UUID id, Instant now) {
        jdbc.sql("""
                        update quality.objection
                           set key_values = array_fill('removed ' || number, array[cardinality(key_columns)]),
                               wrong = null, proposed = null, reason = '', confirmed_value = null,
                               corrected_value = null, file_name = null,
                               answer = case when answer is not null then '' end,
                               corrected_at = case when state = 'confirmed' then :now else corrected_at end,
                               state = case state when 'open' then 'withdrawn' when 'confirmed' then 'corrected'
                                       else state end
                         where id = :id
                        """).param("id", id).param("now", Rows.parameter(now)).update();
    }

    /// Number of records of an entry that are marked.
    int markedRecords(UUID entry) {
        return (int)
                marking(entry).stream().map(Objection::keyValues).distinct().count();
    }

    int count(UUID entry) {
        return jdbc.sql("select count(*) from quality.objection where entry = :entry")
                .param("entry", entry)
                .query(Integer.class)
                .single();
    }

    List<Objection> lockOpen() {
        return jdbc.sql(SELECT + "where state = 'open' order by number for update")
                .query(OBJECTION)
                .list();
    }

    /// Entries with values that are to be corrected.
    List<UUID> awaited() {
        return jdbc.sql("select distinct entry from quality.objection where state = 'confirmed'")
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    List<Objection> confirmed(UUID entry) {
        return jdbc.sql(SELECT + "where entry = :entry and state = 'confirmed' order by number")
                .param("entry", entry)
                .query(OBJECTION)
                .list();
    }

    void withdraw(UUID id) {
        jdbc.sql("update quality.objection set state = 'withdrawn' where id = :id and state = 'open'")
                .param("id", id)
                .update();
    }

    /// @param value what consumers read now, for a confirmed one
    /// @param snapshot of the version in which they read it
    void answer(
            UUID id,
            Objection.State state,
            String answer,
            Person by,
            Instant now,
            @Nullable String value,
            @Nullable Long snapshot) {
        jdbc.sql("""
                        update quality.objection
                           set state = :state, answer = :answer, answered_by = :by, answered_by_id = :byId,
                               answered_at = :now, confirmed_value = :value, checked_snapshot = :snapshot
                         where id = :id
                        """)
                .param("id", id)
                .param("state", Rows.parameter(state))
                .param("answer", answer)
                .param("by", by.name())
                .param("byId", by.id() == null ? null : by.id().value())
                .param("now", Rows.parameter(now))
                .param("value", value)
                .param("snapshot", snapshot)
                .update();
    }

    void checked(UUID id, long snapshot) {
        jdbc.sql("update quality.objection set checked_snapshot = :snapshot where id = :id")
                .param("id", id)
                .param("snapshot", snapshot)
                .update();
    }

    void corrected(UUID id, long snapshot, @Nullable String value, Instant now) {
        jdbc.sql("""
                        update quality.objection
                           set state = 'corrected', checked_snapshot = :snapshot, corrected_value = :value,
                               corrected_at = :now
                         where id = :id and state = 'confirmed'
                        """)
                .param("id", id)
                .param("snapshot", snapshot)
                .param("value", value)
                .param("now", Rows.parameter(now))
                .update();
    }

    void due(UUID id, LocalDate due) {
        jdbc.sql("update quality.objection set due = :due where id = :id")
                .param("id", id)
                .param("due", due)
                .update();
    }

    void file(UUID id, String name) {
        jdbc.sql("update quality.objection set file_name = :name where id = :id")
                .param("id", id)
                .param("name", name)
                .update();
    }

    /// Those of these ids that have a file.
    Collection<UUID> withFile(Collection<UUID> ids) {
        return jdbc.sql("select id from quality.objection where id = any(:ids) and file_name is not null")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /// @param reporter whose own are listed too
    /// @param mine only those of the reporter
    Listing<Objection> list(
            Scope seen,
            OfficerId reporter,
            boolean mine,
            @Nullable UUID entry,
            @Nullable String state,
            @Nullable UnitCode unit,
            ListQuery query,
            String order) {
        return PagedQuery.of(
                        jdbc,
                        SELECT
                                + "where (title ilike :like or code ilike :like or item_name ilike :like or reporter ilike"
                                + " :like or number::text = :words) and (cast(:state as text) is null or state = :state)"
                                + " and (cast(:entry as uuid) is null or entry = :entry)"
                                + " and (cast(:unit as text) is null or unit = :unit)"
                                + " and (reporter_id = :reporter or (not :mine and "
                                + Scope.condition("unit", "seen") + "))")
                .with("words", query.q() == null ? "" : query.q().strip())
                .with("state", state)
                .with("entry", entry)
                .with("unit", unit == null ? null : unit.value())
                .with("mine", mine)
                .with("reporter", reporter.value())
                .with(seen.parameters("seen"))
                .page(query, order, OBJECTION);
    }
}
