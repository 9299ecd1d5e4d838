package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reports of old systems: named `.xls`, and in truth a web page or XML.
class WebPageBooksTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "Big5"})
    void thePageSaysItsEncoding(String encoding) throws Exception {
        var table = page(
                        "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta http-equiv=Content-Type"
                                + " content=\"text/html; charset=" + encoding + "\"></head><body><table border=1>"
                                + "<tr><td>名稱<td>數量<tr><td>甲<td>1<tr><td>乙&nbsp;<td>2</table></body></html>",
                        encoding)
                .only();
        assertThat(table.columns()).containsExactly("名稱", "數量");
        assertThat(table.rows()).containsExactly(List.of("甲", "1"), List.of("乙", "2"));
        assertThat(table.notes()).contains(new Note("web-page", Map.of("form", "HTML", "encoding", encoding)));
    }

    @Test
    void aPageThatDoesNotSayItsEncodingIsReadInTheOneThatFits() throws Exception {
        assertThat(page("<table><tr><td>名称</td><td>数</td></tr><tr><td>端州区</td><td>1</td></tr></table>", "GB18030")
                        .only()
                        .columns())
                .containsExactly("名称", "数");
    }

    @Test
    void cellsOverSeveralColumnsAndRowsAreThoseOfMergedCells() throws Exception {
        var table = page("""
                        <!-- <table><tr><td>no</td></tr></table> -->
                        <style>td {mso-number-format:"<td>";}</style>
                        <TABLE><TR><TD colspan=4><b>人口统计表</b></TD></TR>
                        <TR><TH rowspan='2'>地区</TH><TH colspan="2">人口</TH><TH rowspan=2>备注</TH></TR>
                        <TR><TH>男</TH><TH>女</TH></TR>
                        <TR><TD rowspan=2>端州区<br>城东</TD><TD x:num="10.25">10.3</TD><TD>1,100</TD><TD>a &lt; b&#33;</TD></TR>
                        <TR><TD>20</TD><TD>21</TD><TD></TD></TR></TABLE>
                        """, "UTF-8").only();
        assertThat(table.columns()).containsExactly("地区", "人口/男", "人口/女", "备注");
        assertThat(table.rows())
                .containsExactly(
                        List.of("端州区\n城东", "10.25", "1,100", "a < b!"), Arrays.asList("端州区\n城东", "20", "21", null));
        assertThat(table.notes()).extracting(Note::code).contains("merged-cells", "outside");
    }

    @Test
    void tablesInsideATableForTheLayoutAreRead() throws Exception {
        var table = page(
                        "<html><body><table><tr><td><table><tr><td>名称</td><td>数</td></tr><tr><td>甲</td><td>1</td></tr>"
                                + "<tr><td>乙</td><td>2</td></tr></table></td></tr></table></body></html>",
                        "UTF-8")
                .only();
        assertThat(table.rows()).containsExactly(List.of("甲", "1"), List.of("乙", "2"));
    }

    @Test
    void thePagesInsideAMailAreItsSheets() throws Exception {
        String first = "<html><table><tr><td>编号</td><td>名称</td></tr><tr><td>1</td><td>甲</td></tr></table></html>";
        String second = "<html><table><tr><td>代码</td><td>数</td></tr><tr><td>x</td><td>9</td></tr></table></html>";
        StringBuilder quoted = new StringBuilder();
        for (byte b : first.getBytes(Charset.forName("GBK"))) {
            quoted.append(b < 0 || b == '=' ? "=%02X".formatted(b & 0xFF) : Character.toString(b));
            quoted.append(quoted.length() % 70 == 0 ? "=\r\n" : "");
        }
        String mail =
                "From: <a>\r\nMIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;\r\n"
                        + "\tboundary=\"--=_Next\"\r\n\r\nThis is a mail.\r\n\r\n----=_Next\r\n"
                        + "Content-Location: file:///C:/x/sheet001.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n"
                        + "Content-Type: text/html; charset=\"gb2312\"\r\n\r\n" + quoted + "\r\n\r\n----=_Next\r\n"
                        + "Content-Location: file:///C:/x/sheet002.htm\r\nContent-Transfer-Encoding: base64\r\n"
                        + "Content-Type: text/html; charset=\"utf-8\"\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(second.getBytes(StandardCharsets.UTF_8))
                        + "\r\n\r\n----=_Next\r\nContent-Type: image/gif\r\n\r\n<table><tr><td>no\r\n----=_Next--\r\n";
        var tables = page(mail, "UTF-8").tables();
        assertThat(tables)
                .extracting(ReadFile.OneTable::name)
                .containsExactly("t.xls#sheet001.htm", "t.xls#sheet002.htm");
        assertThat(tables.get(0).rows()).containsExactly(List.of("1", "甲"));
        assertThat(tables.get(1).rows()).containsExactly(List.of("x", "9"));
        assertThat(tables.get(0).notes())
                .contains(new Note("web-page", Map.of("form", "MHTML", "encoding", "GB18030")));
    }

    @Test
    void theXmlOfExcel2003IsRead() throws Exception {
        var table = page("""
                        <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
                        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
                         xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table>
                        <Row><Cell><Data ss:Type="String">名称</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">日期</Data></Cell>
                        <Cell><Data ss:Type="String">数</Data></Cell></Row>
                        <Row ss:Index="2"><Cell ss:MergeDown="1"><Data ss:Type="String">甲</Data></Cell>
                        <Cell ss:Index="3"><Data ss:Type="DateTime">2021-08-10T00:00:00.000</Data></Cell>
                        <Cell><Data ss:Type="Number">1.5</Data></Cell></Row>
                        <Row><Cell ss:Index="3"><Data ss:Type="DateTime">2021-08-11T12:30:00.000</Data></Cell>
                        <Cell><Data ss:Type="Boolean">1</Data></Cell></Row></Table></Worksheet></Workbook>
                        """, "UTF-8").only();
        assertThat(table.rows())
                .containsExactly(
                        Arrays.asList("甲", null, "2021-08-10", "1.5"),
                        Arrays.asList("甲", null, "2021-08-11 12:30:00", "TRUE"));
    }

    @Test
    void aPageWithoutATableSaysThatItIsAPage() throws Exception {
        assertThat(page("<html><body><p>登录超时</p></body></html>", "UTF-8").unread())
                .extracting(OpenSource.Unread::reason)
                .containsExactly(SourceUnreadable.Reason.WEB_PAGE);
    }

    private ReadFile page(String text, String encoding) throws Exception {
        return ReadFile.of(Files.write(folder.resolve("t.xls"), text.getBytes(Charset.forName(encoding))));
    }
}
