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
            XlsLines list = new XlsLines(file, -1);
            list.readWhile(line -> true);
            List<XlsLines.Sheet> sheets = list.sheets();
            WorkbookTables tables = new WorkbookTables(schema, file, wish, sheets.size() > 1);
            for (int i = 0; i < sheets.size(); i++) {
                XlsLines lines = new XlsLines(file, i);
                tables.add(
                        sheets.get(i).name(),
                        lines,
                        list.merged(i),
                        notes(list, i, sheets.get(i).hidden()),
                        List::of);
            }
            return tables.found();
        } catch (IOException | RuntimeException e) {
            throw FileFormat.broken(file, e);
        }
    }

    private static List<Note> notes(XlsLines list, int sheet, boolean hidden) {
        List<Note> notes = new ArrayList<>();
        if (hidden) {
            notes.add(new Note("hidden-sheet", Map.of()));
        }
        if (!list.hiddenColumns(sheet).isEmpty()) {
            notes.add(new Note("hidden-columns", Map.of("columns", String.join(", ", list.hiddenColumns(sheet)))));
        }
        if (list.isSince1904()) {
            notes.add(new Note("since-1904", Map.of()));
        }
        return notes;
    }
}
