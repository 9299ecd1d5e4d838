package org.shuguan.dataplane.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files hold what they were given, or there is no file.
class RowFileTest {
    @TempDir
    private Path folder;

    private static final List<RowSink.Column> COLUMNS = List.of(
            new RowSink.Column("编号", ColumnKind.WHOLE, 0, 0, false),
            new RowSink.Column("姓名", ColumnKind.TEXT, 0, 0, false),
            new RowSink.Column("金额", ColumnKind.DECIMAL, 20, 2, false),
            new RowSink.Column("比率", ColumnKind.DOUBLE, 0, 0, false),
            new RowSink.Column("日期", ColumnKind.DAY, 0, 0, false),
            new RowSink.Column("时间", ColumnKind.TIME, 0, 0, false),
            new RowSink.Column("有效", ColumnKind.TRUTH, 0, 0, false));

    private static List<@Nullable Object> row(int id, @Nullable String name) {
        return new ArrayList<>(Arrays.asList(
                BigDecimal.valueOf(id),
                name,
                new BigDecimal("-123456789012345678.90"),
                0.25,
                LocalDate.of(1899, 12, 31),
                LocalDateTime.of(2026, 11, 29, 8, 30),
                true));
    }

    private Path written(RowFile.Format format, RowFile.Encoding encoding, String... names) throws Exception {
        Path file = folder.resolve(format.word());
        try (RowFile rows = RowFile.create(file, format, encoding, 1 << 20)) {
            rows.begin(COLUMNS);
            for (String name : names) {
                rows.row(row(1, name));
            }
            rows.row(row(2, null));
        }
        return file;
    }

    @Test
    void csvIsWrittenInEachEncoding() throws Exception {
        String text = "编号,姓名,金额,比率,日期,时间,有效\r\n"
                + "1,\"𠮷田, \"\"䶮\"\"\",-123456789012345678.90,0.25,1899-12-31,2026-11-29T08:30,true\r\n"
                + "2,,-123456789012345678.90,0.25,1899-12-31,2026-11-29T08:30,true\r\n";
        Path utf8 = written(RowFile.Format.CSV, RowFile.Encoding.UTF8, "𠮷田, \"䶮\"");
        assertThat(Files.readString(utf8)).isEqualTo(text);
        Path bom = written(RowFile.Format.CSV, RowFile.Encoding.UTF8_BOM, "𠮷田, \"䶮\"");
        assertThat(Files.readString(bom)).isEqualTo("\uFEFF" + text);
        Path national = written(RowFile.Format.CSV, RowFile.Encoding.GB18030, "𠮷田, \"䶮\"");
        assertThat(Files.readString(national, Charset.forName("GB18030"))).isEqualTo(text);
    }

    @Test
    void onlyTheFormForSpreadsheetsChangesTextsThatWouldBeFormulas() throws Exception {
        assertThat(Files.readString(written(RowFile.Format.CSV, RowFile.Encoding.UTF8_BOM, "=1+1")))
                .contains("1,'=1+1,-123456789012345678.90");
        assertThat(Files.readString(written(RowFile.Format.CSV, RowFile.Encoding.UTF8, "=1+1")))
                .contains("1,=1+1,");
    }

    @Test
    void aCharacterThatTheEncodingLacksIsToldAndNotReplaced() {
        for (RowFile.Encoding encoding : RowFile.Encoding.values()) {
            RowsUnwritable told = catchThrowableOfType(
                    RowsUnwritable.class, () -> written(RowFile.Format.CSV, encoding, "好", "半\uD842个"));
            assertThat(told.reason()).isEqualTo(RowsUnwritable.Reason.CHARACTER);
            assertThat(told.facts())
                    .containsEntry("row", 2L)
                    .containsEntry("item", "姓名")
                    .containsEntry("character", "U+D842");
        }
        RowsUnwritable told = catchThrowableOfType(
                RowsUnwritable.class, () -> written(RowFile.Format.XLSX, RowFile.Encoding.UTF8, "a\u0001"));
        assertThat(told.facts()).containsEntry("character", "U+0001");
    }

