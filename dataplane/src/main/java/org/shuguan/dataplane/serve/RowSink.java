package org.shuguan.dataplane.serve;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the rows of a snapshot one by one, so that no snapshot is in memory as a whole. What it is given is what the
/// consumer may see.
public abstract class RowSink {
    /// A column of all rows.
    ///
    /// @param precision digits of a decimal number, 0 if the database does not say
    /// @param scale digits behind the point
    /// @param key whether it is one of the columns that identify a row together
    record Column(String name, ColumnKind kind, int precision, int scale, boolean key) {}

    /// Takes the columns, before the first row.
    abstract void begin(List<Column> columns) throws IOException;

    /// Takes a row: values in the order of the columns, as in [Answer#rows].
    ///
    /// @throws RowsUnwritable if it cannot be written as it is
    abstract void row(List<@Nullable Object> row) throws IOException;
}
