package org.shuguan.server.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.WorkbookArchive;

/// An uploaded XLSX workbook. Its unpacked size is checked before it is parsed; larger workbooks are refused.
public final class IncomingWorkbook {
    private static final int MEGABYTE = 1 << 20;
    private static final int LARGEST = 10;
    private static final WorkbookArchive.Limits LIMITS =
            new WorkbookArchive.Limits(64L * MEGABYTE, 64L * MEGABYTE, 500);
    private static final int MOST_ROWS = 20_000;
    private static final int MOST_COLUMNS = 60;

    /// A row as cells by column heading.
    ///
    /// @param number row number as the spreadsheet shows it, from 1
    /// @param cells heading → content; empty cells are left out
    public record Row(String sheet, int number, Map<String, Content> cells) {
        public @Nullable Content cell(String heading) {
            return cells.get(heading);
        }
    }

    /// A cell: a text, a number that may be a day, or a fault.
    ///
    /// @param text the text; a number without exponent
    /// @param day the day, if the number can be one; else null
    /// @param fault `cell-formula` or `cell-error`, null if there is none
    public record Content(
            String text, @Nullable LocalDate day, @Nullable String fault) {}

    private final Map<String, List<Row>> sheets;
    private final Map<String, List<String>> headings;

    private IncomingWorkbook(Map<String, List<Row>> sheets, Map<String, List<String>> headings) {
        this.sheets = sheets;
        this.headings = headings;
    }

    /// Reads a workbook.
    ///
    /// @throws WorkbookRefused if it is not a workbook, is too large, or unpacks to too much
    public static IncomingWorkbook read(InputStream file) {
        byte[] bytes = bounded(file);
        refuseExcess(bytes);
        Map<String, List<Row>> sheets = new LinkedHashMap<>();
        Map<String, List<String>> headings = new HashMap<>();
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, false))) {
            for (Sheet sheet : book.getSheets().toList()) {
                List<Row> rows = new ArrayList<>();
                headings.put(sheet.getName().strip(), rows(sheet, book.isDate1904(), rows));
                sheets.put(sheet.getName().strip(), rows);
            }
        } catch (WorkbookRefused refused) {
            throw refused;
        } catch (IOException | RuntimeException broken) {
            throw WorkbookRefused.unreadable();
        }
        return new IncomingWorkbook(sheets, headings);
    }

    /// Checks that the workbook has at least one of the sheets.
    ///
    /// @throws WorkbookRefused if it has none of them
    public void mustHaveOneOf(List<String> names) {
        if (names.stream().noneMatch(sheets::containsKey)) {
            throw WorkbookRefused.withoutSheets();
        }
    }

    /// The names of the sheets, in their order.
    public List<String> sheets() {
        return List.copyOf(sheets.keySet());
    }

    /// The non-empty rows below the headings; an empty list if there is no such sheet.
    public List<Row> rows(String sheet) {
        return sheets.getOrDefault(sheet, List.of());
    }

    /// The headings that the sheet lacks; an empty list if there is no such sheet.
    public List<String> missing(String sheet, List<String> wanted) {
        List<String> there = headings.get(sheet);
        return there == null
                ? List.of()
                : wanted.stream().filter(heading -> !there.contains(heading)).toList();
    }

    private static byte[] bounded(InputStream file) {
        try {
            byte[] bytes = file.readNBytes(LARGEST * MEGABYTE + 1);
            if (bytes.length > LARGEST * MEGABYTE) {
                throw WorkbookRefused.tooLarge(LARGEST);
            }
            return bytes;
        } catch (IOException broken) {
            throw WorkbookRefused.unreadable();
        }
    }

    private static void refuseExcess(byte[] bytes) {
        Path file = null;
        try {
            file = Files.createTempFile("workbook", ".xlsx");
            Files.write(file, bytes);
            Optional<WorkbookArchive.Excess> excess = WorkbookArchive.excess(file, LIMITS);
            if (excess.isPresent()) {
                throw switch (excess.get()) {
                    case SIZE -> WorkbookRefused.bomb();
                    case POSITION -> WorkbookRefused.position();
                };
            }
        } catch (IOException broken) {
            throw WorkbookRefused.unreadable();
        } finally {
            delete(file);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    private static List<String> rows(Sheet sheet, boolean from1904, List<Row> into) throws IOException {
        List<String> heads = new ArrayList<>();
        try (Stream<org.dhatim.fastexcel.reader.Row> rows = sheet.openStream()) {
            rows.forEach(row -> {
                if (heads.isEmpty()) {
                    for (int c = 0; c < Math.min(row.getCellCount(), MOST_COLUMNS); c++) {
                        Content head = content(row.getCell(c), from1904);
                        heads.add(head == null ? "" : PlainText.word(head.text()));
                    }
                    return;
                }
                Map<String, Content> cells = new LinkedHashMap<>();
                for (int c = 0; c < Math.min(row.getCellCount(), heads.size()); c++) {
                    Content content = content(row.getCell(c), from1904);
                    if (content != null && !heads.get(c).isEmpty()) {
                        cells.put(heads.get(c), content);
                    }
                }
                if (!cells.isEmpty()) {
                    into.add(new Row(sheet.getName().strip(), row.getRowNum(), cells));
                }
                if (into.size() > MOST_ROWS) {
                    throw WorkbookRefused.tooManyRows(MOST_ROWS);
                }
            });
        }
        return heads;
    }

    private static @Nullable Content content(@Nullable Cell cell, boolean from1904) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return null;
        }
        if (cell.getType() == CellType.FORMULA || cell.getFormula() != null) {
            return new Content("", null, "cell-formula");
        }
        if (cell.getType() == CellType.ERROR) {
            return new Content("", null, "cell-error");
        }
        if (cell.getType() == CellType.NUMBER) {
            BigDecimal number = cell.asNumber();
            return new Content(number.stripTrailingZeros().toPlainString(), day(number, from1904), null);
        }
        String text = cell.getText();
        return text == null || PlainText.line(text).isEmpty() ? null : new Content(text, null, null);
    }

    /// The day of a spreadsheet's serial number; null for days before 1900-03-01, which spreadsheets count
    /// wrongly.
    private static @Nullable LocalDate day(BigDecimal serial, boolean from1904) {
        long days = serial.longValue();
        if (days < 61 || days > 2_958_465) {
            return null;
        }
        return (from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30)).plusDays(days);
    }
}
