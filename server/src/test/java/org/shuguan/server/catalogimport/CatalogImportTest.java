package org.shuguan.server.catalogimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.Actors;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.UnhurriedJob;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.approval.OwnSubmission;
import org.shuguan.server.catalog.BulkDrafts;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.settings.RuleFixtures;
import org.shuguan.server.settings.RuleValue;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
class CatalogImportTest {
    private static final ListQuery ALL = new ListQuery(1, 200, null, null);

    @Autowired
    Catalog catalog;

    @Autowired
    CatalogImport imports;

    @Autowired
    ImportReading reading;

    @Autowired
    ImportApplying applying;

    @Autowired
    ImportFiles files;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ImportRuns runs;

    @Autowired
    ImportRows rows;

    @Autowired
    ImportController controller;

    @Autowired
    CatalogReader reader;

    @Autowired
    BulkDrafts drafts;

    @Autowired
    Institution institution;

    @Autowired
    RuleFixtures rules;

    private UnitCode unit;
    private Actor steward;
    private Actor cdo;
    private Actor bureau;

    @BeforeEach
    void aUnitOfItsOwn() {
        unit = new UnitCode(
                "I" + Long.toString(System.nanoTime() % 1_000_000, 36).toUpperCase(java.util.Locale.ROOT));
        SampleUnits.department(institution, unit);
        steward = actor("专员", Role.DATA_STEWARD, unit);
        cdo = actor("数官", Role.UNIT_CDO, unit);
        bureau = actor("业务员", Role.BUREAU_OPERATOR, new UnitCode("07"));
    }

    @AfterEach
    void defaults() {
        rules.defaults();
    }

    @Test
    void anExportedCatalogChangesNothingWhenItIsImported() {
        UUID published = published("参保人员");
        catalog.create(unit, content("草稿", "摘要"), steward);
        ImportRun run = read(exported());
        assertThat(rows.verdicts(run.id())).isEqualTo(Map.of(ImportRun.Verdict.UNCHANGED, 2L));
        assertThatThrownBy(() -> imports.confirm(run, steward)).hasMessageContaining("import-nothing");
        assertThat(reader.versions(published)).hasSize(1);
    }

    @Test
    void whatIsPublishedStaysAndItsChangeIsADraftBesideIt() {
        UUID entry = published("参保人员");
        String code = reader.versions(entry).getFirst().code().value();
        ImportRun run = read(book(List.of("信息资源名称", "信息资源代码", "摘要"), List.of("参保人员", code, "新的摘要")));
        assertThat(rows.verdicts(run.id())).isEqualTo(Map.of(ImportRun.Verdict.CHANGED, 1L));
        imports.confirm(run, steward);
        over(run);
        assertThat(reader.versions(entry))
                .extracting(version -> version.state() + " " + version.content().summary())
                .containsExactly("DRAFT 新的摘要", "PUBLISHED 摘要");
    }

    @Test
    void whoeverImportedADraftDoesNotSignIt() {
        UUID published = published("参保人员");
        String code = reader.versions(published).getFirst().code().value();
        ImportRun run =
                read(book(List.of("信息资源名称", "信息资源代码", "摘要"), List.of("参保人员", code, "新的摘要"), List.of("新目录", "", "摘要")));
        imports.confirm(run, steward);
        over(run);
        Actor delegate = Actors.with(
                steward.officer(),
                "受托人",
                new Capacity(
                        Role.UNIT_CDO,
                        unit,
                        unit,
                        Capacity.Kind.DELEGATE,
                        new Capacity.Principal(cdo.officer(), cdo.officerName())));
        Actor colleague = actor("同事", Role.DATA_STEWARD, unit);
        catalog.submit(published, 2, colleague);
        assertThatThrownBy(() -> catalog.sign(published, 2, null, delegate)).isInstanceOf(OwnSubmission.class);
        catalog.sign(published, 2, null, cdo);
    }

