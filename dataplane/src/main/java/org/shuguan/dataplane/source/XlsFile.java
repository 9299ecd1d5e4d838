package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// XLS files, the format of Excel until 2003, which many systems still write.
record XlsFile(String schema, Reading wish) implements FileFormat {
    @Override
    public List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable {
        try {
            if (OldXls.is(file)) {
                return old(file);
            }
            XlsLines list = new XlsLines(file, -1, true);
            list.readWhile(line -> true);
            List<XlsLines.Sheet> sheets = list.sheets();
            WorkbookTables tables = new WorkbookTables(schema, file, wish, sheets.size() > 1);
            for (int i = 0; i < sheets.size(); i++) {
                if (!list.isTable(i)) {
                    tables.addWithoutTable(sheets.get(i).name());
                    continue;
                }
                XlsLines lines = new XlsLines(file, i, list.isOrdered(i));
                tables.add(
                        sheets.get(i).name(),
                        lines,
                        list.merged(i),
                        notes(sheets.get(i).hidden(), list.hiddenColumns(i), list.isSince1904()),
                        List::of);
            }
            return tables.found();
        } catch (IOException | RuntimeException e) {
            throw FileFormat.broken(file, e);
        }
    }

    private List<FileTable> old(Path file) throws IOException, SourceUnreadable {
        String name = file.getFileName().toString();
        OldXlsLines list = new OldXlsLines(name, () -> OldXls.records(file), -1);
        list.readWhile(line -> true);
        WorkbookTables tables =
                new WorkbookTables(schema, file, wish, list.sheets().size() > 1);
        for (int i = 0; i < list.sheets().size(); i++) {
            OldXlsLines lines = new OldXlsLines(name, () -> OldXls.records(file), i);
            List<Note> notes = notes(list.sheets().get(i).hidden(), list.hiddenColumns(i), list.isSince1904());
            notes.add(new Note(
                    "old-excel",
                    Map.of(
                            "version",
                            "Excel " + list.version(),
                            "encoding",
                            list.encoding().name())));
            tables.add(list.sheets().get(i).name(), lines, MergedCells.NONE, notes, List::of);
        }
        return tables.found();
    }

    private static List<Note> notes(boolean hidden, List<String> hiddenColumns, boolean since1904) {
        List<Note> notes = new ArrayList<>();
        if (hidden) {
            notes.add(new Note("hidden-sheet", Map.of()));
        }
        if (!hiddenColumns.isEmpty()) {
            notes.add(new Note("hidden-columns", Map.of("columns", String.join(", ", hiddenColumns))));
        }
        if (since1904) {
            notes.add(new Note("since-1904", Map.of()));
        }
        return notes;
    }
}
