package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class InventoryTest {
    private static final ListQuery ALL = new ListQuery(null, null, null, null);
    private static final String RIGHT = "441202190001010013";
    private static final String WRONG = "441202190001010014";

    @Autowired
    Census census;

    @Autowired
    Uploads uploads;

    @Autowired
    Runs runs;

    @Autowired
    FoundTables tables;

    @Autowired
    Inventories inventories;

    @Autowired
    Institution institution;

    private UnitCode unit = UnitCode.CITY;

    @BeforeEach
    void aUnitOfItsOwn() {
        unit = new UnitCode("I" + UUID.randomUUID().toString().substring(0, 4).toUpperCase(java.util.Locale.ROOT));
        institution.establish(new Unit(
                unit,
                "市普查局" + unit,
                "Census bureau " + unit,
                Unit.Kind.DEPARTMENT,
                null,
                LocalDate.of(2021, 8, 10),
                null));
    }

    @Test
    void theFiguresOfBothPapersAreTheStores() throws IOException {
        UUID first = counted("人口", "人口.csv", people());
        UUID second = counted("空表", "空.csv", "编号,备注\n1,\n2,\n");
        long rows = tables.rows(first) + tables.rows(second);
        int columns = tables.list(first, ALL).items().getFirst().columns()
                + tables.list(second, ALL).items().getFirst().columns();
        int personal = tables.list(first, ALL).items().getFirst().personal();
        Inventory inventory = inventories.of(unit);

        try (var paper = new XWPFDocument(new ByteArrayInputStream(new InventoryPaper(inventory).docx()))) {
            String text = paper.getParagraphs().stream().map(p -> p.getText()).collect(Collectors.joining("\n"));
            assertThat(text)
                    .contains("数据资源普查报告", "一、总体情况", "（一）数据源")
                    .contains("读取数据表2张、字段%d个、记录%d条".formatted(columns, rows))
                    .contains("识别出个人信息字段%d个".formatted(personal));
            assertThat(cells(paper.getTables().getFirst(), 3))
                    .containsExactly("合计", "", "", "2", Integer.toString(columns), Long.toString(rows));
            assertThat(everything(paper)).doesNotContain(RIGHT, WRONG).contains("校验不通过", "全部为空的字段", "测试值");
            assertThat(paper.getDocument().getBody().getSectPr().getPgMar().getTop())
                    .hasToString("2098");
        }
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(new InventoryWorkbook(inventory).xlsx()))) {
            assertThat(book.getSheet("字段").getLastRowNum()).isEqualTo(columns);
            XSSFSheet stores = book.getSheet("数据源");
            assertThat(stores.getRow(3).getCell(5).getNumericCellValue()).isEqualTo((double) rows);
            assertThat(book.getSheet("数据缺陷").getLastRowNum())
                    .isEqualTo(Defect.of(inventory).size());
        }
    }

    @Test
    void theNewestFinishedCensusCounts() {
        SourceRecord source = source("两次");
        drop(source, "a.csv", "a,b\n1,2\n");
        finished(census.start(source, 0, "test"));
        drop(source, "a.csv", "a,b\n1,2\n3,4\n5,6\n");
        finished(census.start(source, 0, "test"));
        assertThat(inventories.of(unit).rows()).isEqualTo(3);
    }

    @Test
    void aSourceThatNobodyCountedIsNamedAndAUnitWithoutAnyIsRefused() {
        SourceRecord source = source("未普查");
        assertThatThrownBy(() -> inventories.of(unit)).hasMessageContaining("nothing-counted");
        counted("已普查", "a.csv", "a,b\n1,2\n");
        assertThat(inventories.of(unit).uncounted()).containsExactly(source.name());
    }

    @Test
    void whatCouldNotBeReadIsToldWithItsReason() throws IOException {
        SourceRecord source = source("坏文件");
        drop(source, "a.csv", "a,b\n1,2\n");
        drop(source, "坏.xlsx", "no workbook");
        finished(census.start(source, 0, "test"));
        Inventory inventory = inventories.of(unit);
        assertThat(inventory.unread()).hasSize(1);
        try (var paper = new XWPFDocument(new ByteArrayInputStream(new InventoryPaper(inventory).docx()))) {
            assertThat(everything(paper)).contains("坏.xlsx", "文件损坏或格式不符");
        }
    }

    private static String people() {
        StringBuilder lines = new StringBuilder("姓名,身份证号,备用\n");
        for (int i = 0; i < 30; i++) {
            lines.append(i % 10 == 0 ? "张三," : "陈志明,")
                    .append(i % 3 == 0 ? WRONG : RIGHT)
                    .append(",\n");
        }
        return lines.toString();
    }

    private static List<String> cells(XWPFTable table, int row) {
        return table.getRow(row).getTableCells().stream()
                .map(cell -> cell.getText())
                .toList();
    }

    private static String everything(XWPFDocument paper) {
        return paper.getParagraphs().stream().map(p -> p.getText()).collect(Collectors.joining("\n"))
                + paper.getTables().stream().map(XWPFTable::getText).collect(Collectors.joining("\n"));
    }

    private UUID counted(String name, String file, String content) {
        SourceRecord source = source(name);
        drop(source, file, content);
        return finished(census.start(source, 0, "test"));
    }

    private SourceRecord source(String name) {
        return census.register(
                unit, new Census.Entered(name, SourceRecord.Kind.FILES, null, null, null, null, null, null));
    }

    private void drop(SourceRecord source, String name, String content) {
        uploads.add(source.id(), name, IncomingFile.of(content.getBytes(StandardCharsets.UTF_8)), true);
    }

    private UUID finished(UUID run) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> runs.find(run).orElseThrow().state().over());
        return run;
    }
}
