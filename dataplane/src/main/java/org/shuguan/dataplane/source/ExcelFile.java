package org.shuguan.dataplane.source;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/// XLSX: each sheet with content is a table. Sheets are streamed into the workspace, so that a large book takes no
/// memory.
record ExcelFile(String schema) implements FileFormat {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Override
    public List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable {
        try (ReadableWorkbook book = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
                Connection engine = Engine.open(1)) {
            List<Sheet> sheets = book.getSheets().toList();
            List<FileTable> tables = new ArrayList<>();
            for (Sheet sheet : sheets) {
                Path copy = Files.createTempFile(workspace, "sheet", ".csv");
                if (write(sheet, copy) > 0) {
                    String name = file.getFileName() + (sheets.size() > 1 ? "#" + sheet.getName() : "");
                    tables.add(new DelimitedFile(schema).table(engine, copy, name, Files.size(file)));
                }
            }
            if (tables.isEmpty()) {
                throw new SourceUnreadable(
                        SourceUnreadable.Reason.EMPTY, file.getFileName().toString(), null);
            }
            return tables;
        } catch (IOException | SQLException | RuntimeException e) {
            // The library throws unchecked exceptions at broken books.
            throw DelimitedFile.broken(file, e);
        }
    }

    private static long write(Sheet sheet, Path copy) throws IOException {
        long written = 0;
        int width = 0;
        try (Stream<Row> rows = sheet.openStream();
                BufferedWriter out = Files.newBufferedWriter(copy)) {
            for (Row row : (Iterable<Row>) rows::iterator) {
                width = Math.max(width, row.getCellCount());
                if (row.stream().allMatch(cell -> text(cell) == null)) {
                    continue;
                }
                for (int c = 0; c < width; c++) {
                    Csv.cell(out, c < row.getCellCount() ? text(row.getCell(c)) : null, c == 0);
                }
                out.write('\n');
                written++;
            }
        }
        return written;
    }

    private static @Nullable String text(@Nullable Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return null;
        }
        if (cell.getType() == CellType.NUMBER && isDate(cell.getDataFormatString())) {
            LocalDateTime time = cell.asDate();
            return time.toLocalTime().toSecondOfDay() == 0 ? time.toLocalDate().toString() : SECOND.format(time);
        }
        String text = cell.getText();
        return text == null || text.isEmpty() ? null : text;
    }

    private static boolean isDate(@Nullable String format) {
        return format != null && format.replaceAll("\"[^\"]*\"|\\[[^]]*]", "").matches(".*[yd].*");
    }
}