    @Test
    void aWorkbookHoldsTextsNumbersAndNoFormula() throws Exception {
        Path file = written(RowFile.Format.XLSX, RowFile.Encoding.UTF8, "=1+1");
        try (var in = Files.newInputStream(file);
                ReadableWorkbook book = new ReadableWorkbook(in)) {
            List<Row> rows = book.getFirstSheet().read();
            assertThat(rows).hasSize(3);
            assertThat(rows.get(1).stream().map(RowFileTest::shown))
                    .containsExactly(
                            "1", "=1+1", "-123456789012345678.90", "0.25", "1899-12-31", "2026-11-29T08:30", "true");
            assertThat(rows.get(1).getCell(1).getFormula()).isNull();
        }
    }

    private static String shown(Cell cell) {
        return String.valueOf(cell.getValue())
                .toLowerCase(java.util.Locale.ROOT)
                .replace('t', 'T')
                .replace("True", "true");
    }

    @Test
    void aSheetThatIsFullAndAFileThatIsTooLargeAreRefused() throws Exception {
        try (XlsxFile small = new XlsxFile(new ByteArrayOutputStream(), 2)) {
            small.begin(COLUMNS);
            small.row(row(1, "a"));
            small.row(row(2, "b"));
            RowsUnwritable full = catchThrowableOfType(RowsUnwritable.class, () -> small.row(row(3, "c")));
            assertThat(full.reason()).isEqualTo(RowsUnwritable.Reason.ROWS);
        }
        assertThat(RowFile.ROWS_OF_A_SHEET).isEqualTo(1_048_575);
        String cell = "很".repeat(40_000);
        assertThat(catchThrowableOfType(
                                RowsUnwritable.class, () -> written(RowFile.Format.XLSX, RowFile.Encoding.UTF8, cell))
                        .reason())
                .isEqualTo(RowsUnwritable.Reason.CELL);
        String[] many = new String[30];
        Arrays.fill(many, cell);
        assertThat(catchThrowableOfType(
                                RowsUnwritable.class, () -> written(RowFile.Format.JSONL, RowFile.Encoding.UTF8, many))
                        .reason())
                .isEqualTo(RowsUnwritable.Reason.SIZE);
    }

    @Test
    void linesOfJsonAreOneRowEach() throws Exception {
        Path file = written(RowFile.Format.JSONL, RowFile.Encoding.UTF8, "a\nb");
        assertThat(Files.readAllLines(file, StandardCharsets.UTF_8))
                .hasSize(2)
                .first()
                .isEqualTo("{\"编号\":1,\"姓名\":\"a\\nb\",\"金额\":-123456789012345678.90,\"比率\":0.25,"
                        + "\"日期\":\"1899-12-31\",\"时间\":\"2026-11-29T08:30\",\"有效\":true}");
    }

    @Test
    void aParquetFileIsReadByAnotherProgram() throws Exception {
        Path file = written(RowFile.Format.PARQUET, RowFile.Encoding.UTF8, "𠮷田");
        try (var engine = DriverManager.getConnection("jdbc:duckdb:");
                var statement = engine.createStatement();
                var rows = statement.executeQuery("select * from read_parquet('" + file + "') order by 1")) {
            rows.next();
            List<String> read = new ArrayList<>();
            for (int i = 1; i <= COLUMNS.size(); i++) {
                read.add(rows.getMetaData().getColumnTypeName(i) + " " + rows.getString(i));
            }
            assertThat(read)
                    .containsExactly(
                            "BIGINT 1",
                            "VARCHAR 𠮷田",
                            "DECIMAL(20,2) -123456789012345678.90",
                            "DOUBLE 0.25",
                            "DATE 1899-12-31",
                            "TIMESTAMP 2026-11-29 08:30:00.0",
                            "BOOLEAN true");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(2)).isNull();
        }
    }
}
