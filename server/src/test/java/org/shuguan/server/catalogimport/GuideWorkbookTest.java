package org.shuguan.server.catalogimport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.UnitCode;

class GuideWorkbookTest {
    private static final Instant AT = Instant.parse("2026-03-02T01:00:00Z");

    @Property(tries = 3_000)
    @Tag("deep")
    void whateverWasExportedChangesNothingWhenItComesBack(@ForAll("catalogs") List<Content> catalog) {
        whatWasExportedChangesNothingWhenItComesBack(catalog);
    }

    @Property(tries = 60)
    void whatWasExportedChangesNothingWhenItComesBack(@ForAll("catalogs") List<Content> catalog) {
        List<GuideGroup> groups = read(written(catalog), code -> code.startsWith("30744104010/"));
        assertThat(groups).hasSameSizeAs(catalog);
        for (int i = 0; i < catalog.size(); i++) {
            GuideGroup group = groups.get(i);
            assertThat(group.cell(GuideColumn.CODE)).isEqualTo(code(i).value());
            assertThat(GuideMerging.merged(group, catalog.get(i))).isEqualTo(catalog.get(i));
            assertThat(group.wrong()).as(group.findings().toString()).isFalse();
        }
    }

    @Example
    void aNewEntryComesOfItsRowsWithMergedCellsAndShortHeads() {
        Path file = sheet(
                List.of("2026年目录", "", "", "", "", "", "", "", "", ""),
                List.of("信息资源名称", "信息资源代码", "提供方", "信息资源摘要", "信息项信息", "", "", "共享属性", "", "开放属性"),
                List.of("", "", "", "", "名称", "类型", "长度", "共享类型", "共享条件", "是否向社会开放"),
                List.of("低保人员信息", "", "市人社局", "城乡低保对象", "姓名", "字符型", "60", "有条件共享", "核对", "否"),
                List.of("", "", "", "", "证件号码", "C", "18", "", "", ""),
                List.of("注：本表由各单位填写"));
        List<GuideGroup> groups = read(file, code -> false);
        assertThat(groups).hasSize(1);
        Content content = GuideMerging.merged(groups.getFirst(), null);
        assertThat(content.title()).isEqualTo("低保人员信息");
        assertThat(content.sharingType()).isEqualTo(SharingType.CONDITIONAL);
        assertThat(content.openingType()).isEqualTo(OpeningType.NOT_OPEN);
        assertThat(content.items()).extracting(Content.Item::name).containsExactly("姓名", "证件号码");
        assertThat(content.items().getLast().type()).isEqualTo("C");
        assertThat(content.items().getLast().lengthBytes()).isEqualTo(18);
        assertThat(groups.getFirst().wrong()).isFalse();
    }

    @Example
    void theTrapsOfFilledInCatalogsAreTold() {
        Path file = sheet(
                List.of(
                        "信息资源名称",
                        "信息资源代码",
                        "信息资源摘要",
                        "信息资源格式分类",
                        "共享类型",
                        "共享方式",
                        "是否开放",
                        "信息项名称",
                        "数据长度",
                        "数据存储总量(GB)"),
                List.of("企业名录", "GD001", "甲", "数据库", "无条件共享", "文件", "√", "名称", "60字节", "约2GB"),
                List.of("企业名录", "GD002", "甲", "数据库", "无条件共享", "文件", "√", "代码", "18", ""),
                List.of("企业 名录", "X9", "甲", "数据库", "大概共享", "库表", "否", "名称", "60", ""),
                List.of("台账1", "", "乙", "", "", "", "", "名称", "", ""),
                List.of("台账2", "", "乙", "", "", "", "", "名称", "", ""),
                List.of("台账3", "", "乙", "", "", "", "", "名称", "", ""));
        List<GuideGroup> groups = read(file, code -> false);
        GuideAnomalies anomalies = new GuideAnomalies();
        List<String> told = new ArrayList<>();
        for (GuideGroup group : groups) {
            anomalies.see(group, false);
            GuideAnomalies.figures(group);
            GuideMerging.merged(group, null);
            group.findings().forEach(finding -> told.add(finding.line() + " " + finding.code()));
        }
        assertThat(groups).hasSize(5);
        assertThat(told)
                .contains(
                        "3 code-dragged",
                        "2 length-no-number",
                        "2 mode-and-format",
                        "2 answer-by-mark",
                        "2 figure-with-unit",
                        "4 duplicate",
                        "4 word-unknown",
                        "7 title-dragged");
    }

