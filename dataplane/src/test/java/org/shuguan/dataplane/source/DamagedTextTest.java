package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuguan.dataplane.detect.CensusTexts;

/// Text files as people and programs damage them: a value is right, or its loss is told.
class DamagedTextTest {
    private static final String PARKS = "编号,公园,面积,备注\n"
            + IntStream.rangeClosed(1, 30)
                    .mapToObj(i -> "P-%03d,公园%d,%d.5,\n".formatted(i, i, i))
                    .collect(Collectors.joining());

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\n\n", "\r\r\n", "\r\n\r\n"})
    void aBlankLineAfterEachRecordEndsNoTable(String end) throws Exception {
        StringBuilder text = new StringBuilder("编号,名称" + end);
        for (int i = 0; i < 9_000; i++) {
            text.append(i).append(",站点").append(i).append(end);
        }
        var table = read(text.toString()).only();
        assertThat(table.rows()).hasSize(9_000);
        assertThat(table.rejects().count()).isZero();
    }

    @Test
    void aLayoutThatChangesTooOftenIsReadToItsEndAndSaid() throws Exception {
        StringBuilder text = new StringBuilder("街道,户数\n");
        for (int i = 0; i < 4_000; i++) {
            text.append("甲").append(i).append(',').append(i).append("\n合计\n");
        }
        var table = read(text.toString()).only();
        assertThat(table.rows()).hasSize(4_000);
        assertThat(table.rejects().count()).isEqualTo(4_000);
        assertThat(codes(table)).containsExactly("layout-limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\r\n1,2\n", "a,b\n1,2\r\n3,4\n", "a,b\r1,\"x\ry\"\r2,z\r", "a,b\n1,2\r3,4\r\n"})
    void lineEndsOfSeveralKindsAreLineEnds(String text) throws Exception {
        var table = read(text).only();
        assertThat(table.columns()).containsExactly("a", "b");
        assertThat(table.rows()).hasSize((int) text.lines().count() - 1 - (text.contains("x\r") ? 1 : 0));
        assertThat(table.rejects().count()).isZero();
    }

    @Test
    void aCellTooManyThatMovesTheValuesIsTold() throws Exception {
        String moved = PARKS.replace("P-007,公园7", "P-007,,公园7").replace("P-020,", ",P-020,");
        var table = read(moved).only();
        assertThat(table.rows()).hasSize(28);
        assertThat(told(table)).containsExactly("8 TOO_MANY", "21 TOO_MANY");
    }

    @Test
    void aNeedlessDelimiterAtTheEndOfARowCostsNothing() throws Exception {
        var table = read(PARKS.replace("公园7,7.5,", "公园7,7.5,,")).only();
        assertThat(table.rows()).hasSize(30).contains(java.util.Arrays.asList("P-007", "公园7", "7.5", null));
        assertThat(table.rejects().count()).isZero();
        var every = read("a,b\n1,x,\n2,y\n3,z,\n4,x\n").only();
        assertThat(every.rows()).hasSize(4);
        assertThat(every.rejects().count()).isZero();
    }

    @Test
    void aDelimiterLostBeforeAQuoteIsTold() throws Exception {
        String text = "编号,金额,品名,说明\n"
                + IntStream.range(0, 20)
                        .mapToObj(i -> i + ",$1" + i + (i == 7 ? "" : ",") + "\"桌, 椅\",好\n")
                        .collect(Collectors.joining());
        var table = read(text).only();
        assertThat(table.rows()).hasSize(19);
        assertThat(told(table)).containsExactly("9 QUOTE");
    }

    @Test
    void aQuoteThatOpensAtTheEndOfARowCostsThatRowOnly() throws Exception {
        var table = read(PARKS.replaceAll("(公园\\d+)", "\"$1\"").replace("7.5,\n", "7.5,\"\n"))
                .only();
        assertThat(told(table)).containsExactly("8 QUOTE", "18 QUOTE", "28 QUOTE");
        assertThat(table.rows()).hasSize(27);
    }

