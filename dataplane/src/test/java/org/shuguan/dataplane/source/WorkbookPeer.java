package org.shuguan.dataplane.source;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.jspecify.annotations.Nullable;

/// The cells of a workbook by Apache POI's model of it, in the form in which ours are compared with them.
final class WorkbookPeer {
    /// before a number, which is compared by its value
    private static final char NUMBER = '\0';

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final double LAST_DAY = 2_958_466;

    private WorkbookPeer() {}

    static Workbook open(Path file) throws IOException {
        return WorkbookFactory.create(file.toFile(), null, true);
    }

    /// Rows that are not blank, by sheet; sheets without any are left out.
    static Map<String, List<List<@Nullable String>>> rows(Workbook book) {
        Map<String, List<List<@Nullable String>>> sheets = new LinkedHashMap<>();
        for (Sheet sheet : book) {
            List<List<@Nullable String>> rows = rows(sheet);
            if (!rows.isEmpty()) {
                sheets.put(sheet.getSheetName(), rows);
            }
        }
        return sheets;
    }

    private static List<List<@Nullable String>> rows(Sheet sheet) {
        TreeMap<Integer, TreeMap<Integer, String>> rows = new TreeMap<>();
        for (Row row : sheet) {
            for (Cell cell : row) {
                String value = value(cell);
                if (value != null && !value.isEmpty()) {
                    rows.computeIfAbsent(row.getRowNum(), number -> new TreeMap<>())
                            .put(cell.getColumnIndex(), value);
                }
            }
        }
        rows.values().removeIf(row -> row.values().stream().allMatch(ParsedLine::isBlank));
        if (rows.isEmpty()) {
            return List.of();
        }
        int[] columns = rows.values().stream()
                .flatMap(row -> row.entrySet().stream())
                .filter(cell -> !ParsedLine.isBlank(cell.getValue()))
                .mapToInt(Map.Entry::getKey)
                .toArray();
        int first = java.util.Arrays.stream(columns).min().orElse(0);
        int last = java.util.Arrays.stream(columns).max().orElse(0);
        sheet.getMergedRegions().forEach(range -> fill(rows, range, first, last));
        List<List<@Nullable String>> filled = new ArrayList<>();
        for (Map<Integer, String> row : rows.values()) {
            List<@Nullable String> cells = new ArrayList<>();
            for (int c = first; c <= last; c++) {
                cells.add(row.get(c));
            }
            filled.add(cells);
        }
        return filled;
    }

    /// The value of merged cells is that of all, except for a heading over the whole table.
    private static void fill(
            NavigableMap<Integer, ? extends Map<Integer, String>> rows, CellRangeAddress range, int first, int last) {
        boolean heading = range.getFirstRow() == range.getLastRow()
                && last > first
                && range.getFirstColumn() <= first
                && range.getLastColumn() >= last;
        Map<Integer, String> top = rows.get(range.getFirstRow());
        String value = top == null ? null : top.get(range.getFirstColumn());
        if (heading || value == null) {
            return;
        }
        for (Map<Integer, String> row :
                rows.subMap(range.getFirstRow(), true, range.getLastRow(), true).values()) {
            for (int c = range.getFirstColumn(); c <= Math.min(last, range.getLastColumn()); c++) {
                if (ParsedLine.isBlank(row.get(c))) {
                    row.put(c, value);
                }
            }
        }
    }

    private static @Nullable String value(Cell cell) {
        if (cell instanceof XSSFCell kept
                && kept.getCellType() != CellType.STRING
                && (kept.getRawValue() == null || kept.getRawValue().isEmpty())) {
            // POI makes up a 0 or FALSE for a cell without a value.
            return null;
        }
        CellType type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        return switch (type) {
            case STRING -> cell.getRichStringCellValue().getString();
            case BOOLEAN -> cell.getBooleanCellValue() ? "TRUE" : "FALSE";
            case ERROR -> {
                byte code = cell.getErrorCellValue();
                yield FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#ERR";
            }
            case NUMERIC -> number(cell);
            default -> null;
        };
    }

    private static String number(Cell cell) {
        double value = cell.getNumericCellValue();
        // Excel shows no day after 9999.
        boolean shown = value >= 0 && value < LAST_DAY && DateUtil.isCellDateFormatted(cell);
        LocalDateTime day = shown ? cell.getLocalDateTimeCellValue() : null;
        if (day == null) {
            return NUMBER + new BigDecimal(value).round(MathContext.DECIMAL64).toString();
        }
        LocalDateTime second = day.plusNanos(500_000_000).withNano(0);
        if (value < 1) {
            return second.toLocalTime().toString();
        }
        return second.toLocalTime().toSecondOfDay() == 0 ? second.toLocalDate().toString() : SECOND.format(second);
    }

    /// The first cell that differs, an empty text if none does.
    ///
    /// @param damaged whether a format may have been damaged: what such a format shows has no
    ///     answer, so days are not compared
    static String difference(List<List<@Nullable String>> ours, List<List<@Nullable String>> peers, boolean damaged) {
        for (int r = 0; r < Math.max(ours.size(), peers.size()); r++) {
            List<@Nullable String> own = r < ours.size() ? ours.get(r) : List.of();
            List<@Nullable String> other = r < peers.size() ? peers.get(r) : List.of();
            for (int c = 0; c < Math.max(own.size(), other.size()); c++) {
                String one = c < own.size() ? own.get(c) : null;
                String two = c < other.size() ? other.get(c) : null;
                if (!isSame(one, two) && !(damaged && (isDay(one) || isDay(two)))) {
                    return "row " + r + ", column " + c + ": " + one + " is " + two + " in POI; " + ours + " " + peers;
                }
            }
            if (own.isEmpty() != other.isEmpty()) {
                return "row " + r + " is missing";
            }
        }
        return "";
    }

    private static boolean isSame(@Nullable String own, @Nullable String other) {
        if (own == null || other == null) {
            return ParsedLine.isBlank(own) && ParsedLine.isBlank(other);
        }
        if (other.charAt(0) != NUMBER) {
            return own.equals(other) || isNearly(own, other);
        }
        try {
            BigDecimal one = new BigDecimal(own);
            BigDecimal two = new BigDecimal(other.substring(1));
            BigDecimal larger = one.abs().max(two.abs());
            // The smallest numbers that a double can hold have fewer digits.
            return one.subtract(two).abs().compareTo(larger.movePointLeft(14)) <= 0 || larger.scale() > 300;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isDay(@Nullable String text) {
        return text != null && text.matches("[-+]?\\d+-\\d\\d-\\d\\d.*|\\d+:\\d\\d.*");
    }

    /// Whether two times differ by at most a second: POI rounds twice.
    private static boolean isNearly(String own, String other) {
        try {
            return time(own).until(time(other), ChronoUnit.SECONDS) <= 1
                    && time(other).until(time(own), ChronoUnit.SECONDS) <= 1;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static LocalDateTime time(String text) {
        return text.contains("-")
                ? LocalDateTime.parse(text.length() == 10 ? text + " 00:00:00" : text, SECOND)
                : LocalDate.EPOCH.atTime(LocalTime.parse(text));
    }
}