    @Example
    void figuresAreMeasuredAndBlankWhereNothingWas() {
        Content measured =
                content("甲", List.of(), new Content.Mount(UUID.randomUUID(), "库", "t", 1_234_500, 3L << 30, AT));
        assertThat(GuideCells.figures(measured).get(GuideColumn.TOTAL_WAN)).isEqualByComparingTo("123.45");
        assertThat(GuideCells.figures(measured).get(GuideColumn.TOTAL_GB)).isEqualByComparingTo("3");
        assertThat(GuideCells.figures(measured).get(GuideColumn.OPENED_GB)).isEqualByComparingTo("0");
        assertThat(GuideCells.figures(content("乙", List.of(), null))).isEmpty();
    }

    @Example
    void whatACellDoesNotSayStaysAndWhatItSaysIsTaken() {
        Content.Item item = item("姓名", "xm");
        Content base = content("人员", List.of(item), null);
        Path file = sheet(List.of("信息资源名称", "信息项名称", "字段名", "摘要"), List.of("人员", "全名", "xm", "新的摘要"));
        Content merged = GuideMerging.merged(read(file, code -> false).getFirst(), base);
        assertThat(merged.summary()).isEqualTo("新的摘要");
        assertThat(merged.sharingType()).isEqualTo(base.sharingType());
        assertThat(merged.items().getFirst().name()).isEqualTo("全名");
        assertThat(merged.items().getFirst().detected()).isEqualTo(item.detected());
    }

    @Example
    void aCodeListIsReadAsPeopleWriteItAndWhatIsNoneIsAnError() {
        Content base = content("人员", List.of(item("性别", "xb"), item("状态", "zt")), null);
        Path file = sheet(
                List.of("信息资源名称", "信息项名称", "字段名", "代码表"),
                List.of("人员", "性别", "xb", "0女，1男"),
                List.of("人员", "状态", "zt", "见附件"));
        GuideGroup group = read(file, code -> false).getFirst();
        Content merged = GuideMerging.merged(group, base);
        assertThat(merged.items().getFirst().codes())
                .containsExactly(new Content.Code("0", "女"), new Content.Code("1", "男"));
        assertThat(group.findings()).extracting(WorkbookIssue::code).containsExactly("codes-unread");
    }

    @Provide
    Arbitrary<List<Content>> catalogs() {
        Arbitrary<List<Content.Code>> codes = Combinators.combine(
                        Arbitraries.of("0", "1", "M", "10", "未"),
                        texts(8).filter(text -> !text.isBlank() && !text.matches(".*[:：=\\n\\r\\t].*")))
                .as(Content.Code::new)
                .list()
                .ofMaxSize(3);
        Arbitrary<Content.Item> items = Combinators.combine(
                        texts(12),
                        texts(8).injectNull(0.3),
                        Arbitraries.of("C", "N", "D", "varchar", null),
                        Arbitraries.integers().between(-1, 4000).injectNull(0.3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Grade.class),
                        Arbitraries.of("identity", "health", "别的", null),
                        Arbitraries.of(SharingType.class).injectNull(0.6))
                .as((name, column, type, length, key, grade, personal, sharing) -> new Content.Item(
                        name, column, type, length, key, grade, personal, "name", "看出来的", column, sharing))
                .flatMap(item -> codes.map(list -> coded(item, list)));
        Arbitrary<Content> entries = Combinators.combine(
                        texts(20).filter(title -> !title.isBlank()),
                        texts(60).injectNull(0.2),
                        Arbitraries.of("database", "document", "自己的", null),
                        Arbitraries.of(SharingType.class).injectNull(0.2),
                        Arbitraries.of(OpeningType.class).injectNull(0.2),
                        Arbitraries.of(UpdateCycle.class).injectNull(0.2),
                        texts(10).list().ofMaxSize(2),
                        items.list().ofMaxSize(5))
                .as((title, text, format, sharing, opening, cycle, related, list) -> new Content(
                        title,
                        text,
                        format,
                        text,
                        sharing,
                        text,
                        format == null ? null : "table",
                        text,
                        opening,
                        text,
                        cycle,
                        text == null ? null : "3",
                        list.isEmpty() ? Grade.GENERAL_1 : list.getFirst().grade(),
                        text,
                        related,
                        null,
                        list));
        return entries.list().ofMaxSize(6);
    }

