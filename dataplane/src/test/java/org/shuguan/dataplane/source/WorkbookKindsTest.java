package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuguan.dataplane.source.RawWorkbook.empty;
import static org.shuguan.dataplane.source.RawWorkbook.number;
import static org.shuguan.dataplane.source.RawWorkbook.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Workbooks as Excel, WPS and other programs write them: what is in a cell is read, whatever its form.
class WorkbookKindsTest {
    @TempDir
    Path folder;

    @Test
    void aBookWithMacrosIsReadLikeAnyOther() throws Exception {
        Path file = twoColumns()
                .part("vbaProject", "vbaProject.bin", "\u0001\u0002")
                .write(folder.resolve("t.xlsm"));
        assertThat(ReadFile.of(file).only().rows()).containsExactly(List.of("1", "甲"), List.of("2", "乙"));
    }

    @Test
    void theStrictFormIsReadLikeTheUsualOne() throws Exception {
        assertThat(read(twoColumns().strict()).rows()).containsExactly(List.of("1", "甲"), List.of("2", "乙"));
    }

    @Test
    void daysKeptAsTextAreDays() throws Exception {
        var table = read(new RawWorkbook()
                .row(text("编号"), text("日期"))
                .row(number("1"), "<c t=\"d\"><v>2021-08-10</v></c>")
                .row(number("2"), "<c t=\"d\"><v>2021-08-11T12:30:00.000Z</v></c>")
                .row(number("3"), "<c t=\"d\"><v>2021-08-12T00:00:00</v></c>")
                .row(number("4"), "<c t=\"d\"><v>08:15:00</v></c>"));
        assertThat(table.rows())
                .extracting(List::getLast)
                .containsExactly("2021-08-10", "2021-08-11 12:30:00", "2021-08-12", "08:15:00");
    }

    @Test
    void aCellWithAnEmptyOrUnknownStyleHasNone() throws Exception {
        var table = read(new RawWorkbook()
                .styles("", 0, 14)
                .row(text("编号"), text("数"))
                .row(number("1", ""), number("44418", "1"))
                .row(number("2", "99"), number("44419", "x")));
        assertThat(table.rows()).containsExactly(List.of("1", "2021-08-10"), List.of("2", "44419"));
    }

    @Test
    void escapedCharactersAreTheCharacters() throws Exception {
        var table = read(new RawWorkbook()
                .texts(
                        "<si><t>说明_x000D_\n(必填)</t></si>",
                        "<si><t>甲_x000D_\n乙</t></si>",
                        "<si><t>_x005F_x000D_丙</t></si>")
                .row(text("编号"), "<c t=\"s\"><v>0</v></c>")
                .row(number("1"), "<c t=\"s\"><v>1</v></c>")
                .row(number("2"), "<c t=\"s\"><v>2</v></c>")
                .row(number("3"), text("a_x0041_b_x00zz_"))
                .row(number("4"), "<c t=\"str\"><f>A1</f><v>一_x000D_二</v></c>"));
        assertThat(table.columns()).containsExactly("编号", "说明(必填)");
        assertThat(table.rows()).extracting(List::getLast).containsExactly("甲\r\n乙", "_x000D_丙", "aAb_x00zz_", "一\r二");
    }