    @Test
    void oneNameMoreThanCellsIsAnEmptyColumn() throws Exception {
        var table = read("姓名,日期,金额,备注\n甲,2024-01-05,1\n乙,2024-01-06,3\n").only();
        assertThat(table.columns()).containsExactly("姓名", "日期", "金额", "备注");
        assertThat(table.rows()).hasSize(2);
        assertThat(codes(table)).containsExactly("header-long");
    }

    @Test
    void oneNameFewerThanCellsIsSaid() throws Exception {
        var table = read("姓名,日期\n甲,2024-01-05,1\n乙,2024-01-06,3\n").only();
        assertThat(table.columns()).containsExactly("姓名", "日期", "column3");
        assertThat(table.rows()).hasSize(2);
        assertThat(codes(table)).containsExactly("header-short");
        var end = read("姓名,日期,金额\n甲,2024-01-05,1,\n乙,2024-01-06,3,\n").only();
        assertThat(end.columns()).containsExactly("姓名", "日期", "金额");
        assertThat(codes(end)).containsExactly("header-end");
    }

    @Test
    void aDelimiterTooManyInTheHeaderIsLeftOut() throws Exception {
        var gap = read("姓名,,日期,金额\n甲,2024-01-05,1\n乙,2024-01-06,3\n").only();
        assertThat(gap.columns()).containsExactly("姓名", "日期", "金额");
        assertThat(codes(gap)).containsExactly("header-gap");
        var end = read("姓名,日期,金额,\n甲,2024-01-05,1\n乙,2024-01-06,3\n").only();
        assertThat(end.columns()).containsExactly("姓名", "日期", "金额");
    }

    @Test
    void aHeaderWithADamagedQuoteNamesTheColumns() throws Exception {
        for (String header : new String[] {"\"姓名,日期,\"金额\"", "姓名,\"日期\"的,金额", "姓名,日期,\"金额"}) {
            var table =
                    read(header + "\n\"甲\",2024-01-05,1\n\"乙\",2024-01-06,3\n").only();
            assertThat(table.columns()).as(header).startsWith("姓名").hasSize(3);
            assertThat(table.rows()).hasSize(2);
            assertThat(codes(table)).contains("header-damaged");
        }
    }

    @Test
    void aHeaderWithAnotherDelimiterNamesTheColumns() throws Exception {
        var table = read("姓名;日期;金额\n甲,2024-01-05,1\n乙,2024-01-06,3\n丙,2024-01-07,5\n")
                .only();
        assertThat(table.columns()).containsExactly("姓名", "日期", "金额");
        assertThat(table.rows()).hasSize(3);
    }

    @Test
    void equalNamesAreNumberedAndSaid() throws Exception {
        var table = read("姓名,金额,金额\n甲,1,2\n乙,3,4\n").only();
        assertThat(table.columns()).containsExactly("姓名", "金额", "金额_2");
        assertThat(table.notes()).containsExactly(new Note("header-twice", Map.of("names", "金额")));
    }

    @Test
    void aHeaderThatComesAgainIsNoRow() throws Exception {
        for (String mark : new String[] {"", "\uFEFF"}) {
            var table = read(mark + "编号,名称\n1,桌\n2,椅\n" + mark + "编号,名称\n3,柜\n").only();
            assertThat(table.columns()).containsExactly("编号", "名称");
            assertThat(table.rows()).hasSize(3);
            assertThat(told(table)).containsExactly("4 HEADER");
        }
    }

    @Test
    void threeHeaderRowsBecomeOneName() throws Exception {
        var table = read("单位,在编,,,,合计\n,男,,女,,\n,本科,专科,本科,专科,\n甲局,1,2,3,4,10\n乙局,1,2,3,4,10\n")
                .only();
        assertThat(table.columns()).containsExactly("单位", "在编/男/本科", "在编/男/专科", "在编/女/本科", "在编/女/专科", "合计");
        assertThat(table.rows()).hasSize(2);
    }

