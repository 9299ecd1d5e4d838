package org.shuguan.dataplane.serve;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a table as they were before, or after, changes that were kept in a table beside it
/// ([LiveSource#changes]).
final class LoggedRows extends ServedTable {
    /// Columns of the table of changes. A column of a source cannot have such a name by chance.
    static final String NUMBER = "#number";

    private static final String AFTER = "#after";

    private final LiveTable table;
    private final LiveTable log;
    private final String which;

    /// @param after whether the rows after the changes are meant
    /// @param since number of the change before the first
    /// @param upTo number of the last change
    LoggedRows(LiveTable table, LiveTable log, boolean after, long since, long upTo) {
        this.table = table;
        this.log = log;
        Dialect dialect = log.dialect();
        this.which = (after ? "" : "not ") + dialect.quoted(AFTER) + " and " + dialect.quoted(NUMBER) + " > " + since
                + " and " + dialect.quoted(NUMBER) + " <= " + upTo;
    }

    @Override
    Dialect dialect() {
        return log.dialect();
    }

    @Override
    String from() {
        return "(select * from " + log.from() + " where " + which + ") logged";
    }

    /// The columns are those of the kept rows, the key is that of the table.
    @Override
    Shape shape(List<String> columns) throws SourceAway {
        List<String> real = new ArrayList<>(columns);
        real.remove(NUMBER);
        return new Shape(log.shape(columns).columns(), table.shape(real).key());
    }

    @Override
    @Nullable
    Long version() {
        return null;
    }

    @Override
    <T> T ask(Work<T> work) throws SourceAway, ReadRefused {
        return log.ask(work);
    }
}