    @Test
    void aNewEntryKeepsItsForeignCodeAndIsKnownByItLater() {
        ImportRun run = read(book(
                List.of("信息资源名称", "信息资源代码", "摘要", "信息项名称"),
                List.of("低保对象", "GD-OLD-7", "甲", "姓名"),
                List.of("低保对象", "GD-OLD-7", "甲", "年龄")));
        assertThat(codesOf(run)).contains("foreign-code");
        imports.confirm(run, steward);
        over(run);
        ImportRun.Staged made = rows.entries(run.id(), null, ALL).items().getFirst();
        Version version = reader.versions(made.entry()).getFirst();
        assertThat(version.state()).isEqualTo(Version.State.DRAFT);
        assertThat(version.code().front()).endsWith(unit + "010");
        assertThat(version.content().items()).hasSize(2);
        assertThat(rows.aliases(unit, List.of("GD-OLD-7")))
                .isEqualTo(Map.of("GD-OLD-7", version.code().value()));
        ImportRun again = read(book(
                List.of("信息资源名称", "信息资源代码", "摘要", "信息项名称"),
                List.of("低保对象", "GD-OLD-7", "甲", "姓名"),
                List.of("低保对象", "GD-OLD-7", "甲", "年龄")));
        assertThat(rows.verdicts(again.id())).isEqualTo(Map.of(ImportRun.Verdict.UNCHANGED, 1L));
    }

    @Test
    void whereSomethingIsWrongNothingGoesIn() {
        ImportRun run =
                read(book(List.of("信息资源名称", "共享类型", "摘要"), List.of("好的", "无条件共享", "甲"), List.of("坏的", "随便", "乙")));
        assertThat(rows.verdicts(run.id())).isEqualTo(Map.of(ImportRun.Verdict.NEW, 1L, ImportRun.Verdict.WRONG, 1L));
        assertThatThrownBy(() -> imports.confirm(run, steward)).hasMessageContaining("import-wrong");
        assertThat(drafts.newestByTitle(unit, List.of("好的"))).isEmpty();
    }

