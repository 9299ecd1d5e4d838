package org.shuguan.server.census;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CorrectionRecords {
    private static final String SELECT = "select id, source, unit, path, column_name, what, value, measured, reason,"
            + " lowers, state, said_by, said_by_id, said_for_id, said_at, decided_by, decided_by_id, decided_for,"
            + " decided_at, decided_because"
            + " from census.correction ";

    private final JdbcClient jdbc;

    CorrectionRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(ColumnCorrection correction) {
        try {
            jdbc.sql("""
                            insert into census.correction
                                   (id, source, unit, path, column_name, what, value, measured, reason, lowers, state, said_by,
                                    said_by_id, said_for_id, said_at, decided_by, decided_by_id, decided_for, decided_at,
                                    decided_because)
                            values (:id, :source, :unit, :path, :columnName, :what, :value, :measured, :reason, :lowers,
                                    :state, :saidBy, :saidById, :saidForId, :saidAt, :decidedBy, :decidedById, :decidedFor, :decidedAt,
                                    :decidedBecause)
                            """).params(Rows.of(correction)).update();
        } catch (DuplicateKeyException asked) {
            throw CensusRefused.correctionAsked();
        }
    }

    /// Changes the state; false if another request has changed it before.
    boolean move(
            UUID id,
            ColumnCorrection.State from,
            ColumnCorrection.State to,
            Person by,
            @Nullable String decidedFor,
            Instant at,
            @Nullable String because) {
        return jdbc.sql("""
                        update census.correction set state = :to, decided_by = :by, decided_by_id = :byId,
                               decided_for = :for, decided_at = :at, decided_because = :because
                         where id = :id and state = :from
                        """)
                        .param("id", id)
                        .param("from", Rows.word(from))
                        .param("to", Rows.word(to))
                        .param("by", by.name())
                        .param("byId", by.id() == null ? null : by.id().value())
                        .param("at", Rows.parameter(at))
                        .param("for", decidedFor)
                        .param("because", because)
                        .update()
                == 1;
    }

    /// Ends the correction in force, before another one of the same kind is stored.
    void replace(UUID source, String path, String column, ColumnCorrection.What what, Instant at, Person by) {
        jdbc.sql("""
                        update census.correction set state = 'replaced', decided_by = :by, decided_by_id = :byId,
                               decided_at = :at
                         where source = :source and path = :path and column_name = :column and what = :what
                               and state = 'in-force'
                        """)
                .param("source", source)
                .param("path", path)
                .param("column", column)
                .param("what", Rows.word(what))
                .param("by", by.name())
                .param("byId", by.id() == null ? null : by.id().value())
                .param("at", Rows.parameter(at))
                .update();
    }

    Optional<ColumnCorrection> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Rows.to(ColumnCorrection.class))
                .optional();
    }

    /// The corrections in force for a source.
    List<ColumnCorrection> inForce(UUID source) {
        return jdbc.sql(SELECT + "where source = :source and state = 'in-force'")
                .param("source", source)
                .query(Rows.to(ColumnCorrection.class))
                .list();
    }

    /// The corrections of a source that wait for a reviewer.
    List<UUID> asked(UUID source) {
        return jdbc.sql("select id from census.correction where source = :source and state = 'asked'")
                .param("source", source)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    /// All corrections of a table, the newest first.
    List<ColumnCorrection> of(UUID source, String path) {
        return jdbc.sql(SELECT + "where source = :source and path = :path order by said_at desc, id limit 500")
                .param("source", source)
                .param("path", path)
                .query(Rows.to(ColumnCorrection.class))
                .list();
    }

    /// @param read units whose corrections the actor may read
    /// @param reviewed units of which the actor may read corrections that lower a grade
    Listing<ColumnCorrection> list(Scope read, Scope reviewed, @Nullable String state, ListQuery query) {
        String where = "where (" + Scope.condition("unit", "read") + " or (lowers and "
                + Scope.condition("unit", "reviewed") + "))"
                + " and (path ilike :like or column_name ilike :like or value ilike :like or said_by ilike :like)"
                + " and (cast(:state as text) is null or state = :state)";
        String order = CorrectionController.COLUMNS.order(query, "said_at desc", "id");
        return PagedQuery.of(jdbc, SELECT + where)
                .with(read.parameters("read"))
                .with(reviewed.parameters("reviewed"))
                .with("state", state)
                .page(query, order, Rows.to(ColumnCorrection.class));
    }
}
