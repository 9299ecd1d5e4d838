package org.shuguan.dataplane.serve;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.Collection;
import org.shuguan.dataplane.lake.Fetched;
import org.shuguan.dataplane.lake.LakeEngine;
import org.shuguan.dataplane.source.Quote;

/// A table of a source that answers no questions, read by the engine from rows that were fetched.
final class FetchedTable extends ServedTable {
    private static final int COLUMNS = 20;
    private static final String NAME = "fetched";

    private final FetchedSource source;
    private final String path;
    private final List<Collection.Field> fields;

    FetchedTable(FetchedSource source, String path, List<Collection.Field> fields) {
        this.source = source;
        this.path = path;
        this.fields = List.copyOf(fields);
    }

    @Override
    Dialect dialect() {
        return Dialect.DUCKDB;
    }

    @Override
    String from() {
        return NAME;
    }

    @Override
    Shape shape(List<String> columns) throws SourceAway, ReadRefused {
        return source.read(
                path,
                fields,
                rows -> asked(rows, connection -> Shape.of(connection, dialect(), NAME, columns, key(rows, columns))));
    }

    private static List<String> key(Fetched rows, List<String> columns) {
        return columns.containsAll(rows.key()) ? rows.key() : List.of();
    }

    @Override
    @Nullable
    Long version() {
        return null;
    }

    @Override
    <T> T ask(Work<T> work) throws SourceAway, ReadRefused {
        return source.read(path, fields, rows -> asked(rows, work));
    }

    private static <T> T asked(Fetched rows, Work<T> work) throws SourceAway, ReadRefused {
        try (LakeEngine.Session session = LakeEngine.DUCKDB.open(COLUMNS, 1)) {
            try (Statement statement = session.connection().createStatement()) {
                statement.execute("create temp view " + NAME + " as select * from read_parquet("
                        + Quote.text(rows.file().toString()) + ")");
            }
            return work.with(session.connection());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceAway(SourceAway.Reason.BUSY, e);
        } catch (SQLException e) {
            throw new SourceAway(SourceAway.Reason.CHANGED, e);
        }
    }
}