    @Test
    void ofVeryManyFindingsTheReportSaysHowManyThereAreAndHintsAreNotCrowdedOut() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("信息资源名称", "摘要", "信息项名称", "数据类型"));
        for (int i = 0; i < 52_000; i++) {
            lines.add(List.of("很多项 " + (char) ('甲' + i / 2000), "甲", "项" + i, "随便"));
        }
        lines.add(List.of("没有摘要的", "", "姓名", "字符型C"));
        @SuppressWarnings({"unchecked", "rawtypes"})
        List<String>[] all = lines.toArray(new List[0]);
        ImportRun run = read(book(all));
        ImportController.View view = controller.one(run.id(), steward);
        assertThat(view.errors()).isEqualTo(52_000);
        assertThat(view.hints()).isEqualTo(1);
        assertThat(view.listed()).isEqualTo(50_001);
        assertThat(controller.findings(run.id(), "hint", ALL, steward).total()).isEqualTo(1);
        assertThat(controller
                        .export(run.id(), "csv", null, ALL, steward)
                        .getHeaders()
                        .getFirst("X-Truncated"))
                .contains("52001");
    }

    @Test
    void anotherUnitsCodeAndWhatIsUnderWayAreRefused() {
        UUID waiting = catalog.create(unit, content("在途", "摘要"), steward);
        catalog.submit(waiting, 1, steward);
        String code = reader.versions(waiting).getFirst().code().value();
        ImportRun run = read(book(List.of("信息资源名称", "信息资源代码", "摘要"), List.of("在途", code, "改了")));
        assertThat(codesOf(run)).contains("under-way");
        UnitCode mine = unit;
        aUnitOfItsOwn();
        ImportRun other = read(book(List.of("信息资源名称", "信息资源代码", "摘要"), List.of("在途", code, "改了")));
        assertThat(codesOf(other)).contains("code-of-another-unit");
        assertThat(mine).isNotEqualTo(unit);
    }

    @Test
    void whoeverChangesADraftAfterThePreviewStopsTheWholeImport() {
        UUID one = catalog.create(unit, content("甲", "摘要"), steward);
        String code = reader.versions(one).getFirst().code().value();
        ImportRun run =
                read(book(List.of("信息资源名称", "信息资源代码", "摘要"), List.of("甲", code, "由导入"), List.of("全新", "", "由导入")));
        Version seen = reader.versions(one).getFirst();
        catalog.edit(seen, seen.revision(), content("甲", "由人"), steward);
        imports.confirm(run, steward);
        ImportRun ended = over(run);
        assertThat(ended.state()).isEqualTo(ImportRun.State.FAILED);
        assertThat(ended.problem()).isEqualTo("catalog.import-problem.changed-meanwhile");
        assertThat(reader.versions(one).getFirst().content().summary()).isEqualTo("由人");
        assertThat(drafts.newestByTitle(unit, List.of("全新"))).isEmpty();
    }

    @Test
    void whatACensusMeasuredIsNotTalkedDownByAWorkbook() {
        Content.Mount mount = new Content.Mount(UUID.randomUUID(), "库", "public.t", 1, 1, Instant.EPOCH);
        UUID entry = catalog.create(unit, content("实测", "摘要", mount), steward);
        String code = reader.versions(entry).getFirst().code().value();
        ImportRun run = read(book(
                List.of("信息资源名称", "信息资源代码", "信息项名称", "字段名", "信息项级别"), List.of("实测", code, "证件号码", "zjhm", "一般数据1级")));
        assertThat(codesOf(run)).contains("below-measured");
        assertThat(rows.verdicts(run.id())).isEqualTo(Map.of(ImportRun.Verdict.WRONG, 1L));
    }

    @Test
    void aCancelledImportLeavesNothing() {
        ImportRun run = read(book(List.of("信息资源名称", "信息资源代码", "摘要"), List.of("甲", "", "乙")));
        imports.cancel(run, steward);
        assertThat(runs.find(run.id()).orElseThrow().state()).isEqualTo(ImportRun.State.CANCELLED);
        assertThatThrownBy(() -> imports.confirm(run, steward)).hasMessageContaining("import-nothing");
    }

    @Test
    void aKilledReadingBeginsAnew() {
        byte[] book = book(List.of("信息资源名称", "信息资源代码", "摘要"), List.of("甲", "", "乙"), List.of("丙", "", "丁"));
        ImportRun run = read(book);
        assertThat(rows.entries(run.id(), null, ALL).total()).isEqualTo(2);
        // What a start left that was killed before its end is read again, and not beside it.
        files.add(run.id(), IncomingFile.of(book));
        reading.run(new UnhurriedJob(run.id(), run.id().toString()));
        assertThat(rows.entries(run.id(), null, ALL).total()).isEqualTo(2);
        imports.confirm(run, steward);
        over(run);
        applying.run(new UnhurriedJob(UUID.randomUUID(), run.id().toString()));
        assertThat(drafts.newestByTitle(unit, List.of("甲", "丙"))).hasSize(2);
    }

    @Test
    void whatIsNoWorkbookIsSaidToBeNone() {
        UUID id = imports.start(
                unit, "坏.xlsx", IncomingFile.of("no zip".getBytes(java.nio.charset.StandardCharsets.UTF_8)), steward);
        ImportRun broken = over(runs.find(id).orElseThrow());
        assertThat(broken.problem()).isEqualTo("catalog.import-problem.file-broken");
        ImportRun empty = runs.find(imports.start(unit, "空.xlsx", IncomingFile.of(book(List.of("别的", "表头"))), steward))
                .orElseThrow();
        assertThat(over(empty).problem()).isEqualTo("catalog.import-problem.no-catalog");
        assertThatThrownBy(() -> imports.start(unit, "旧.xls", IncomingFile.of(new byte[0]), steward))
                .hasMessageContaining("import-no-workbook");
        assertThatThrownBy(() -> imports.start(unit, "别人.xlsx", IncomingFile.of(new byte[0]), cdo))
                .hasMessageContaining("forbidden");
    }

    @Test
    void theWorkbookGoesWhenTheCommitSaysSo() {
        byte[] book = book(List.of("信息资源名称", "信息资源代码", "摘要"), List.of("甲", "", "乙"));
        UUID rolledBack = transaction.execute(status -> {
            UUID id = imports.start(unit, "目录.xlsx", IncomingFile.of(book), steward);
            assertThat(files.has(id)).isTrue();
            status.setRollbackOnly();
            return id;
        });
        assertThat(files.has(rolledBack)).isFalse();
        ImportRun waiting = transaction.execute(status -> {
            UUID id = imports.start(unit, "目录.xlsx", IncomingFile.of(book), steward);
            ImportRun queued = runs.find(id).orElseThrow();
            imports.cancel(queued, steward);
            assertThat(files.has(id)).isTrue();
            return queued;
        });
        assertThat(waiting.state()).isEqualTo(ImportRun.State.QUEUED);
        assertThat(runs.find(waiting.id()).orElseThrow().state()).isEqualTo(ImportRun.State.CANCELLED);
        assertThat(files.has(waiting.id())).isFalse();
        assertThat(files.has(read(book).id())).isFalse();
    }

    @Test
    void workbooksThatNobodyNeedsAreSweptAway() throws Exception {
        UUID nobodys = UUID.randomUUID();
        files.add(nobodys, IncomingFile.of(new byte[] {1}));
        files.sweep();
        assertThat(files.has(nobodys)).isTrue();
        Files.setLastModifiedTime(
                files.file(nobodys), FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        files.sweep();
        assertThat(files.has(nobodys)).isFalse();
    }

    private List<String> codesOf(ImportRun run) {
        return rows.findings(run.id(), null, ALL).items().stream()
                .map(WorkbookIssue::code)
                .toList();
    }

    @Test
    void codesComposedByAnEarlierRuleStillNumberTheUnitsEntries() {
        // Of one title and with codes that follow each other: only because they are the unit's own are they two.
        catalog.create(unit, content("低保对象", "一期"), steward);
        catalog.create(unit, content("低保对象", "二期"), steward);
        byte[] book = exported();
        rules.set("catalog.code-prefix", RuleValue.of("307442"));
        ImportRun run = read(book);
        assertThat(rows.verdicts(run.id())).isEqualTo(Map.of(ImportRun.Verdict.UNCHANGED, 2L));
        assertThat(codesOf(run)).doesNotContain("code-dragged", "foreign-code");
    }

    private UUID published(String title) {
        UUID entry = catalog.create(unit, content(title, "摘要"), steward);
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, cdo);
        catalog.publish(entry, 1, null, bureau);
        return entry;
    }

    private byte[] exported() {
        var bytes = new ByteArrayOutputStream();
        try {
            try (var book = new GuideWorkbook(bytes);
                    var all = reader.inOrderOfCode(steward, unit)) {
                for (Version version : (Iterable<Version>) all::iterator) {
                    book.add(version, "单位" + unit);
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ImportRun read(byte[] book) {
        UUID id = imports.start(unit, "目录.xlsx", IncomingFile.of(book), steward);
        return await().forever()
                .until(
                        () -> runs.find(id).orElseThrow(),
                        run -> run.state() == ImportRun.State.READY
                                || run.state().over());
    }

    private ImportRun over(ImportRun run) {
        return await().forever()
                .until(
                        () -> runs.find(run.id()).orElseThrow(),
                        now -> now.state().over());
    }

    @SafeVarargs
    private static byte[] book(List<String>... lines) {
        var bytes = new ByteArrayOutputStream();
        try {
            try (Workbook book = new Workbook(bytes, "test", "1.0")) {
                Worksheet sheet = book.newWorksheet("表");
                for (int r = 0; r < lines.length; r++) {
                    for (int c = 0; c < lines[r].size(); c++) {
                        sheet.value(r, c, lines[r].get(c));
                    }
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Actor actor(String name, Role role, UnitCode unit) {
        return Actors.holding(name, role, unit);
    }

    private static Content content(String title, String summary) {
        return content(title, summary, null);
    }

    private static Content content(String title, String summary, Content.@Nullable Mount mount) {
        return new Content(
                title,
                summary,
                "database",
                "postgresql",
                SharingType.CONDITIONAL,
                "核对",
                "table",
                null,
                OpeningType.NOT_OPEN,
                null,
                UpdateCycle.DAILY,
                "3",
                Grade.GENERAL_1,
                null,
                List.of(),
                mount,
                List.of(new Content.Item(
                        "证件号码", "zjhm", "C", 18, false, Grade.GENERAL_4, "identity", null, null, null, null)));
    }
}
