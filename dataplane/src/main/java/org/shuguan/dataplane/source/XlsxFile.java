package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// XLSX files: the tables of each sheet. Sheets are streamed, so memory does not grow with the size of the
/// workbook.
record XlsxFile(String schema, Reading wish) implements FileFormat {
    @Override
    public List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable {
        try {
            refuseExcess(file);
            try (XlsxBook book = new XlsxBook(file)) {
                WorkbookTables tables =
                        new WorkbookTables(schema, file, wish, book.sheets().size() > 1);
                for (XlsxBook.Sheet sheet : book.sheets()) {
                    SheetColumns columns = SheetColumns.of(book, sheet);
                    List<Note> notes = new ArrayList<>();
                    if (sheet.hidden()) {
                        notes.add(new Note("hidden-sheet", Map.of()));
                    }
                    if (!columns.hidden().isEmpty()) {
                        notes.add(new Note("hidden-columns", Map.of("columns", String.join(", ", columns.hidden()))));
                    }
                    if (book.isSince1904()) {
                        notes.add(new Note("since-1904", Map.of()));
                    }
                    XlsxLines lines = new XlsxLines(file, sheet);
                    tables.add(sheet.name(), lines, columns.merged(), notes, () -> counted(lines));
                }
                return tables.found();
            }
        } catch (IOException | XMLStreamException | RuntimeException e) {
            throw FileFormat.broken(file, e);
        }
    }

    private static void refuseExcess(Path file) throws IOException, SourceUnreadable {
        Optional<WorkbookArchive.Excess> excess = WorkbookArchive.excess(file, WorkbookArchive.Limits.ofCensus());
        if (excess.isPresent()) {
            Reason reason = switch (excess.get()) {
                case SIZE -> Reason.BOMB;
                case POSITION -> Reason.CELL_POSITION;
            };
            throw new SourceUnreadable(reason, file.getFileName().toString(), null);
        }
    }

    private static List<Note> counted(XlsxLines lines) {
        List<Note> notes = new ArrayList<>();
        if (lines.hiddenRows() > 0) {
            notes.add(new Note("hidden-rows", Map.of("rows", Long.toString(lines.hiddenRows()))));
        }
        if (lines.withoutValue() > 0) {
            notes.add(new Note("formulas-without-value", Map.of("cells", Long.toString(lines.withoutValue()))));
        }
        if (lines.cut() > 0) {
            notes.add(new Note("cells-cut", Map.of("cells", Long.toString(lines.cut()))));
        }
        if (lines.withoutText() > 0) {
            notes.add(new Note("cells-without-text", Map.of("cells", Long.toString(lines.withoutText()))));
        }
        return notes;
    }
}