    /// Every kind of sign, not only the well-behaved.
    private static Arbitrary<String> texts(int longest) {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "共享数据", "=1+1", "'=1", "-5", "＠", "a\r\nb", " 前后空 ", "4.41E+17", "001", "台账1", "注：", "𠮷𬱖"),
                Arbitraries.strings().all().ofMaxLength(longest),
                Arbitraries.strings().withCharRange('一', '龥').ofMaxLength(longest));
    }

    private static Content content(String title, List<Content.Item> items, Content.Mount mount) {
        return new Content(
                title,
                "摘要",
                "database",
                "mysql",
                SharingType.UNCONDITIONAL,
                null,
                "table",
                null,
                OpeningType.NOT_OPEN,
                null,
                UpdateCycle.DAILY,
                "3",
                Grade.GENERAL_2,
                null,
                List.of(),
                mount,
                items);
    }

    private static Content.Item coded(Content.Item item, List<Content.Code> codes) {
        return new Content.Item(
                item.name(),
                item.physicalName(),
                item.type(),
                item.lengthBytes(),
                item.key(),
                item.grade(),
                item.personal(),
                item.detected(),
                item.reason(),
                item.comment(),
                item.sharingType(),
                codes);
    }

    private static Content.Item item(String name, String column) {
        return new Content.Item(name, column, "C", 18, true, Grade.GENERAL_1, null, "person-name", "理由", null, null);
    }

    private static ResourceCode code(int i) {
        return new ResourceCode("30744104010/%06d".formatted(i + 1));
    }

    private static Path written(List<Content> catalog) {
        try {
            Path file = Files.createTempFile("guide", ".xlsx");
            file.toFile().deleteOnExit();
            try (var out = Files.newOutputStream(file);
                    var book = new GuideWorkbook(out)) {
                for (int i = 0; i < catalog.size(); i++) {
                    book.add(
                            new Version(
                                    UUID.randomUUID(),
                                    new UnitCode("04"),
                                    code(i),
                                    1,
                                    Version.State.DRAFT,
                                    catalog.get(i),
                                    1,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    AT,
                                    null,
                                    AT,
                                    "甲"),
                            "市人社局");
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SafeVarargs
    private static Path sheet(List<String>... rows) {
        var bytes = new ByteArrayOutputStream();
        try {
            try (Workbook book = new Workbook(bytes, "test", "1.0")) {
                Worksheet sheet = book.newWorksheet("表");
                for (int r = 0; r < rows.length; r++) {
                    for (int c = 0; c < rows[r].size(); c++) {
                        if (!rows[r].get(c).isEmpty()) {
                            sheet.value(r, c, rows[r].get(c));
                        }
                    }
                }
            }
            Path file = Files.createTempFile("guide", ".xlsx");
            file.toFile().deleteOnExit();
            return Files.write(file, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<GuideGroup> read(Path file, java.util.function.Predicate<String> ours) {
        List<GuideGroup> groups = new ArrayList<>();
        try {
            new GuideReader(file, ours, new GuideReader.Listener(groups::add, finding -> {}, rows -> {}, () -> false))
                    .read();
            return groups;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
