package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// JSON Lines and Parquet: formats that contain their column names.
record SelfDescribedFile(String schema) implements FileFormat {
    @Override
    public List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable {
        String name = file.getFileName().toString();
        boolean parquet = name.toLowerCase(Locale.ROOT).endsWith(".parquet");
        try (Connection engine = Engine.open(1)) {
            Path safe = FileFormat.linked(file, workspace, parquet ? ".parquet" : ".jsonl");
            String from = parquet
                    ? "read_parquet(" + Quote.path(safe) + ")"
                    : "read_json(" + Quote.path(safe) + ", format='newline_delimited', ignore_errors=true)";
            List<Table.Column> columns = Engine.rows(engine, "describe select * from " + from).stream()
                    .map(row ->
                            new Table.Column(String.valueOf(row.get(0)), String.valueOf(row.get(1)), null, true, null))
                    .toList();
            Table table =
                    new Table(schema, name, Table.Kind.FILE, null, -1, Files.size(file), columns, List.of(), List.of());
            if (parquet) {
                return List.of(FileTable.ofEngine(table, from, safe));
            }
            // The engine returns an empty row for a line that is not JSON; rows without any value are left out.
            String something = columns.stream()
                    .map(column -> Quote.name(column.name()) + " is not null")
                    .collect(Collectors.joining(" or "));
            return List.of(FileTable.ofEngine(table, "(from " + from + " where " + something + ")", safe));
        } catch (IOException | SQLException e) {
            throw FileFormat.broken(file, e);
        }
    }
}