    @Test
    void aTableWithoutHeaderSaysSoAndKeepsItsEmptyLastColumn() throws Exception {
        var table = read("1,张三,2021-08-10,\n2,李四,2021-08-11,\n").only();
        assertThat(table.columns()).hasSize(4);
        assertThat(codes(table)).containsExactly("header-none");
    }

    @Test
    void blanksAfterDelimitersAreNoPartOfTheValues() throws Exception {
        var table = read("id, name, note\n1, \"Zhang\", \"a, b\"\n2, Li, c\n").only();
        assertThat(table.rows()).contains(List.of("1", "Zhang", "a, b"), List.of("2", "Li", "c"));
        assertThat(codes(table)).containsExactly("blank-after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"，", "；", "｜", " ", "^", "\u0001"})
    void rareDelimitersAreFoundAndSaidToBeAGuess(String delimiter) throws Exception {
        String text = "编号,姓名,数量,日期\n1,张三,20,2024-01-02\n2,李四,30,2024-02-03\n3,王五,40,2024-02-05\n";
        var table = read(text.replace(",", delimiter)).only();
        assertThat(table.columns()).containsExactly("编号", "姓名", "数量", "日期");
        assertThat(table.rows())
                .contains(List.of("2", "李四", "30", "2024-02-03"))
                .hasSize(3);
        assertThat(codes(table)).containsExactly("delimiter-guess");
    }

    @Test
    void sentencesHaveNoDelimiter() throws Exception {
        var table = read("说明\n今天，天气很好。\n明天，天气也好。\n后天，不知道了，再说。\n").only();
        assertThat(table.columns()).containsExactly("说明");
        var times = read("时间\n2024-01-01 10:00:00\n2024-01-01 10:00:01\n").only();
        assertThat(times.columns()).containsExactly("时间");
    }

    @Test
    void apostrophesEncloseCellsInWhichWordsHaveThemToo() throws Exception {
        var table = read("id,name,note\n1,'Shoes, men's','x'\n2,'Wang','it''s'\n3,'Zhao, B','y'\n4,'Li','z'\n")
                .only();
        assertThat(table.rows())
                .contains(
                        List.of("1", "Shoes, men's", "x"), List.of("2", "Wang", "it's"), List.of("3", "Zhao, B", "y"));
    }

    @Test
    void guardsAgainstExcelAreNoPartOfTheValues() throws Exception {
        var formula = read("编号,数量\n=\"0012\",1\n\"=\"\"0013\"\"\",2\n").only();
        assertThat(formula.rows()).containsExactlyInAnyOrder(List.of("0012", "1"), List.of("0013", "2"));
        assertThat(codes(formula)).containsExactly("formula-guard");
        var apostrophe = read("编号,数量\n'0012,1\n'0013,2\n").only();
        assertThat(apostrophe.rows()).containsExactlyInAnyOrder(List.of("0012", "1"), List.of("0013", "2"));
        assertThat(codes(apostrophe)).containsExactly("apostrophe-guard");
    }

    @Test
    void zeroBytesAreLeftOutAndSaid() throws Exception {
        var table = read("id,name\n1,ab\0c\n2,\0\0\n").only();
        assertThat(table.rows()).contains(List.of("1", "abc")).hasSize(2);
        assertThat(codes(table)).containsExactly("nul-characters");
    }

    @ParameterizedTest
    @CsvSource({
        "Big5, '編號,名稱,地址\n1,圖書館,臺北市信義區\n2,體育館,香港九龍\n'",
        "Windows-1252, 'name,city\nJosé Pérez,Málaga\nFrançois,Besançon\n'"
    })
    void anEncodingThatIsAGuessIsSaidToBeOne(String encoding, String text) throws Exception {
        var table = read(text.getBytes(Charset.forName(encoding))).only();
        assertThat(table.reading().encoding()).isEqualTo(encoding);
        assertThat(table.notes()).containsExactly(new Note("encoding-guess", Map.of("encoding", encoding)));
        assertThat(table.columns())
                .containsExactly(text.lines().findFirst().orElseThrow().split(","));
    }

    @Test
    void theEncodingIsTheOneThatLosesLeast() throws Exception {
        String text = "编号,地名\n"
                + IntStream.range(0, 30)
                        .mapToObj(i -> i + (i < 3 ? ",\uD840\uDC00村\n" : ",普通村\n"))
                        .collect(Collectors.joining());
        var pairs = read(text.getBytes(Charset.forName("CESU-8"))).only();
        assertThat(pairs.rows()).hasSize(30).contains(List.of("1", "\uD840\uDC00村"));
        byte[] broken = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 20, left = 8; left > 0; i++) {
            if (broken[i] == (byte) 0xE6) {
                broken[i + 1] = 'x';
                left--;
                i += 14;
            }
        }
        var utf8 = read(broken).only();
        assertThat(utf8.reading().encoding()).isEqualTo("UTF-8");
        assertThat(utf8.columns()).containsExactly("编号", "地名");
        assertThat(utf8.rows().size() + utf8.rejects().count()).isEqualTo(30);
    }

    /// Beyond the size up to which files are examined completely.
    @ParameterizedTest
    @ValueSource(strings = {"x,,1,2", "7,\"open,1,2", "编号,名称,数量,备注", "7,\"a\"b,1,2", "7,a,1,2\r", "7,a,\0,2"})
    void damageFarBehindTheBeginningOfALargeFileIsToldToo(String damage) throws Exception {
        Path file = folder.resolve("large.csv");
        int before = 500_000;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("编号,名称,数量,备注\n");
            for (int i = 0; i < before; i++) {
                out.write(i + ",\"某单位，, 很长的名称\",100,\n");
            }
            out.write(damage + (damage.startsWith("x") ? ",\n" : "\n"));
            for (int i = 0; i < 1_000; i++) {
                out.write(i + ",乙,100,\n");
            }
        }
        assertThat(Files.size(file)).isGreaterThan(20 << 20);
        var table = ReadFile.of(file).only();
        long damaged = damage.endsWith("\r") || damage.contains("\0") ? 0 : 1;
        assertThat(table.rows()).hasSize(before + 1_001 - (int) damaged);
        assertThat(table.rejects().count()).isEqualTo(damaged);
        if (damaged == 1) {
            assertThat(table.rejects().first().getFirst().line()).isEqualTo(before + 2L);
        }
    }

