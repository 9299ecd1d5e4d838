package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Parquet, which contains the names and types of its columns and is read by the engine itself.
record ParquetFile(String schema) implements FileFormat {
    @Override
    public List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable {
        String name = file.getFileName().toString();
        try (Connection engine = Engine.openSmall()) {
            Path safe = FileFormat.linked(file, workspace, FileTable.PARQUET);
            String from = "read_parquet(" + Quote.path(safe) + ")";
            List<Table.Column> columns = Engine.rows(engine, "describe select * from " + from).stream()
                    .map(row ->
                            new Table.Column(String.valueOf(row.get(0)), String.valueOf(row.get(1)), null, true, null))
                    .toList();
            Table table =
                    new Table(schema, name, Table.Kind.FILE, null, -1, Files.size(file), columns, List.of(), List.of());
            return List.of(FileTable.ofEngine(table, from, safe));
        } catch (SQLException e) {
            throw EngineFailure.of(e, SourceUnreadable.Reason.FILE_BROKEN, name);
        } catch (IOException e) {
            throw FileFormat.broken(file, e);
        }
    }
}
