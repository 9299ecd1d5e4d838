package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Finds the tables in files of one format.
interface FileFormat {
    /// Finds the tables of a file.
    ///
    /// @param workspace folder for temporary files, deleted when the source is closed
    /// @throws SourceUnreadable if the file does not have this format
    List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable;

    static SourceUnreadable broken(Path file, Exception e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new SourceUnreadable(SourceUnreadable.Reason.FILE_BROKEN, file.getFileName() + ": " + first, e);
    }

    static Table table(String schema, String name, long bytes, List<String> columns) {
        List<Table.Column> declared = columns.stream()
                .map(column -> new Table.Column(column, "text", null, true, null))
                .toList();
        return new Table(schema, name, Table.Kind.FILE, null, -1, bytes, declared, List.of(), List.of());
    }

    /// A symbolic link with a safe name: the engine would interpret * and [ in a file name as a pattern.
    static Path linked(Path file, Path workspace, String ending) throws IOException {
        Path safe = Files.createTempFile(workspace, "file", ending);
        Files.delete(safe);
        return Files.createSymbolicLink(safe, file.toAbsolutePath());
    }
}
