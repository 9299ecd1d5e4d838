package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workbooks of old versions of Excel, and protected ones.
class OldWorkbooksTest {
    private static final Charset GBK = Charset.forName("GBK");

    @TempDir
    Path folder;

    @Test
    void aBookOfExcel95IsReadInItsCodePage() throws Exception {
        Records sheet = new Records()
                .record(
                        0x809,
                        b -> b.putShort((short) 0x500).putShort((short) 0x10).putInt(0))
                .label(0, 0, "名称")
                .label(0, 1, "日期")
                .label(0, 2, "数")
                .label(1, 0, "甲")
                .record(
                        0x203,
                        b -> b.putShort((short) 1)
                                .putShort((short) 1)
                                .putShort((short) 1)
                                .putDouble(44418))
                .record(
                        0x27E,
                        b -> b.putShort((short) 1)
                                .putShort((short) 2)
                                .putShort((short) 0)
                                .putInt(25 << 2 | 3))
                .label(2, 0, "乙")
                .record(
                        0xBD,
                        b -> b.putShort((short) 2)
                                .putShort((short) 1)
                                .putShort((short) 1)
                                .putInt(44419 << 2 | 2)
                                .putShort((short) 0)
                                .putInt(7 << 2 | 2)
                                .putShort((short) 2))
                .record(0xA, b -> {});
        Records globals = new Records()
                .record(
                        0x809,
                        b -> b.putShort((short) 0x500).putShort((short) 0x5).putInt(0))
                .record(0x42, b -> b.putShort((short) 936))
                .record(0xE0, b -> b.putShort((short) 0).putShort((short) 0).put(new byte[12]))
                .record(0xE0, b -> b.putShort((short) 0).putShort((short) 14).put(new byte[12]));
        int list = 4 + 6 + 1 + 2 + 4;
        int at = globals.bytes().length + list + 4;
        globals.record(
                        0x85,
                        b -> b.putInt(at)
                                .putShort((short) 0)
                                .put((byte) 2)
                                .put("表".getBytes(GBK))
                                .put(new byte[2]))
                .record(0xA, b -> {});
        Path file = folder.resolve("t.xls");
        try (POIFSFileSystem system = new POIFSFileSystem();
                OutputStream out = Files.newOutputStream(file)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(globals.bytes());
            all.write(sheet.bytes());
            // Short streams are kept in another part of the file.
            all.write(new byte[8_000]);
            system.createDocument(new ByteArrayInputStream(all.toByteArray()), "Book");
            system.writeFilesystem(out);
        }
        var table = ReadFile.of(file).only();
        assertThat(table.columns()).containsExactly("名称", "日期", "数");
        assertThat(table.rows()).containsExactly(List.of("甲", "2021-08-10", "0.25"), List.of("乙", "2021-08-11", "7"));
        assertThat(table.notes()).contains(new Note("old-excel", Map.of("version", "Excel 95", "encoding", "GB18030")));
    }

    @Test
    void aBookOfExcel3IsRead() throws Exception {
        byte[] sheet = new Records()
                .record(0x209, b -> b.putShort((short) 0).putShort((short) 0x10).putShort((short) 0))
                .record(0x42, b -> b.putShort((short) 936))
                .label(0, 0, "名称")
                .label(0, 1, "数")
                .label(1, 0, "甲")
                .record(
                        0x203,
                        b -> b.putShort((short) 1)
                                .putShort((short) 1)
                                .putShort((short) 0)
                                .putDouble(1.5))
                .record(0xA, b -> {})
                .bytes();
        var table = ReadFile.of(Files.write(folder.resolve("t.xls"), sheet)).only();
        assertThat(table.rows()).containsExactly(List.of("甲", "1.5"));
        assertThat(table.notes())
                .extracting(note -> note.facts().get("version"))
                .contains("Excel 3");
    }

    @Test
    void formatsThatOnlyHaveANumberShowDaysInOldBooksToo() throws Exception {
        Path file = folder.resolve("t.xls");
        try (HSSFWorkbook book = new HSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            var sheet = book.createSheet("表");
            var names = sheet.createRow(0);
            var row = sheet.createRow(1);
            short[] formats = {31, 36, 50, 57, 58};
            for (int i = 0; i < formats.length; i++) {
                names.createCell(i).setCellValue("日期" + i);
                row.createCell(i).setCellValue(44418);
                var style = book.createCellStyle();
                style.setDataFormat(formats[i]);
                row.getCell(i).setCellStyle(style);
            }
            names.createCell(5).setCellValue("数");
            row.createCell(5).setCellValue(44418);
            names.createCell(6).setCellValue("代码");
            row.createCell(6).setCellValue(44120);
            var code = book.createCellStyle();
            code.setDataFormat(book.createDataFormat().getFormat("000000"));
            row.getCell(6).setCellStyle(code);
            book.write(out);
        }
        assertThat(ReadFile.of(file).only().rows())
                .containsExactly(List.of(
                        "2021-08-10", "2021-08-10", "2021-08-10", "2021-08-10", "2021-08-10", "44418", "044120"));
    }

    @Test
    void theValueOfMergedCellsIsThatOfAllInOldBooksToo() throws Exception {
        Path file = folder.resolve("t.xls");
        try (HSSFWorkbook book = new HSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            var sheet = book.createSheet("表");
            Object[][] cells = {{"部门", "职位", "数"}, {"甲", "a", 1}, {null, "b", 2}, {"乙", "c", 3}};
            for (int r = 0; r < cells.length; r++) {
                var row = sheet.createRow(r);
                for (int c = 0; c < 3; c++) {
                    if (cells[r][c] instanceof Integer number) {
                        row.createCell(c).setCellValue(number);
                    } else if (cells[r][c] != null) {
                        row.createCell(c).setCellValue(cells[r][c].toString());
                    }
                }
            }
            sheet.addMergedRegion(new CellRangeAddress(1, 2, 0, 0));
            book.write(out);
        }
        var table = ReadFile.of(file).only();
        assertThat(table.rows())
                .containsExactly(List.of("甲", "a", "1"), List.of("甲", "b", "2"), List.of("乙", "c", "3"));
        assertThat(table.notes()).contains(new Note("merged-cells", Map.of("ranges", "1")));
    }

