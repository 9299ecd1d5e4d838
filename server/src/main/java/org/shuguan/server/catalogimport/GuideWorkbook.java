package org.shuguan.server.catalogimport;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.platform.CityTime;

/// Writes the guide's workbook: one row an item, with the cells of the entry repeated in each row, so that rows
/// can be filtered and sorted. Rows are written out every 200 rows, so that memory does not grow with the catalog.
final class GuideWorkbook implements AutoCloseable {
    private static final int ROWS_OF_A_SHEET = 1_000_000;
    private static final int ROWS_AT_ONCE = 200;
    private static final int HEAD_ROWS = 2;

    private final Workbook book;
    private Worksheet sheet;
    private int sheets = 1;
    private int row = HEAD_ROWS;

    GuideWorkbook(OutputStream out) {
        this.book = new Workbook(out, "Shuguan", "1.0");
        this.sheet = sheet("目录");
    }

    /// @param provider name of the unit that answers for it
    void add(Version version, String provider) throws IOException {
        Map<GuideColumn, String> cells = new EnumMap<>(GuideCells.ofEntry(version.content()));
        ResourceCode code = version.code();
        cells.put(GuideColumn.CLASS, GuideWords.written("class", Integer.toString(code.classNumber())));
        cells.put(GuideColumn.GROUP, code.item());
        cells.put(GuideColumn.HEADING, code.heading());
        cells.put(GuideColumn.SUBHEADING, code.subheading());
        cells.put(GuideColumn.CODE, code.value());
        cells.put(GuideColumn.PROVIDER, GuideCells.text(provider));
        cells.put(GuideColumn.PROVIDER_CODE, version.unit().value());
        cells.put(GuideColumn.ISSUED, issued(version) == null ? "" : String.valueOf(issued(version)));
        cells.put(GuideColumn.STATE, GuideWords.written("state", version.state().word()));
        Map<GuideColumn, java.math.BigDecimal> figures = GuideCells.figures(version.content());
        List<Content.Item> items = version.content().items();
        for (int i = 0; i < Math.max(1, items.size()); i++) {
            line(cells, figures, i < items.size() ? items.get(i) : null);
        }
    }

    private void line(
            Map<GuideColumn, String> cells, Map<GuideColumn, java.math.BigDecimal> figures, Content.@Nullable Item item)
            throws IOException {
        if (row >= ROWS_OF_A_SHEET) {
            sheet.finish();
            sheet = sheet("目录" + ++sheets);
            row = HEAD_ROWS;
        }
        cells.forEach((column, text) -> put(column, text));
        figures.forEach((column, figure) -> sheet.value(row, column.place(), figure));
        if (item != null) {
            GuideCells.ofItem(item).forEach((column, text) -> {
                if (column != GuideColumn.ITEM_LENGTH) {
                    put(column, text);
                }
            });
            if (item.lengthBytes() != null) {
                sheet.value(row, GuideColumn.ITEM_LENGTH.place(), item.lengthBytes());
            }
        }
        row++;
        if (row % ROWS_AT_ONCE == 0) {
            sheet.flush();
        }
    }

    private void put(GuideColumn column, String text) {
        if (!text.isEmpty()) {
            // In the cell itself, not in the book's common table of texts: that would have to stay in memory.
            sheet.inlineString(row, column.place(), text);
        }
    }

    private Worksheet sheet(String name) {
        Worksheet fresh = book.newWorksheet(name);
        fresh.freezePane(0, HEAD_ROWS);
        GuideColumn[] columns = GuideColumn.values();
        for (int c = 0; c < columns.length; c++) {
            GuideColumn column = columns[c];
            fresh.width(c, column.width());
            String group = column.group();
            if (group == null) {
                fresh.value(0, c, column.head());
                fresh.range(0, c, 1, c).merge();
            } else {
                fresh.value(1, c, column.head());
                if (c == 0 || !group.equals(columns[c - 1].group())) {
                    fresh.value(0, c, group);
                    int last = c;
                    while (last + 1 < columns.length && group.equals(columns[last + 1].group())) {
                        last++;
                    }
                    if (last > c) {
                        fresh.range(0, c, 0, last).merge();
                    }
                }
            }
            for (int r = 0; r < HEAD_ROWS; r++) {
                fresh.style(r, c)
                        .bold()
                        .wrapText(true)
                        .horizontalAlignment("center")
                        .verticalAlignment("center")
                        .set();
            }
        }
        return fresh;
    }

    private static @Nullable LocalDate issued(Version version) {
        return version.publishedAt() == null ? null : CityTime.day(version.publishedAt());
    }

    @Override
    public void close() throws IOException {
        sheet.finish();
        book.finish();
    }
}
