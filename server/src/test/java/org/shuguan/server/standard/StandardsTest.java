package org.shuguan.server.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.Actors;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.SampleContent;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Spreadsheet;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Without a transaction of the test, because the import uses its own.
@SpringBootTest
class StandardsTest {
    private static final UnitCode UNIT = new UnitCode("S4");
    private static final UnitCode OTHER = new UnitCode("S5");

    @Autowired
    Standards standards;

    @Autowired
    StandardController controller;

    @Autowired
    BindingController bound;

    @Autowired
    Bindings bindings;

    @Autowired
    StandardWorkbook workbook;

    @Autowired
    Catalog catalog;

    @Autowired
    Institution institution;

    @Autowired
    JsonMapper json;

    private Actor bureau;
    private Actor steward;
    private Actor cdo;
    private Actor stranger;
    /// Appended to identifiers, because the database is shared.
    private String own = "";

    @BeforeEach
    void people() {
        SampleUnits.department(institution, UNIT);
        SampleUnits.department(institution, OTHER);
        bureau = Actors.holding("业务员", Role.BUREAU_OPERATOR, new UnitCode("07"));
        steward = Actors.holding("专员", Role.DATA_STEWARD, UNIT);
        cdo = Actors.holding("数官", Role.UNIT_CDO, UNIT);
        stranger = Actors.holding("别人", Role.DATA_STEWARD, OTHER);
        own = UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void everyChangeIsAVersionAndOldOnesStayReadable() {
        String list = sexes();
        standards.keep(list, 1, codes("性别", "0", "未知", "1", "男", "2", "女"), "补充未知", bureau);
        var page = controller.codeList(list, steward);
        assertThat(page.versions()).extracting(one -> one.number()).containsExactly(2, 1);
        assertThat(page.versions().getLast().content().codes()).hasSize(2);
        assertThat(page.versions().getLast().changes()).containsExactly(new StandardChange("codes", "0", null, "未知"));
        assertThat(page.versions().getFirst().reason()).isEqualTo("补充未知");
        assertThatThrownBy(() -> standards.keep(list, 1, codes("性别", "1", "男"), "旧页面", bureau))
                .isInstanceOf(ChangedMeanwhile.class);

        String element = element(list);
        assertThatThrownBy(() -> standards.withdrawList(list, 2, "不用了", bureau)).isInstanceOf(StandardRefused.class);
        standards.withdrawElement(element, 1, "并入新数据元", bureau);
        standards.withdrawList(list, 2, "不用了", bureau);
        assertThat(controller.element(element, steward).versions().getFirst().withdrawn())
                .isTrue();
        assertThat(controller.element(element, steward).versions()).hasSize(2);
        assertThatThrownBy(() -> standards.withdrawElement(element, 2, "再次", bureau))
                .isInstanceOf(StandardRefused.class);
        standards.keep(list, 3, codes("性别", "1", "男"), "恢复", bureau);
        assertThat(standards.codeList(list).orElseThrow().withdrawn()).isFalse();
    }

    @Test
    void onlyTheBureauKeepsThemAndOnlyTheOwnersBindItems() {
        assertThatThrownBy(() -> standards.keep("DE" + own, 0, sex(null), "", steward))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> workbook.preview(read(Spreadsheet.book(workbook.export())), steward))
                .isInstanceOf(Forbidden.class);
        String element = element(sexes());
        assertThatThrownBy(() -> standards.withdrawElement(element, 1, "x", cdo))
                .isInstanceOf(Forbidden.class);
        UUID entry = published(item("性别", "C", 1, "1", "男"));
        assertThatThrownBy(() -> bindings.bind(entry, "性别", element, stranger)).isInstanceOf(Forbidden.class);
        UUID draft = catalog.create(UNIT, content(item("性别", "C", 1)), steward);
        assertThatThrownBy(() -> bindings.bind(draft, "性别", element, stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> bindings.bind(entry, "性别", "none", steward)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> bindings.bind(entry, "没有的", element, steward)).isInstanceOf(InvalidInput.class);
        bindings.bind(entry, "性别", element, steward);
        assertThat(bound.ofEntry(entry, stranger).mayBind()).isFalse();
        assertThat(bound.ofEntry(entry, stranger).items())
                .extracting(one -> one.element())
                .containsExactly(element);
    }

    @Test
    void anItemThatDepartsSaysInWhat() {
        String list = sexes();
        String element = element(list);
        UUID entry = published(item("性别代码", "N", 5, "1", "女", "9", "未说明"));
        bindings.bind(entry, "性别代码", element, steward);
        assertThat(only(entry).departures())
                .hasSize(5)
                .anySatisfy(one -> assertThat(one).contains("性别代码").contains("性别" + own))
                .anySatisfy(one -> assertThat(one).contains("N").contains("C"))
                .anySatisfy(one -> assertThat(one).contains("5").contains("C1"))
                .anySatisfy(one -> assertThat(one).contains("9"))
                .anySatisfy(one -> assertThat(one).contains("1 女≠男"));
        assertThat(departing(entry, steward)).hasSize(1);
        assertThat(departing(entry, bureau)).hasSize(1);
        assertThat(departing(entry, stranger)).isEmpty();
        assertThat(controller.element(element, bureau).uses()).hasSize(1);

        standards.keep(list, 1, codes("性别", "1", "女", "9", "未说明"), "改为本市口径", bureau);
        standards.keep(
                element, 1, new DataElement("性别代码", "", "", "N", "N5", list, "", "", List.of()), "改为本市口径", bureau);
        assertThat(only(entry).departures()).isEmpty();
        assertThat(departing(entry, bureau)).isEmpty();
        assertThat(bindings.codesOf(entry).get("性别代码").find("9")).isPresent();

        standards.withdrawElement(element, 2, "不再使用", bureau);
        assertThat(only(entry).departures()).hasSize(1);
        bindings.bind(entry, "性别代码", null, steward);
        assertThat(only(entry).element()).isNull();
    }

    @Test
    void anElementIsSuggestedByItsNameOrSynonym() {
        String element = element(sexes());
        UUID draft = catalog.create(
                UNIT, content(item("性别" + own, "C", 1), item("男女" + own, "C", 1), item("其他", "C", 1)), steward);
        assertThat(bound.ofEntry(draft, steward).items())
                .extracting(one -> one.suggested() == null
                        ? null
                        : one.suggested().identifier() + one.suggested().why())
                .containsExactly(element + "name", element + "synonym", null);
    }

    @Test
    void wrongStandardsAreRefusedWithEachField() {
        assertThatThrownBy(() -> standards.keep(
                        "坏 标识", 0, new DataElement("", "", "", "X", "C18", "none", "", "", List.of()), "", bureau))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.errors())
                                .extracting(one -> one.field())
                                .containsExactly("identifier", "name", "type", "format", "codeList"));
        assertThatThrownBy(() -> standards.keep(
                        "CL" + own,
                        0,
                        new CodeList(
                                "圈",
                                "",
                                "",
                                List.of(
                                        new CodeList.Code("1", "甲", "2", ""),
                                        new CodeList.Code("2", "乙", "1", ""),
                                        new CodeList.Code("2", "丙", null, ""))),
                        "",
                        bureau))
                .isInstanceOf(InvalidInput.class);
        String element = element(sexes());
        assertThatThrownBy(() -> standards.keep(element, 0, sex(null), "", bureau))
                .isInstanceOf(StandardRefused.class);
        assertThatThrownBy(() -> standards.keep(element, 1, sex(null), " ", bureau))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void ofTwoChangesAtOnceOneIsKept() throws Exception {
        String element = element(sexes());
        List<Callable<Boolean>> both = IntStream.range(0, 2)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    try {
                        standards.keep(element, 1, sex(null), "第" + i, bureau);
                        return true;
                    } catch (ChangedMeanwhile late) {
                        return false;
                    }
                })
                .toList();
        try (var two = Executors.newFixedThreadPool(2)) {
            assertThat(two.invokeAll(both).stream().map(one -> one.resultNow())).containsExactlyInAnyOrder(true, false);
        }
        assertThat(controller.element(element, bureau).versions()).hasSize(2);
    }

    @Test
    void aWrongWorkbookImportsNothingAndNamesEachCell() {
        byte[] book = Spreadsheet.book(List.of(
                new Spreadsheet(
                        StandardWorkbook.ELEMENTS,
                        headings(StandardWorkbook.ELEMENTS),
                        List.of(
                                List.of("A" + own, "好的", "", "", "C", "C..20", "", "", "", "甲、乙", "", ""),
                                List.of("B" + own, "坏的", "", "", "C", "N10", "", "", "", "", "现行", ""),
                                List.of("B" + own, "又一个", "", "", "C", "", "", "", "", "", "可能", ""))),
                new Spreadsheet(
                        StandardWorkbook.LISTS,
                        headings(StandardWorkbook.LISTS),
                        List.of(List.of("L" + own, "列表", "", "", "", ""))),
                new Spreadsheet(
                        StandardWorkbook.CODES,
                        headings(StandardWorkbook.CODES),
                        List.of(List.of("L" + own, "1", "", "", ""), List.of("M" + own, "1", "无主", "", "")))));
        var preview = workbook.preview(read(book), bureau);
        assertThat(preview.wrong())
                .extracting(one -> one.sheet() + one.row() + one.column())
                .containsExactlyInAnyOrder("数据元3表示格式", "数据元4标识符", "代码2名称", "代码3代码集");
        assertThatThrownBy(() -> workbook.importFile(read(book), bureau)).isInstanceOf(InvalidInput.class);
        assertThat(standards.element("A" + own)).isEmpty();
    }

    /// What is exported and imported again is the same, whatever the texts are.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anExportImportsUnchanged(long seed) {
        var random = new Random(seed);
        String list = "R" + own;
        List<CodeList.Code> codes = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(30); i++) {
            codes.add(new CodeList.Code(
                    i + "." + text(random),
                    "名" + text(random),
                    i > 0 && random.nextBoolean() ? codes.get(random.nextInt(i)).code() : null,
                    text(random)));
        }
        standards.keep(list, 0, new CodeList("列" + text(random), text(random), text(random), codes), "", bureau);
        for (int i = 0; i < 10; i++) {
            standards.keep(
                    "E" + i + "." + own,
                    0,
                    new DataElement(
                            "元" + text(random),
                            text(random),
                            text(random),
                            "N",
                            random.nextBoolean() ? "" : "N" + (1 + random.nextInt(30)) + ",2",
                            random.nextBoolean() ? list : null,
                            text(random),
                            text(random),
                            List.of(text(random), text(random))),
                    "",
                    bureau);
        }
        standards.withdrawElement("E0." + own, 1, "废止", bureau);
        var before = standards.elements();
        var lists = standards.codeLists();
        byte[] book = Spreadsheet.book(workbook.export());
        var result = workbook.importFile(read(book), bureau);
        assertThat(result.changes()).isEmpty();
        assertThat(result.unchanged()).isEqualTo(before.size() + lists.size());
        assertThat(standards.elements()).isEqualTo(before);
        assertThat(standards.codeLists()).isEqualTo(lists);
    }

    /// With the identifiers of this test, so that the elements' lists are those of the file.
    @Test
    void theDemosStandardsAreAccepted() throws Exception {
        String file;
        try (var in = Objects.requireNonNull(StandardsTest.class.getResourceAsStream("/demo/standards.json"))) {
            file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        JsonNode all = json.readTree(file.replaceAll("\"((?:DE|CL)\\d{5})\"", "\"$1-" + own + "\""));
        all.get("codeLists")
                .forEach(one -> standards.keep(
                        one.get("identifier").asString(),
                        0,
                        json.treeToValue(one.get("content"), CodeList.class),
                        "",
                        bureau));
        all.get("elements")
                .forEach(one -> standards.keep(
                        one.get("identifier").asString(),
                        0,
                        json.treeToValue(one.get("content"), DataElement.class),
                        "",
                        bureau));
        assertThat(all.get("bindings"))
                .allSatisfy(
                        one -> assertThat(standards.element(one.get("element").asString()))
                                .isPresent());
        assertThat(standards.codeList("CL00002-" + own).orElseThrow().content().codes())
                .hasSize(56);
    }

    @Test
    void aWorkbookAddsChangesAndWithdraws() {
        String list = sexes();
        String element = element(list);
        byte[] book = Spreadsheet.book(List.of(
                new Spreadsheet(
                        StandardWorkbook.ELEMENTS,
                        headings(StandardWorkbook.ELEMENTS),
                        List.of(
                                List.of(
                                        element,
                                        "性别" + own,
                                        "sex",
                                        "",
                                        "C",
                                        "C1",
                                        list,
                                        "",
                                        "",
                                        "男女" + own,
                                        "废止",
                                        "并入"),
                                List.of("N" + own, "新的", "", "", "D", "YYYYMMDD", "", "", "", "", "现行", ""))),
                new Spreadsheet(
                        StandardWorkbook.LISTS,
                        headings(StandardWorkbook.LISTS),
                        List.of(List.of(list, "性别", "", "", "废止", "并入"))),
                new Spreadsheet(
                        StandardWorkbook.CODES,
                        headings(StandardWorkbook.CODES),
                        List.of(List.of(list, "1", "男", "", ""), List.of(list, "2", "女", "", "")))));
        assertThat(workbook.preview(read(book), bureau).changes()).hasSize(3);
        assertThat(standards.element("N" + own)).isEmpty();
        var done = workbook.importFile(read(book), bureau);
        assertThat(done.changes())
                .extracting(one -> one.kind())
                .containsExactlyInAnyOrder("withdrawn", "new", "withdrawn");
        assertThat(standards.codeList(list).orElseThrow().withdrawn()).isTrue();
        assertThat(controller.element(element, bureau).versions().getFirst().reason())
                .isEqualTo("并入");
    }

    private static final String[] PIECES = {
        "=1+1",
        "@x",
        "'",
        "+",
        "−",
        "性别",
        " ",
        "\u3000",
        "１",
        "001",
        "a",
        "A",
        "，",
        "；",
        ";",
        "、",
        "<b>",
        "&",
        "\t",
        "\"",
        ",",
        "-3",
        "😀",
        "1.50",
        "2026-01-02"
    };

    private static String text(Random random) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> PIECES[random.nextInt(PIECES.length)])
                .reduce("", String::concat);
    }

    private List<String> headings(String sheet) {
        return switch (sheet) {
            case StandardWorkbook.ELEMENTS ->
                List.of("标识符", "中文名称", "英文名称", "定义", "数据类型", "表示格式", "代码集", "计量单位", "来源标准", "同义名称", "状态", "变更说明");
            case StandardWorkbook.LISTS -> List.of("标识符", "名称", "来源标准", "说明", "状态", "变更说明");
            default -> List.of("代码集", "代码", "名称", "上级代码", "说明");
        };
    }

    private static IncomingWorkbook read(byte[] book) {
        return IncomingWorkbook.read(new ByteArrayInputStream(book));
    }

    private List<BindingController.DepartingRow> departing(UUID entry, Actor actor) {
        return bound.departures(null, null, new ListQuery(1, 200, null, "性别"), actor).items().stream()
                .filter(row -> row.use().entry().equals(entry))
                .toList();
    }

    private Bindings.BoundItem only(UUID entry) {
        return bound.ofEntry(entry, steward).items().getFirst();
    }

    private String sexes() {
        String list = "CL" + own;
        standards.keep(list, 0, codes("性别", "1", "男", "2", "女"), "", bureau);
        return list;
    }

    private String element(String list) {
        String element = "DE" + own;
        standards.keep(element, 0, sex(list), "", bureau);
        return element;
    }

    private DataElement sex(@Nullable String list) {
        return new DataElement("性别" + own, "sex", "", "C", "C1", list, "", "", List.of("男女" + own));
    }

    private static CodeList codes(String name, String... pairs) {
        return new CodeList(
                name,
                "",
                "",
                IntStream.range(0, pairs.length / 2)
                        .mapToObj(i -> new CodeList.Code(pairs[2 * i], pairs[2 * i + 1], null, ""))
                        .toList());
    }

    private static Content.Item item(String name, String type, int bytes, String... codes) {
        return new Content.Item(
                name,
                null,
                type,
                bytes,
                false,
                Grade.GENERAL_2,
                null,
                null,
                null,
                null,
                null,
                IntStream.range(0, codes.length / 2)
                        .mapToObj(i -> new Content.Code(codes[2 * i], codes[2 * i + 1]))
                        .toList());
    }

    private static Content content(Content.Item... items) {
        Content whole = SampleContent.whole("人员性别信息", "人员性别的登记，供测试绑定数据元。");
        return new Content(
                whole.title(),
                whole.summary(),
                whole.formatCategory(),
                whole.formatType(),
                whole.sharingType(),
                whole.sharingCondition(),
                whole.sharingMode(),
                whole.sharingBasis(),
                whole.openingType(),
                whole.openingCondition(),
                whole.updateCycle(),
                whole.theme(),
                whole.grade(),
                whole.loweredBecause(),
                whole.relatedCodes(),
                whole.mount(),
                List.of(items));
    }

    private UUID published(Content.Item... items) {
        UUID entry = catalog.create(UNIT, content(items), steward);
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, cdo);
        catalog.publish(entry, 1, null, bureau);
        return entry;
    }
}
