package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/// The rows of one sheet of an XLSX file, streamed. Formulas give the value that was stored with them.
final class XlsxLines implements LineSource {
    static final ReadingOptions OPTIONS = new ReadingOptions(true, true);
    /// maximum length of a cell in characters; Excel's own limit is 32,767
    private static final int LONGEST_CELL = 1 << 20;

    private final Path file;
    private final int sheet;
    private long hiddenRows;
    private long withoutValue;

    XlsxLines(Path file, int sheet) {
        this.file = file;
        this.sheet = sheet;
    }

    @Override
    public void readWhile(Predicate<ParsedLine> taker) throws IOException, SourceUnreadable {
        hiddenRows = 0;
        withoutValue = 0;
        try (ReadableWorkbook book = new ReadableWorkbook(file.toFile(), OPTIONS)) {
            boolean since1904 = book.isDate1904();
            Sheet found = book.getSheet(sheet).orElseThrow();
            try (Stream<Row> rows = found.openStream()) {
                for (Row row : (Iterable<Row>) rows::iterator) {
                    if (!taker.test(line(row, since1904))) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            throw e;
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) {
            // The library throws unchecked exceptions for damaged files.
            throw FileFormat.broken(file, e);
        }
    }

    /// Number of hidden rows; available after all rows were read.
    long hiddenRows() {
        return hiddenRows;
    }

    /// Number of formulas that were saved without their value; available after all rows were read.
    long withoutValue() {
        return withoutValue;
    }

    private ParsedLine line(Row row, boolean since1904) {
        int width = row.getCellCount();
        List<@Nullable String> cells = new ArrayList<>(width);
        for (int c = 0; c < width; c++) {
            cells.add(text(row.getCell(c), since1904));
        }
        ParsedLine line = new ParsedLine(row.getRowNum(), cells);
        if (row.isHidden() && line.filled() > 0) {
            hiddenRows++;
        }
        return line;
    }

    private @Nullable String text(@Nullable Cell cell, boolean since1904) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return null;
        }
        String raw = cell.getRawValue();
        if (cell.getType() == CellType.FORMULA && (raw == null || raw.isEmpty())) {
            withoutValue++;
            return null;
        }
        String text = value(cell, raw, since1904);
        return text == null || text.isEmpty()
                ? null
                : text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) : text;
    }

    private static @Nullable String value(Cell cell, @Nullable String raw, boolean since1904) {
        Object value = cell.getValue();
        boolean number =
                cell.getType() == CellType.NUMBER || (cell.getType() == CellType.FORMULA && value instanceof Number);
        if (number && raw != null) {
            return SheetNumber.isDate(cell.getDataFormatString())
                    ? SheetNumber.day(raw, since1904)
                    : SheetNumber.text(raw);
        }
        if (cell.getType() == CellType.FORMULA) {
            return value == null ? raw : value.toString();
        }
        return cell.getType() == CellType.ERROR ? raw : cell.getText();
    }
}
