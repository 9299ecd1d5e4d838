package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuguan.dataplane.source.RawWorkbook.empty;
import static org.shuguan.dataplane.source.RawWorkbook.number;
import static org.shuguan.dataplane.source.RawWorkbook.text;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sheets as people make them: a table among titles, blank lines and totals, or no table at all.
class SheetsAsMadeTest {
    @TempDir
    Path folder;

    @Test
    void aFormIsOneRowAndSaysSo() throws Exception {
        var table = read(new RawWorkbook()
                .row(text("员工信息表"))
                .row(text("姓名"), text("张三"), text("性别"), text("男"))
                .row(text("出生日期"), text("1990-01-02"), text("民族"), text("汉族"))
                .row(text("联系电话"), number("13800138000"), text("政治面貌"))
                .row(text("家庭住址"), text("肇庆市端州区"))
                .row(text("备注"))
                .merged("A1:D1", "B5:D5", "B6:D6"));
        assertThat(table.columns()).containsExactly("姓名", "性别", "出生日期", "民族", "联系电话", "政治面貌", "家庭住址", "备注");
        assertThat(table.rows())
                .containsExactly(Arrays.asList("张三", "男", "1990-01-02", "汉族", "13800138000", null, "肇庆市端州区", null));
        assertThat(table.notes())
                .containsExactly(new Note("form", Map.of("fields", "8")), new Note("outside", Map.of("lines", "1")));
    }

    @Test
    void labelsAboveEachOtherAreAFormToo() throws Exception {
        var table = read(new RawWorkbook()
                .row(text("单位名称："), text("某某公司"))
                .row(text("统一社会信用代码："), text("91440101MA59XXXX0X"))
                .row(text("法定代表人："), text("李四"))
                .row(text("注册地址："), text("端州区"))
                .row(text("联系电话："), text("0758-2222222")));
        assertThat(table.columns()).containsExactly("单位名称", "统一社会信用代码", "法定代表人", "注册地址", "联系电话");
        assertThat(table.notes()).extracting(Note::code).contains("form");
    }

    @Test
    void aTableWhoseHeaderLooksLikeLabelsStaysATable() throws Exception {
        var people = read(new RawWorkbook()
                .row(text("姓名"), text("性别"), text("民族"), text("单位"))
                .row(text("张三"), text("男"), text("汉族"), text("某单位"))
                .row(text("李四"), text("女"), text("汉族"), text("某部门"))
                .row(text("王五"), text("男"), text("壮族"), text("某单位"))
                .row(text("赵六"), text("男"), text("壮族"), text("某单位")));
        assertThat(people.rows()).hasSize(4);
        var fields = read(new RawWorkbook()
                .row(text("字段代码"), text("字段名称"), text("类型"))
                .row(text("XM"), text("姓名"), text("C"))
                .row(text("XB"), text("性别"), text("C"))
                .row(text("CSRQ"), text("出生日期"), text("D"))
                .row(text("LXDH"), text("联系电话"), text("C")));
        assertThat(fields.rows()).hasSize(4);
        assertThat(fields.notes()).isEmpty();
    }

    @Test
    void aSheetWithOneColumnIsAList() throws Exception {
        var table = read(new RawWorkbook()
                .row(empty(), text("姓名"))
                .row(empty(), text("张三"))
                .row(empty(), text("李四"))
                .row(empty(), text("王五")));
        assertThat(table.columns()).containsExactly("姓名");
        assertThat(table.rows()).containsExactly(List.of("张三"), List.of("李四"), List.of("王五"));
    }

    @Test
    void aListUnderATitleIsAListToo() throws Exception {
        var table = read(new RawWorkbook()
                .rows("<row r=\"1\">" + text("参会人员名单") + "</row><row r=\"3\">" + text("姓名") + "</row><row r=\"4\">"
                        + text("张三") + "</row><row r=\"5\">" + text("李四") + "</row>"));
        assertThat(table.columns()).containsExactly("姓名");
        assertThat(table.rows()).hasSize(2);
        assertThat(table.notes()).contains(new Note("outside", Map.of("lines", "1")));
    }

    @Test
    void totalsBelowATableAreToldAndAreNoRows() throws Exception {
        var table = read(new RawWorkbook()
                .row(text("地区"), text("人数"), text("金额"))
                .row(text("端州区"), number("1"), number("10"))
                .row(text("鼎湖区"), number("2"), number("20"))
                .row(text("小 计"), number("3"), number("30"))
                .row(text("合　计："), number("3"), number("30"))
                .rows("<row r=\"7\">" + text("制表人：张三") + text("审核：李四") + "</row>"));
        assertThat(table.rows()).containsExactly(List.of("端州区", "1", "10"), List.of("鼎湖区", "2", "20"));
        assertThat(table.notes()).contains(new Note("totals", Map.of("lines", "4, 5")));
    }

    @Test
    void recordsBetweenBlankLinesAreOneTable() throws Exception {
        StringBuilder rows = new StringBuilder("<row r=\"1\">" + text("名称") + text("类别") + "</row>");
        for (int i = 0; i < 50; i++) {
            rows.append("<row r=\"").append(3 + 2 * i).append("\">" + text("企业" + i) + text("甲类") + "</row>");
        }
        assertThat(read(new RawWorkbook().rows(rows.toString())).rows()).hasSize(50);
    }

    @Test
    void titlesOverSeveralLinesAreNotTheHeader() throws Exception {
        var table = read(new RawWorkbook()
                .row(text("肇庆市某局"))
                .row(text("重点项目进度表"))
                .row(text("2023年度"), empty(), empty(), text("单位：万元"))
                .row(text("项目"), text("计划"), text("完成"), text("备注"))
                .row(text("甲"), number("10"), number("5"), text("x"))
                .row(text("乙"), number("20"), number("6"), text("y"))
                .merged("A1:D1", "A2:D2"));
        assertThat(table.columns()).containsExactly("项目", "计划", "完成", "备注");
        assertThat(table.rows()).hasSize(2);
        assertThat(table.notes()).contains(new Note("outside", Map.of("lines", "1-2, 3")));
    }

    private ReadFile.OneTable read(RawWorkbook book) throws Exception {
        return ReadFile.of(book.write(folder.resolve("t.xlsx"))).only();
    }
}
