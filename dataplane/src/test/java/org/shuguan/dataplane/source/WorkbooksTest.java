package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbooksTest {
    @TempDir
    Path folder;

    private interface Filling<T> {
        void into(T book) throws Exception;
    }

    @Test
    void mergedHeadersTitlesAndNotesAreUnderstood() throws Exception {
        var table = xlsx(book -> {
                    var sheet = book.newWorksheet("表");
                    sheet.value(0, 0, "2021年人口统计表");
                    sheet.range(0, 0, 0, 3).merge();
                    row(sheet, 1, "地区", "人口", null, "面积");
                    row(sheet, 2, null, "男", "女", null);
                    sheet.range(1, 1, 1, 2).merge();
                    row(sheet, 3, "端州区", 10, 11, 1.5);
                    row(sheet, 4, "鼎湖区", 20, 21, 2.5);
                    sheet.value(6, 0, "注：数据为年末数。");
                })
                .only();
        assertThat(table.columns()).containsExactly("地区", "人口/男", "人口/女", "面积");
        assertThat(table.rows())
                .containsExactlyInAnyOrder(List.of("端州区", "10", "11", "1.5"), List.of("鼎湖区", "20", "21", "2.5"));
        assertThat(table.reading().parts()).containsExactly(new Reading.Part("表", 2, 5L, 2));
    }

    @Test
    void hiddenSheetsColumnsAndRowsAreReadAndTold() throws Exception {
        var tables = xlsx(book -> {
                    var open = book.newWorksheet("明");
                    row(open, 0, "名称", "密", "数");
                    row(open, 1, "甲", "x", 1);
                    row(open, 2, "乙", "y", 2);
                    open.hideColumn(1);
                    open.hideRow(2);
                    var hidden = book.newWorksheet("暗");
                    row(hidden, 0, "名称", "数");
                    row(hidden, 1, "丙", 3);
                    hidden.setVisibilityState(VisibilityState.VERY_HIDDEN);
                })
                .tables();
        assertThat(tables).extracting(ReadFile.OneTable::name).containsExactly("t.xlsx#明", "t.xlsx#暗");
        assertThat(tables.get(0).rows()).hasSize(2);
        assertThat(tables.get(0).notes())
                .containsExactly(
                        new Note("hidden-columns", Map.of("columns", "B")),
                        new Note("hidden-rows", Map.of("rows", "1")));
        assertThat(tables.get(1).notes()).containsExactly(new Note("hidden-sheet", Map.of()));
    }

    @Test
    void formulasGiveTheValueThatWasKept() throws Exception {
        Path file = write(book -> {
            var sheet = book.newWorksheet("表");
            row(sheet, 0, "数", "和", "词");
            row(sheet, 1, 1, null, null);
            row(sheet, 2, 2, null, null);
            sheet.formula(1, 1, "A2+1");
            sheet.formula(2, 1, "A3+1");
            sheet.formula(1, 2, "T(A1)");
        });
        patched(
                file,
                "xl/worksheets/sheet1.xml",
                xml -> xml.replaceFirst("(<c r=\"B2\"[^>]*>)(<f>[^<]*</f>)(<v></v>)?", "$1$2<v>2</v>")
                        .replaceFirst(
                                "<c r=\"C2\"([^>]*)>(<f>[^<]*</f>)(<v></v>)?", "<c r=\"C2\" t=\"str\">$2<v>数</v>"));
        var table = ReadFile.of(file).only();
        assertThat(table.rows()).contains(List.of("1", "2", "数"));
        assertThat(table.notes())
                .extracting(Note::code, Note::facts)
                .contains(org.assertj.core.groups.Tuple.tuple("formulas-without-value", Map.of("cells", "1")));
    }

    @Test
    void daysAreCountedFrom1900OrFrom1904() throws Exception {
        Filling<Workbook> days = book -> {
            var sheet = book.newWorksheet("表");
            row(sheet, 0, "名称", "日期");
            row(sheet, 1, "甲", 44418);
            row(sheet, 2, "乙", 44418.5);
            sheet.range(1, 1, 2, 1).style().format("yyyy\"年\"m\"月\"d\"日\"").set();
        };
        assertThat(xlsx(days).only().rows())
                .containsExactlyInAnyOrder(List.of("甲", "2021-08-10"), List.of("乙", "2021-08-10 12:00:00"));
        Path file = write(days);
        patched(file, "xl/workbook.xml", xml -> xml.replaceFirst("date1904=\"[^\"]*\"", "date1904=\"1\""));
        var since1904 = ReadFile.of(file).only();
        assertThat(since1904.rows()).contains(List.of("甲", "2025-08-11"));
        assertThat(since1904.notes()).contains(new Note("since-1904", Map.of()));
    }

    @Test
    void aNumberThatLostItsDigitsSaysSo() throws Exception {
        var table = xlsx(book -> {
                    var sheet = book.newWorksheet("表");
                    row(sheet, 0, "姓名", "身份证号", "数");
                    row(sheet, 1, "张三", (double) 441202190001010013L, 0.1 + 0.2);
                })
                .only();
        assertThat(table.rows()).containsExactly(List.of("张三", "4.4120219000101E+17", "0.3"));
    }

    @Test
    void severalTablesInOneSheetAreSeveralTables() throws Exception {
        var tables = xlsx(book -> {
                    var sheet = book.newWorksheet("表");
                    row(sheet, 0, "地区", "人数");
                    row(sheet, 1, "端州区", 100);
                    row(sheet, 2, "鼎湖区", 200);
                    row(sheet, 5, "企业", "代码", "金额");
                    row(sheet, 6, "某某", "A1", 5);
                })
                .tables();
        assertThat(tables).hasSize(2);
        assertThat(tables.get(1).columns()).containsExactly("企业", "代码", "金额");
    }

    @Test
    void oldBooksAreReadToo() throws Exception {
        Path file = folder.resolve("t.xls");
        try (HSSFWorkbook book = new HSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            HSSFSheet sheet = book.createSheet("表");
            String[][] cells = {{"地区", "人口", null, "日期"}, {null, "男", "女", null}, {"端州区", null, null, null}};
            for (int r = 0; r < cells.length; r++) {
                var row = sheet.createRow(r + 1);
                for (int c = 0; c < 4; c++) {
                    if (cells[r][c] != null) {
                        row.createCell(c).setCellValue(cells[r][c]);
                    }
                }
            }
            sheet.createRow(0).createCell(0).setCellValue("人口统计");
            sheet.addMergedRegion(new CellRangeAddress(1, 1, 1, 2));
            var data = sheet.getRow(3);
            data.createCell(1).setCellValue(12);
            data.createCell(2).setCellFormula("B4*2");
            data.createCell(3).setCellValue(44418);
            var style = book.createCellStyle();
            style.setDataFormat(book.createDataFormat().getFormat("yyyy-mm-dd"));
            data.getCell(3).setCellStyle(style);
            book.getCreationHelper().createFormulaEvaluator().evaluateAll();
            sheet.setColumnHidden(2, true);
            book.createSheet("空");
            book.createSheet("二").createRow(0).createCell(0).setCellValue("只有一格");
            book.write(out);
        }
        var tables = ReadFile.of(file).tables();
        var table = tables.stream()
                .filter(one -> one.name().equals("t.xls#表"))
                .findFirst()
                .orElseThrow();
        assertThat(table.columns()).containsExactly("地区", "人口/男", "人口/女", "日期");
        assertThat(table.rows()).containsExactly(List.of("端州区", "12", "24", "2021-08-10"));
        assertThat(table.notes()).contains(new Note("hidden-columns", Map.of("columns", "C")));
    }

    @Test
    void aLockedBookIsToldFromABrokenOne() throws Exception {
        Path file = folder.resolve("t.xls");
        Biff8EncryptionKey.setCurrentUserPassword("secret");
        try (HSSFWorkbook book = new HSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            book.createSheet("a").createRow(0).createCell(0).setCellValue("x");
            book.write(out);
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }
        assertThat(ReadFile.of(file).unread())
                .extracting(OpenSource.Unread::reason)
                .containsExactly(SourceUnreadable.Reason.LOCKED);
    }

    @Test
    void textThatCallsItselfABookIsReadAsText() throws Exception {
        Path file = Files.writeString(folder.resolve("t.xls"), "a\tb\n1\t2\n");
        assertThat(ReadFile.of(file).only().columns()).containsExactly("a", "b");
    }

    private static void row(org.dhatim.fastexcel.Worksheet sheet, int row, Object... cells) {
        for (int c = 0; c < cells.length; c++) {
            if (cells[c] instanceof Number number) {
                sheet.value(row, c, number);
            } else if (cells[c] != null) {
                sheet.value(row, c, cells[c].toString());
            }
        }
    }

    private ReadFile xlsx(Filling<Workbook> filling) throws Exception {
        return ReadFile.of(write(filling));
    }

    private Path write(Filling<Workbook> filling) throws Exception {
        Path file = folder.resolve("t.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "test", "1.0")) {
            filling.into(book);
        }
        return file;
    }

    /// Adds features that the writing library does not support.
    private static void patched(Path file, String part, UnaryOperator<String> change) throws Exception {
        Path copy = file.resolveSibling("copy.zip");
        try (ZipFile zip = new ZipFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = zip.getInputStream(entry)) {
                    byte[] bytes = in.readAllBytes();
                    out.write(
                            entry.getName().equals(part)
                                    ? change.apply(new String(bytes, StandardCharsets.UTF_8))
                                            .getBytes(StandardCharsets.UTF_8)
                                    : bytes);
                }
            }
        }
        Files.move(copy, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
