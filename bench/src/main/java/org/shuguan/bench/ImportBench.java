package org.shuguan.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Measures the import of a workbook with very many items into a unit's catalog, and its export, over HTTP as a
/// steward does it.
final class ImportBench {
    private static final String STEWARD = "rsj.steward";

    private final int rows;
    private final int itemsOfAnEntry;

    ImportBench(int rows, int itemsOfAnEntry) {
        this.rows = rows;
        this.itemsOfAnEntry = itemsOfAnEntry;
    }

    void run() throws Exception {
        Path folder = Files.createTempDirectory("shuguan-import");
        Path book = folder.resolve("book.xlsx");
        Path back = folder.resolve("back.xlsx");
        try (PackagedServer server = new PackagedServer("1g")) {
            server.awaitReady();
            DemoUnit unit;
            try (Connection connection = server.database()) {
                unit = DemoUnit.of(connection, STEWARD);
            }
            ItemWorkbook.write(book, unit.name(), rows, itemsOfAnEntry);
            System.out.printf("%,d rows, %,d entries, %,d MB%n", rows, rows / itemsOfAnEntry, Files.size(book) >> 20);
            try (SignedInClient steward = new SignedInClient(server.address(), STEWARD)) {
                measure(steward, unit, book, back);
            }
            PackagedServer.Heap heap = server.heap();
            System.out.printf("server heap: at most %,d MB, %,d MB after a collection%n", heap.highest(), heap.left());
        } finally {
            Files.deleteIfExists(book);
            Files.deleteIfExists(back);
            Files.deleteIfExists(folder);
        }
    }

    private void measure(SignedInClient steward, DemoUnit unit, Path book, Path back) throws Exception {
        WorkbookImport taken = WorkbookImport.into(steward, unit.code(), book);
        System.out.printf(
                "preview complete after %6.1f s  (aim < 180 s; progress moved %d times)%n",
                taken.preview(), taken.readSteps());
        System.out.printf(
                "applied after          %6.1f s  (aim < 180 s; progress moved %d times)%n",
                taken.taken(), taken.appliedSteps());
        said("the report", taken.view());
        long start = System.nanoTime();
        steward.download("/api/catalog/workbook.xlsx?unit=" + unit.code(), back);
        System.out.printf("exported in            %6.1f s%n", (System.nanoTime() - start) / 1e9);
        compare(unit.name(), back);
        WorkbookImport again = WorkbookImport.shown(steward, unit.code(), back);
        System.out.printf("preview of the export  %6.1f s%n", again.preview());
        said("the export's report", again.view());
        JsonNode counts = again.view().get("counts");
        if (counts.has("new") || counts.has("changed") || counts.has("wrong")) {
            throw new IllegalStateException("importing the export would change entries: " + counts);
        }
    }

    private static void said(String whose, JsonNode view) {
        System.out.printf(
                "%-22s %s, %,d errors, %,d hints%n",
                whose,
                view.get("counts"),
                view.get("errors").asLong(),
                view.get("hints").asLong());
    }

    /// Checks that each cell of each imported row is exported unchanged.
    private void compare(String provider, Path back) throws Exception {
        Map<String, List<String>> expected = new HashMap<>();
        for (int i = 0; i < rows; i++) {
            List<String> row = ItemWorkbook.row(provider, i / itemsOfAnEntry, i % itemsOfAnEntry);
            expected.put(row.get(ItemWorkbook.HEADS.indexOf("字段名")), row);
        }
        AtomicLong cells = new AtomicLong();
        try (ReadableWorkbook read = new ReadableWorkbook(back.toFile());
                Stream<Row> all = read.getFirstSheet().openStream()) {
            Map<String, Integer> places = new HashMap<>();
            all.forEach(row -> {
                if (row.getRowNum() <= 2) {
                    row.stream().forEach(cell -> {
                        if (cell != null && !cell.getText().isEmpty()) {
                            places.put(cell.getText(), cell.getColumnIndex());
                        }
                    });
                    return;
                }
                List<String> meant = expected.remove(text(row, places.get("字段名")));
                for (int c = 0; meant != null && c < meant.size(); c++) {
                    String head = ItemWorkbook.HEADS.get(c);
                    String is = text(row, places.get(head));
                    if (!is.equals(meant.get(c))) {
                        throw new IllegalStateException(
                                "row " + row.getRowNum() + " " + head + ": " + is + ", not " + meant.get(c));
                    }
                    cells.incrementAndGet();
                }
            });
        }
        if (!expected.isEmpty()) {
            throw new IllegalStateException(expected.size() + " rows are missing in the export");
        }
        System.out.printf("compared               %,d cells, all unchanged%n", cells.get());
    }

    private static String text(Row row, @Nullable Integer place) {
        if (place == null) {
            throw new IllegalStateException("the export lacks a column");
        }
        return place < row.getCellCount() && row.getCell(place) != null
                ? row.getCell(place).getText()
                : "";
    }
}