    @Test
    void formulasGiveErrorsTruthAndEmptyTextsAsTheyWereKept() throws Exception {
        Path file = folder.resolve("t.xls");
        try (HSSFWorkbook book = new HSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            var sheet = book.createSheet("表");
            String[] names = {"错", "真", "空", "数"};
            String[] formulas = {"1/0", "1=1", "T(A1)&\"\"", "1+1"};
            var head = sheet.createRow(0);
            var row = sheet.createRow(1);
            for (int i = 0; i < names.length; i++) {
                head.createCell(i).setCellValue(names[i]);
                row.createCell(i).setCellFormula(formulas[i].replace("T(A1)", "T(D9)"));
            }
            book.getCreationHelper().createFormulaEvaluator().evaluateAll();
            book.write(out);
        }
        assertThat(ReadFile.of(file).only().rows())
                .containsExactly(java.util.Arrays.asList("#DIV/0!", "TRUE", null, "2"));
    }

    @Test
    void rowsThatAreNotInOrderAreSorted() throws Exception {
        var table = ReadFile.of(newer("Workbook", 0x10, 0, 2, 1, 3)).only();
        assertThat(table.columns()).containsExactly("r0c0", "r0c1");
        assertThat(table.rows())
                .containsExactly(List.of("r1c0", "r1c1"), List.of("r2c0", "r2c1"), List.of("r3c0", "r3c1"));
    }

    @Test
    void theNewerFormUnderTheOldNameIsTheNewerForm() throws Exception {
        var table = ReadFile.of(newer("BOOK", 0x10, 0, 1, 2)).only();
        assertThat(table.rows()).hasSize(2);
        assertThat(table.notes()).isEmpty();
    }

    @Test
    void theCellsOfAChartAreNoRows() throws Exception {
        assertThat(ReadFile.of(newer("Workbook", 0x20, 0, 1, 2)).unread())
                .extracting(OpenSource.Unread::reason)
                .containsExactly(SourceUnreadable.Reason.EMPTY);
    }

    /// A workbook of Excel 97 with one sheet, whose rows are written in the given order.
    private Path newer(String name, int type, int... rows) throws Exception {
        Body begin =
                b -> b.putShort((short) 0x600).putShort((short) 0x5).putInt(0).putLong(0);
        Records globals = new Records().record(0x809, begin);
        int at = globals.bytes().length + 4 + 9 + 4;
        globals.record(
                        0x85,
                        b -> b.putInt(at)
                                .putShort((short) 0)
                                .put((byte) 1)
                                .put((byte) 0)
                                .put((byte) 'S'))
                .record(0xA, b -> {});
        Records sheet = new Records()
                .record(
                        0x809,
                        b -> b.putShort((short) 0x600)
                                .putShort((short) type)
                                .putInt(0)
                                .putLong(0));
        for (int row : rows) {
            for (int column = 0; column < 2; column++) {
                byte[] text = ("r" + row + "c" + column).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                int of = column;
                sheet.record(
                        0x204,
                        b -> b.putShort((short) row)
                                .putShort((short) of)
                                .putShort((short) 0)
                                .putShort((short) text.length)
                                .put((byte) 0)
                                .put(text));
            }
        }
        sheet.record(0xA, b -> {});
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(globals.bytes());
        all.write(sheet.bytes());
        all.write(new byte[8_000]);
        Path file = folder.resolve("t.xls");
        try (POIFSFileSystem system = new POIFSFileSystem();
                OutputStream out = Files.newOutputStream(file)) {
            system.createDocument(new ByteArrayInputStream(all.toByteArray()), name);
            system.writeFilesystem(out);
        }
        return file;
    }

    @Test
    void aProtectedBookOfTheNewFormSaysSo() throws Exception {
        Path file = folder.resolve("t.xlsx");
        try (POIFSFileSystem system = new POIFSFileSystem();
                OutputStream out = Files.newOutputStream(file)) {
            var encryptor = new EncryptionInfo(EncryptionMode.standard).getEncryptor();
            encryptor.confirmPassword("secret");
            try (OutputStream inside = encryptor.getDataStream(system)) {
                inside.write(new byte[1_000]);
            }
            system.writeFilesystem(out);
        }
        assertThat(ReadFile.of(file).unread())
                .extracting(OpenSource.Unread::reason)
                .containsExactly(SourceUnreadable.Reason.LOCKED);
    }

    private interface Body {
        void into(ByteBuffer data);
    }

    /// Records of the old formats.
    private static final class Records {
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();

        Records record(int kind, Body body) {
            ByteBuffer data = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
            body.into(data);
            ByteBuffer head = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            head.putShort((short) kind).putShort((short) data.position());
            all.writeBytes(head.array());
            all.write(data.array(), 0, data.position());
            return this;
        }

        Records label(int row, int column, String text) {
            byte[] bytes = text.getBytes(GBK);
            return record(
                    0x204,
                    b -> b.putShort((short) row)
                            .putShort((short) column)
                            .putShort((short) 0)
                            .putShort((short) bytes.length)
                            .put(bytes));
        }

        byte[] bytes() {
            return all.toByteArray();
        }
    }
}
