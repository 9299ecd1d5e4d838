package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFilesTest {
    private static final String PEOPLE = "姓名,编号,金额\n𬱖㛃,A1,1\n张三,A2,2\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "UTF-8, '', UTF-8",
        "UTF-8, \uFEFF, UTF-8",
        "GB18030, '', GB18030",
        "UTF-16LE, \uFEFF, UTF-16LE",
        "UTF-16BE, \uFEFF, UTF-16BE",
        "UTF-16LE, '', UTF-16LE",
        "UTF-16BE, '', UTF-16BE"
    })
    void rareSignsSurviveInEveryEncoding(String charset, String mark, String found) throws Exception {
        var table = read((mark + PEOPLE).getBytes(Charset.forName(charset))).only();
        assertThat(table.columns()).containsExactly("姓名", "编号", "金额");
        assertThat(table.rows()).contains(List.of("𬱖㛃", "A1", "1")).hasSize(2);
        assertThat(table.reading().encoding()).isEqualTo(found);
    }

    @Test
    void chineseBehindAMillionNumbersIsFound() throws Exception {
        byte[] text = ("a,b\n" + "12345,67890\n".repeat(100_000) + "张三,1\n").getBytes(Charset.forName("GBK"));
        var table = read(text).only();
        assertThat(table.reading().encoding()).isEqualTo("GB18030");
        assertThat(table.rows()).hasSize(100_001).contains(List.of("张三", "1"));
    }

    @Test
    void oneBrokenSignDoesNotMakeUtf8AnotherEncoding() throws Exception {
        byte[] text = (PEOPLE + "李四,A3,3\n".repeat(20) + "王?五,A4,4\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '?') {
                text[i] = (byte) 0xE4;
            }
        }
        var table = read(text).only();
        assertThat(table.reading().encoding()).isEqualTo("UTF-8");
        assertThat(table.rows()).hasSize(22);
        assertThat(table.rejects().first())
                .extracting(Rejects.Reject::line, Rejects.Reject::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(24L, Rejects.Reason.ENCODING));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "\t", ";", "|"})
    void cellsAreToldApart(String delimiter) throws Exception {
        String text = "name,note,amount\nZhang,\"a,b\nc \"\"d\"\"\",\"1,234\"\nLi,,5\nWang,x;y|z,\"1,5\"\n"
                .replace("a,b", "a\u0001b")
                .replace("1,234", "1\u0001234")
                .replace("1,5", "1\u00015")
                .replace(",", delimiter)
                .replace("\u0001", delimiter);
        if (delimiter.equals(";") || delimiter.equals("|")) {
            text = text.replace("x;y|z", "\"x;y|z\"");
        }
        var table = read(text).only();
        assertThat(table.reading().delimiter()).isEqualTo(delimiter);
        assertThat(table.rows().getFirst())
                .containsExactly("Zhang", "a" + delimiter + "b\nc \"d\"", "1" + delimiter + "234");
        assertThat(table.rejects().count()).isZero();
    }

    @Test
    void decimalCommasAreNoDelimiters() throws Exception {
        var table = read("a;b;c\n1,5;2,5;3,5\n1,6;2,7;3,8\n").only();
        assertThat(table.reading().delimiter()).isEqualTo(";");
        assertThat(table.rows()).contains(List.of("1,5", "2,5", "3,5"));
    }

    @Test
    void linesThatAreNoRowsAreNamedWithTheirLineAndText() throws Exception {
        for (String mark : new String[] {"", "\uFEFF"}) {
            for (String end : new String[] {"\n", "\r\n"}) {
                String text =
                        mark + "a,b,c\n1,2,3\n\"x\ny\",2,3\n4,5\n\"bad\"q,1,2\n6,7,8,9\n9,9,9\n".replace("\n", end);
                for (String charset : new String[] {"UTF-8", "UTF-16LE"}) {
                    if (charset.equals("UTF-16LE") && mark.isEmpty()) {
                        continue;
                    }
                    var table = read(text.getBytes(Charset.forName(charset))).only();
                    assertThat(table.rows()).as(charset + end).hasSize(3);
                    assertThat(table.rejects().count()).isEqualTo(3);
                    assertThat(table.rejects().first())
                            .extracting(reject -> reject.line() + " " + reject.reason() + " "
                                    + reject.text().strip())
                            .containsExactly("5 TOO_FEW 4,5", "6 QUOTE \"bad\"q,1,2", "7 TOO_MANY 6,7,8,9");
                }
            }
        }
    }

    @Test
    void aQuoteThatNeverEndsCostsItsOwnLineOnly() throws Exception {
        var table = read("\uFEFFa,b\n1,\"2\"\n3,\"open\n5,6\n7,8\n".getBytes(StandardCharsets.UTF_16LE))
                .only();
        assertThat(table.rows()).containsExactlyInAnyOrder(List.of("1", "2"), List.of("5", "6"), List.of("7", "8"));
        assertThat(table.rejects().first()).extracting(Rejects.Reject::line).containsExactly(3L);
    }

    @Test
    void titlesAndNotesStandOutsideTheTable() throws Exception {
        var table = read("2021年人口统计表\n单位：人\n地区,人数,面积\n端州区,100,1.5\n鼎湖区,200,2.5\n高要区,300,3\n\n注：数据为年末数。\n制表人：张三,审核：李四\n")
                .only();
        assertThat(table.columns()).containsExactly("地区", "人数", "面积");
        assertThat(table.rows()).hasSize(3);
        assertThat(table.reading().parts()).containsExactly(new Reading.Part(null, 3, 6L, 1));
        assertThat(table.notes()).containsExactly(new Note("outside", java.util.Map.of("lines", "1-2, 8, 9")));
        assertThat(table.rejects().count()).isZero();
    }

    @Test
    void titlesInAPaddedFileStandOutsideToo() throws Exception {
        var table = read("人口统计表,,\n,,\n地区,人数,面积\n端州区,100,1.5\n鼎湖区,200,\n注：数据为年末数,,\n")
                .only();
        assertThat(table.columns()).containsExactly("地区", "人数", "面积");
        assertThat(table.rows()).hasSize(2);
    }

    @Test
    void twoHeaderRowsBecomeOneName() throws Exception {
        var table = read("地区,人口,,面积\n,男,女,\n端州区,10,11,1.5\n鼎湖区,20,21,2.5\n").only();
        assertThat(table.columns()).containsExactly("地区", "人口/男", "人口/女", "面积");
        assertThat(table.rows()).hasSize(2);
        assertThat(table.reading().parts().getFirst().headerRows()).isEqualTo(2);
    }

    @Test
    void aTableWithoutHeaderHasAllItsRows() throws Exception {
        var table = read("1,张三,2021-08-10\n2,李四,2021-08-11\n").only();
        assertThat(table.columns()).containsExactly("column1", "column2", "column3");
        assertThat(table.rows()).hasSize(2);
        assertThat(read("男,张三\n女,李四\n男,王五\n").only().rows()).hasSize(3);
    }

    @Test
    void yearsCanNameColumns() throws Exception {
        var table = read("地区,2019,2020\n端州区,100,110\n鼎湖区,200,210\n").only();
        assertThat(table.columns()).containsExactly("地区", "2019", "2020");
    }

    @Test
    void severalTablesInOneFileAreSeveralTables() throws Exception {
        var tables = read("表一 人口\n地区,人数\n端州区,100\n鼎湖区,200\n\n表二 企业\n名称,代码,金额\n某某,A1,5\n其他,A2,6\n")
                .tables();
        assertThat(tables).extracting(ReadFile.OneTable::name).containsExactly("t.csv#1", "t.csv#2");
        assertThat(tables.get(0).rows()).hasSize(2);
        assertThat(tables.get(1).columns()).containsExactly("名称", "代码", "金额");
        assertThat(tables.get(1).rows()).hasSize(2);
    }

    @Test
    void aBlankLineDoesNotEndATable() throws Exception {
        var table = read("地区,人数\n端州区,100\n\n鼎湖区,200\n").only();
        assertThat(table.rows()).hasSize(2);
        assertThat(table.rejects().count()).isZero();
    }

    @Test
    void oneColumnIsATableToo() throws Exception {
        var table = read("地址\n端州区建设路1号\n端州区建设路2号,3楼\n鼎湖区\n高要区\n四会市\n").only();
        assertThat(table.columns()).containsExactly("地址");
        assertThat(table.rows()).contains(List.of("端州区建设路2号,3楼")).hasSize(5);
    }

    @Test
    void aDelimiterAtTheEndOfEachLineMakesNoColumn() throws Exception {
        var table = read("a,b,\n1,x,\n2,y,\n").only();
        assertThat(table.columns()).containsExactly("a", "b");
        assertThat(table.rows()).hasSize(2);
    }

    @Test
    void namesThatTheEngineTakesForOneAreTwo() throws Exception {
        var table = read("ID,id,x\n1,2,3\n").only();
        assertThat(table.columns()).containsExactly("ID", "id_2", "x");
    }

    @Test
    void aReadingOfAPersonIsObeyed() throws Exception {
        Path file = Files.writeString(folder.resolve("t.csv"), "x;1\na,b;c,d\n1,2;3,4\n5;6\n");
        var parts = List.of(new Reading.Part(null, 2, 4L, 1));
        var table = ReadFile.of(file, new Reading("UTF-8", ";", "", null, true, parts))
                .only();
        assertThat(table.columns()).containsExactly("a,b", "c,d");
        assertThat(table.rows()).containsExactlyInAnyOrder(List.of("1,2", "3,4"), List.of("5", "6"));
        var comma = ReadFile.of(
                        file, new Reading(null, ",", null, null, false, List.of(new Reading.Part(null, 2, null, 1))))
                .only();
        assertThat(comma.columns()).containsExactly("a", "b;c", "d");
        assertThat(comma.rejects().count()).isEqualTo(1);
    }

    private ReadFile read(String text) throws Exception {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private ReadFile read(byte[] text) throws Exception {
        return ReadFile.of(Files.write(folder.resolve("t.csv"), text));
    }
}
