package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.Writer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes CSV for the engine: null is an empty cell, an empty text is `""`.
final class Csv {
    private Csv() {}

    /// The columns as DuckDB's struct `{'name': 'VARCHAR', …}`.
    static String columns(Table table) {
        return table.columns().stream()
                .map(column -> Quote.text(column.name()) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static void cell(Writer out, @Nullable String value, boolean first) throws IOException {
        if (!first) {
            out.write(',');
        }
        if (value == null) {
            return;
        }
        out.write('"');
        if (value.indexOf('"') < 0) {
            out.write(value);
        } else {
            out.write(value.replace("\"", "\"\""));
        }
        out.write('"');
    }
}
