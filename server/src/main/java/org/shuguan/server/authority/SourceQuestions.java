package org.shuguan.server.authority;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.census.Duplicates;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SourceQuestions {
    private static final String COLUMNS = "id, number, unit, source, path, table_comment, column_name, other_unit,"
            + " other_source, other_path, other_comment, other_column, type, common, share, other_share, rows_read,"
            + " other_rows, suggested, proposed, reason, state, authority, basis, case_id, created_by, created_by_id,"
            + " created_at, decided_by, decided_by_id, decided_at";
    private static final String SELECT = "select " + COLUMNS + " from authority.question";
    private static final String VISIBLE =
            " (" + Scope.condition("unit", "seen") + " or " + Scope.condition("other_unit", "seen") + ")";

    private final JdbcClient jdbc;

    SourceQuestions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String nextNumber(int year) {
        long next = jdbc.sql("select nextval('authority.number')")
                .query((row, n) -> row.getLong(1))
                .single();
        return "SY%d-%05d".formatted(year, next);
    }

    void add(SourceQuestion question) {
        jdbc.sql("insert into authority.question (" + COLUMNS + ") values (:id, :number, :unit, :source, :path,"
                        + " :tableComment, :columnName, :otherUnit, :otherSource, :otherPath, :otherComment,"
                        + " :otherColumn, :type, :common, :share, :otherShare, :rowsRead, :otherRows, :suggested,"
                        + " :proposed, :reason, :state, :authority, :basis, "
                        + ":caseId, :createdBy, :createdById, :createdAt,"
                        + " :decidedBy, :decidedById, :decidedAt)")
                .params(Rows.of(question))
                .update();
    }

    /// The open or decided question about the same two columns.
    Optional<SourceQuestion> about(Duplicates.Duplicate duplicate) {
        return jdbc.sql(SELECT + """
                         where source = :source and path = :path and column_name = :column
                               and other_source = :otherSource and other_path = :otherPath
                               and other_column = :otherColumn and state <> 'dismissed'
                        """)
                .param("source", duplicate.source())
                .param("path", duplicate.path())
                .param("column", duplicate.columnName())
                .param("otherSource", duplicate.otherSource())
                .param("otherPath", duplicate.otherPath())
                .param("otherColumn", duplicate.otherColumn())
                .query(Rows.to(SourceQuestion.class))
                .optional();
    }

    /// Locks the question until the transaction ends.
    Optional<SourceQuestion> lock(UUID id) {
        return jdbc.sql(SELECT + " where id = :id for update")
                .param("id", id)
                .query(Rows.to(SourceQuestion.class))
                .optional();
    }

    void decide(
            UUID id,
            SourceQuestion.State state,
            @Nullable UnitCode authority,
            @Nullable String basis,
            Person by,
            Instant now) {
        jdbc.sql("""
                        update authority.question
                           set state = :state, authority = :authority, basis = :basis, decided_by = :by,
                               decided_by_id = :byId, decided_at = :now
                         where id = :id
                        """)
                .param("state", state.word())
                .param("authority", authority == null ? null : authority.value())
                .param("basis", basis)
                .param("by", by.name())
                .param("byId", by.id() == null ? null : by.id().value())
                .param("now", Rows.parameter(now))
                .param("id", id)
                .update();
    }

    Optional<SourceQuestion> visible(UUID id, Scope scope) {
        return jdbc.sql(SELECT + " where id = :id and" + VISIBLE)
                .param("id", id)
                .params(scope.parameters("seen"))
                .query(Rows.to(SourceQuestion.class))
                .optional();
    }

    /// Open and decided questions about a table, by column.
    List<SourceQuestion> about(UUID source, String path) {
        return jdbc.sql(SELECT + """
                         where state <> 'dismissed' and ((source = :source and path = :path)
                               or (other_source = :source and other_path = :path))
                         order by number
                        """)
                .param("source", source)
                .param("path", path)
                .query(Rows.to(SourceQuestion.class))
                .list();
    }

    Listing<SourceQuestion> list(Scope scope, @Nullable String state, ListQuery query) {
        String where = " where" + VISIBLE + " and (cast(:state as text) is null or state = :state)"
                + " and (number ilike :like or path ilike :like or table_comment ilike :like or column_name ilike :like"
                + " or other_path ilike :like or other_comment ilike :like or other_column ilike :like)";
        String order = AuthorityController.COLUMNS.order(query, "created_at desc", "id");
        return PagedQuery.of(jdbc, SELECT + where)
                .with(scope.parameters("seen"))
                .with("state", state)
                .page(query, order, Rows.to(SourceQuestion.class));
    }
}
