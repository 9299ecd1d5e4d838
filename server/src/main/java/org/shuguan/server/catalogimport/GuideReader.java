package org.shuguan.server.catalogimport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/// Reads a workbook of the guide row by row and reports its entries in order. The table is found by its heads in
/// one or two rows, also below titles and notes; a sheet without such heads has no catalog.
final class GuideReader {
    private static final int HEAD_WITHIN = 12;
    private static final int FEWEST_HEADS = 3;

    /// What the reader reports while it reads.
    ///
    /// @param group an entry, after its last row was read
    /// @param finding a finding that belongs to no entry
    /// @param rows the number of rows read so far
    /// @param cancelled whether to stop
    record Listener(
            Consumer<GuideGroup> group,
            Consumer<WorkbookIssue> finding,
            LongConsumer rows,
            BooleanSupplier cancelled) {}

    private record Head(int lastRow, Map<Integer, GuideColumn> columns) {}

    private final Path file;
    private final Predicate<String> ours;
    private final Listener listener;
    private long rows;

    /// @param ours whether a code is one of the unit's own
    GuideReader(Path file, Predicate<String> ours, Listener listener) {
        this.file = file;
        this.ours = ours;
        this.listener = listener;
    }

    /// The number of rows of the visible sheets.
    static long count(Path file) throws IOException {
        long count = 0;
        try (ReadableWorkbook book = open(file)) {
            for (Sheet sheet : visible(book)) {
                try (Stream<Row> all = sheet.openStream()) {
                    count += all.count();
                }
            }
        }
        return count;
    }

    /// @return whether a sheet had a catalog; false if it was cancelled
    boolean read() throws IOException {
        boolean any = false;
        try (ReadableWorkbook book = open(file)) {
            for (Sheet sheet : visible(book)) {
                any |= read(sheet);
                if (listener.cancelled().getAsBoolean()) {
                    return false;
                }
            }
        }
        return any;
    }

    private static ReadableWorkbook open(Path file) throws IOException {
        return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
    }

    private static List<Sheet> visible(ReadableWorkbook book) {
        return book.getSheets()
                .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
                .toList();
    }

    private boolean read(Sheet sheet) throws IOException {
        Head head = head(sheet).orElse(null);
        if (head == null) {
            return false;
        }
        GuideGroup group = null;
        try (Stream<Row> all = sheet.openStream()) {
            for (Row row : (Iterable<Row>) all::iterator) {
                listener.rows().accept(++rows);
                if (row.getRowNum() <= head.lastRow()) {
                    continue;
                }
                if (listener.cancelled().getAsBoolean()) {
                    return true;
                }
                Map<GuideColumn, String> cells = cells(row, head.columns());
                if (cells.isEmpty() || isNote(sheet, row, cells)) {
                    continue;
                }
                if (group != null && group.goesOn(cells, ours)) {
                    group.add(row.getRowNum(), cells);
                } else {
                    if (group != null) {
                        listener.group().accept(group);
                    }
                    group = new GuideGroup(
                            sheet.getName(),
                            row.getRowNum(),
                            java.util.Set.copyOf(head.columns().values()),
                            cells);
                }
            }
        }
        if (group != null) {
            listener.group().accept(group);
        }
        return true;
    }

    private boolean isNote(Sheet sheet, Row row, Map<GuideColumn, String> cells) {
        String only = cells.size() == 1 ? cells.values().iterator().next() : "";
        boolean note = only.matches("(?s)(注|说明|填表|备注|合计|总计).*");
        if (note) {
            listener.finding()
                    .accept(new WorkbookIssue(
                            WorkbookIssue.Level.HINT, sheet.getName(), row.getRowNum(), "", "note-skipped", Map.of()));
        }
        return note;
    }

    private static Map<GuideColumn, String> cells(Row row, Map<Integer, GuideColumn> columns) {
        Map<GuideColumn, String> cells = new EnumMap<>(GuideColumn.class);
        columns.forEach((index, column) -> {
            String text = index < row.getCellCount() ? text(row.getCell(index)) : "";
            if (!text.isEmpty()) {
                cells.put(column, text);
            }
        });
        return cells;
    }

    private static Optional<Head> head(Sheet sheet) throws IOException {
        List<Row> first;
        try (Stream<Row> all = sheet.openStream()) {
            first = all.limit(HEAD_WITHIN).toList();
        }
        Head found = null;
        for (int i = 0; i < first.size(); i++) {
            Map<Integer, GuideColumn> one = heads(first.get(i), null);
            Map<Integer, GuideColumn> two = i + 1 < first.size() ? heads(first.get(i), first.get(i + 1)) : Map.of();
            boolean pair = two.size() > one.size();
            Map<Integer, GuideColumn> best = pair ? two : one;
            if (best.size() >= FEWEST_HEADS
                    && best.containsValue(GuideColumn.TITLE)
                    && (found == null || best.size() > found.columns().size())) {
                found = new Head(first.get(pair ? i + 1 : i).getRowNum(), best);
            }
        }
        return Optional.ofNullable(found);
    }

    private static Map<Integer, GuideColumn> heads(Row upper, @Nullable Row lower) {
        Map<Integer, GuideColumn> heads = new HashMap<>();
        String group = "";
        int width = Math.max(upper.getCellCount(), lower == null ? 0 : lower.getCellCount());
        List<GuideColumn> taken = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            String above = c < upper.getCellCount() ? text(upper.getCell(c)) : "";
            String below = lower != null && c < lower.getCellCount() ? text(lower.getCell(c)) : "";
            group = above.isEmpty() ? group : above;
            Optional<GuideColumn> column = below.isEmpty() ? GuideColumn.named(above) : below(group, below);
            if (column.isPresent() && !taken.contains(column.get())) {
                taken.add(column.get());
                heads.put(c, column.get());
            }
        }
        return heads;
    }

    /// The column of a short head depends on its group: 类型 is the type of an item or of a format.
    private static Optional<GuideColumn> below(String group, String head) {
        String plain = GuideWords.plain(head);
        if (group.startsWith("信息项")) {
            switch (plain) {
                case "名称" -> {
                    return Optional.of(GuideColumn.ITEM_NAME);
                }
                case "类型" -> {
                    return Optional.of(GuideColumn.ITEM_TYPE);
                }
                default -> {}
            }
        }
        if (group.endsWith("格式") && plain.matches("分类|类型")) {
            return Optional.of(plain.equals("分类") ? GuideColumn.FORMAT_CATEGORY : GuideColumn.FORMAT_TYPE);
        }
        return GuideColumn.named(head);
    }

    private static String text(@Nullable Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
            return "";
        }
        if (cell.getType() == CellType.NUMBER && isDate(cell.getDataFormatString())) {
            LocalDateTime time = cell.asDate();
            return time.toLocalDate().toString();
        }
        String text = cell.getText();
        return text == null
                ? ""
                : text.replace("\r\n", "\n").replace('\r', '\n').strip();
    }

    private static boolean isDate(@Nullable String format) {
        return format != null && format.replaceAll("\"[^\"]*\"|\\[[^]]*]", "").matches(".*[yd].*");
    }
}
