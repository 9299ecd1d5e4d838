package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// XLSX files: the tables of each sheet. Sheets are streamed, so memory does not grow with the size of the
/// workbook.
record XlsxFile(String schema, Reading wish) implements FileFormat {
    @Override
    public List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable {
        try {
            refuseExcess(file);
            Map<String, List<String>> hidden = SheetColumns.hidden(file);
            List<Sheet> sheets;
            boolean since1904;
            try (ReadableWorkbook book = new ReadableWorkbook(file.toFile(), XlsxLines.OPTIONS)) {
                sheets = book.getSheets().toList();
                since1904 = book.isDate1904();
            }
            WorkbookTables tables = new WorkbookTables(schema, file, wish, sheets.size() > 1);
            for (Sheet sheet : sheets) {
                XlsxLines lines = new XlsxLines(file, sheet.getIndex());
                List<Note> notes = new ArrayList<>();
                if (sheet.getVisibility() != SheetVisibility.VISIBLE) {
                    notes.add(new Note("hidden-sheet", Map.of()));
                }
                if (hidden.containsKey(sheet.getId())) {
                    notes.add(new Note(
                            "hidden-columns", Map.of("columns", String.join(", ", hidden.get(sheet.getId())))));
                }
                if (since1904) {
                    notes.add(new Note("since-1904", Map.of()));
                }
                tables.add(sheet.getName(), lines, notes, () -> counted(lines));
            }
            return tables.found();
        } catch (IOException | RuntimeException e) {
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
        return notes;
    }
}
