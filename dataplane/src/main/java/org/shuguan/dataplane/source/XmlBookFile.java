package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Workbooks in the XML form of Excel 2003, which programs write under the name of an old workbook.
record XmlBookFile(String schema, Reading wish) implements FileFormat {
    @Override
    public List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable {
        try {
            XmlBookLines list = new XmlBookLines(file, -1);
            list.readWhile(line -> true);
            WorkbookTables tables =
                    new WorkbookTables(schema, file, wish, list.sheets().size() > 1);
            for (int i = 0; i < list.sheets().size(); i++) {
                List<Note> notes = new ArrayList<>();
                if (list.isHidden(i)) {
                    notes.add(new Note("hidden-sheet", Map.of()));
                }
                tables.add(list.sheets().get(i), new XmlBookLines(file, i), list.merged(i), notes, List::of);
            }
            return tables.found();
        } catch (IOException | RuntimeException e) {
            throw FileFormat.broken(file, e);
        }
    }
}