    @Test
    void readingAidsBesideATextAreNotPartOfIt() throws Exception {
        String name = "<t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/>";
        var table = read(new RawWorkbook()
                .texts("<si>" + name + "</si>", "<si><r><rPr><b/></rPr><t>北</t></r><r><t>京</t></r></si>")
                .row(text("编号"), text("市"))
                .row(number("1"), "<c t=\"s\"><v>0</v></c>")
                .row(number("2"), "<c t=\"s\"><v>1</v></c>")
                .row(number("3"), "<c t=\"inlineStr\"><is>" + name + "</is></c>"));
        assertThat(table.rows()).extracting(List::getLast).containsExactly("東京", "北京", "東京");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 22, 27, 31, 36, 50, 57, 58})
    void formatsThatOnlyHaveANumberShowDaysToo(int format) throws Exception {
        var table = read(new RawWorkbook()
                .styles("", 0, format)
                .row(text("编号"), text("日期"))
                .row(number("1"), number("44418", "1"))
                .row(number("2"), number("44419.5", "1")));
        assertThat(table.rows()).extracting(List::getLast).containsExactly("2021-08-10", "2021-08-11 12:00:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[$-804]aaaa;@",
                "yyyy&quot;年&quot;m&quot;月&quot;;@",
                "[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@",
                "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
                "上午/下午h&quot;时&quot;mm&quot;分&quot;",
                "yyyy年m月d日",
                "mmm-yy",
                "ggge&quot;年&quot;",
                "mm:ss.000"
            })
    void formatsOfDaysShowDays(String format) throws Exception {
        assertThat(formatted(format)).containsExactly("2021-08-10", "2021-08-11 12:00:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "General&quot;年&quot;",
                "0年",
                "0.00_);[Red]\\(0.00\\)",
                "&quot;￥&quot;#,##0.00",
                "#,##0.00 &quot;day&quot;",
                "0.0E+00",
                "# ?/?",
                "@",
                "[&lt;100]0;[Red]0"
            })
    void formatsOfNumbersShowNumbers(String format) throws Exception {
        assertThat(formatted(format)).containsExactly("44418", "44419.5");
    }

    @Test
    void moreThanADayIsATimeThatSomethingTook() throws Exception {
        var table = read(new RawWorkbook()
                .styles("<numFmt numFmtId=\"200\" formatCode=\"[h]:mm\"/>", 0, 200, 46)
                .row(text("编号"), text("用时"), text("时"))
                .row(number("1"), number("1.5", "1"), number("0.25", "2")));
        assertThat(table.rows()).containsExactly(List.of("1", "36:00:00", "6:00:00"));
    }

    @Test
    void theMarginsOfAChartAreNoPositionsOfCells() throws Exception {
        assertThat(read(twoColumns()
                                .part(
                                        "chart",
                                        "charts/chart1.xml",
                                        "<c:chart xmlns:c=\"x\"><c:pageMargins r=\"0.70000000000000007\"/></c:chart>"))
                        .rows())
                .hasSize(2);
    }

    @Test
    void rowsThatAreNotInOrderAreRefused() throws Exception {
        Path file = new RawWorkbook()
                .rows("<row r=\"5\">" + text("a") + text("b") + "</row><row r=\"2\">" + text("c") + text("d")
                        + "</row>")
                .write(folder.resolve("t.xlsx"));
        assertThat(ReadFile.of(file).unread())
                .extracting(OpenSource.Unread::reason)
                .containsExactly(SourceUnreadable.Reason.FILE_BROKEN);
    }

    @Test
    void theValueOfMergedCellsIsThatOfAll() throws Exception {
        var table = read(new RawWorkbook()
                .row(text("部门"), text("职位"), text("人数"), text("备注"))
                .row(text("财政科"), text("科长"), number("1"), text("在编"))
                .row(empty(), text("科员"), number("4"))
                .row(empty(), text("文员"), number("2"))
                .row(text("人事科"), text("科长"), number("1"))
                .merged("A2:A4", "D2:D3", "B5:C5", "X1:X9"));
        assertThat(table.columns()).containsExactly("部门", "职位", "人数", "备注");
        assertThat(table.rows())
                .containsExactly(
                        java.util.Arrays.asList("财政科", "科长", "1", "在编"),
                        java.util.Arrays.asList("财政科", "科员", "4", "在编"),
                        java.util.Arrays.asList("财政科", "文员", "2", null),
                        java.util.Arrays.asList("人事科", "科长", "1", null));
        assertThat(table.notes()).contains(new Note("merged-cells", Map.of("ranges", "3")));
    }

    @Test
    void aHeadingOverTheWholeTableIsNoValueOfItsColumns() throws Exception {
        var table = read(new RawWorkbook()
                .row(text("名称"), text("数"), text("备注"))
                .row(text("一、城区"))
                .row(text("甲"), number("1"), text("x"))
                .row(text("乙"), number("2"), text("y"))
                .merged("A2:C2"));
        assertThat(table.rows().getFirst()).containsExactly("一、城区", null, null);
    }

    @Test
    void threeHeaderLinesAreShownByTheirMergedCells() throws Exception {
        var table = read(new RawWorkbook()
                .row(text("2023年度人员情况表"))
                .row(text("单位"), text("在编"), empty(), empty(), empty(), text("合计"))
                .row(empty(), text("男"), empty(), text("女"))
                .row(empty(), text("本科"), text("专科"), text("本科"), text("专科"))
                .row(text("某局"), text("无"), text("有"), text("有"), text("无"), text("二"))
                .row(text("某委"), text("有"), text("有"), text("无"), text("无"), text("二"))
                .merged("A1:F1", "A2:A4", "B2:E2", "F2:F4", "B3:C3", "D3:E3"));
        assertThat(table.columns()).containsExactly("单位", "在编/男/本科", "在编/男/专科", "在编/女/本科", "在编/女/专科", "合计");
        assertThat(table.rows()).hasSize(2);
    }

    /// Codes are often numbers with a format: the sheet shows 044418.
    @Test
    void zerosThatAFormatShowsInFrontOfANumberAreRead() throws Exception {
        assertThat(formatted("000000")).containsExactly("044418", "44419.5");
        assertThat(formatted("00000000;-00000000")).containsExactly("00044418", "44419.5");
        assertThat(formatted("0000")).containsExactly("44418", "44419.5");
        assertThat(formatted("0.00")).containsExactly("44418", "44419.5");
    }

    private List<String> formatted(String format) throws Exception {
        return read(new RawWorkbook()
                        .styles("<numFmt numFmtId=\"200\" formatCode=\"" + format + "\"/>", 0, 200)
                        .row(text("编号"), text("值"))
                        .row(number("1"), number("44418", "1"))
                        .row(number("2"), number("44419.5", "1")))
                .rows()
                .stream()
                .map(List::getLast)
                .toList();
    }

    private static RawWorkbook twoColumns() {
        return new RawWorkbook()
                .row(text("编号"), text("名称"))
                .row(number("1"), text("甲"))
                .row(number("2"), text("乙"));
    }

    private ReadFile.OneTable read(RawWorkbook book) throws Exception {
        return ReadFile.of(book.write(folder.resolve("t.xlsx"))).only();
    }
}