    @Test
    void everyNoteHasATextInBothLanguages() throws Exception {
        for (String code : List.of(
                "layout-limit",
                "header-none",
                "header-damaged",
                "header-gap",
                "header-long",
                "header-short",
                "header-end",
                "header-twice",
                "formula-guard",
                "apostrophe-guard",
                "blank-after",
                "encoding-guess",
                "delimiter-guess",
                "nul-characters")) {
            assertThat(CensusTexts.in(Locale.ENGLISH).note(code, Map.of())).isNotBlank();
            assertThat(CensusTexts.in(Locale.CHINESE).note(code, Map.of())).isNotBlank();
        }
        assertThat(CensusTexts.in(Locale.ENGLISH).reject("HEADER")).isNotEqualTo("HEADER");
    }

    private static List<String> codes(ReadFile.OneTable table) {
        return table.notes().stream().map(Note::code).toList();
    }

    private static List<String> told(ReadFile.OneTable table) {
        List<String> told = new ArrayList<>();
        table.rejects().first().forEach(reject -> told.add(reject.line() + " " + reject.reason()));
        return told;
    }

    private ReadFile read(String text) throws Exception {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private ReadFile read(byte[] text) throws Exception {
        return ReadFile.of(Files.write(folder.resolve("t.csv"), text));
    }
}
