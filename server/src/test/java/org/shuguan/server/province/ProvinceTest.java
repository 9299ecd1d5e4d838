package org.shuguan.server.province;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.lake.RemovedKeys;
import org.shuguan.server.Actors;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.Collecting;
import org.shuguan.server.collection.RowCopies;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Reports to the province of rows that were collected from a real database.
@SpringBootTest
class ProvinceTest {
    private static final ListQuery ALL = new ListQuery(1, 100, null, null);
    private static final Duration LONG = Duration.ofMinutes(1);

    @Autowired
    Reporting reporting;

    @Autowired
    ProvinceController controller;

    @Autowired
    BatchJob job;

    @Autowired
    BatchFolder folder;

    @Autowired
    Collecting collecting;

    @Autowired
    CollectedData data;

    @Autowired
    ReportedRows rows;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Census census;

    @Autowired
    Catalog catalog;

    @Autowired
    Tasks tasks;

    @Autowired
    Institution institution;

    @Autowired
    JdbcClient jdbc;

    private UnitCode unit = UnitCode.CITY;
    private Actor steward;
    private Actor cdo;
    private Actor bureau;
    private Actor foreign;
    private String database;
    private UUID entry;
    private UUID plan;

    @BeforeEach
    void aCollectedEntry() throws Exception {
        unit = new UnitCode(
                "P" + Long.toString(System.nanoTime() % 10_000_000, 36).toUpperCase(Locale.ROOT));
        SampleUnits.department(institution, unit);
        steward = Actors.holding("专员", Role.DATA_STEWARD, unit);
        cdo = Actors.holding("数官", Role.UNIT_CDO, unit);
        bureau = Actors.holding("业务员", Role.BUREAU_OPERATOR, unit);
        UnitCode other = new UnitCode("O" + unit.value());
        SampleUnits.department(institution, other);
        foreign = Actors.holding("外单位专员", Role.DATA_STEWARD, other);
        database = FreshDatabase.create("province");
        sql("create table person (id int primary key, name varchar(20), sex varchar(2), id_number varchar(18));"
                + " insert into person values (1, '王伟', '1', '441202199001010014'),"
                + " (2, '李静, 女', '2', '441202198512310022'), (3, '陈𬭚', '1', '441202199001010030')");
        SourceRecord source = census.register(
                unit,
                new Census.Entered(
                        "人口库",
                        SourceRecord.Kind.POSTGRESQL,
                        "127.0.0.1",
                        Integer.parseInt(database.replaceAll(".*:(\\d+)/.*", "$1")),
                        database.replaceAll(".*/([a-z0-9]+)\\?.*", "$1"),
                        List.of(),
                        "postgres",
                        "postgres"));
        census.start(source, 0, "test");
        await().atMost(LONG).until(() -> !census.isUnderWay(source.id()));
        Census.Place place = census.newest(source.id(), "public.person").orElseThrow();
        entry = catalog.create(
                unit,
                catalog.measured(place.run(), place.table())
                        .offered(SharingType.CONDITIONAL, "业务协同", OpeningType.NOT_OPEN, null, UpdateCycle.DAILY, "4"),
                steward);
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, cdo);
        catalog.publish(entry, 1, null, bureau);
        plan = collecting.plan(entry, steward);
        collect();
    }

    @Test
    void theFileHasTheProvincesColumnsAndCodes() throws Exception {
        UUID utf8 = template("RK01", ProvinceTemplate.FileKind.CSV_UTF8, 20);
        UUID first = reported(utf8, false);
        String expected = String.join(
                "\r\n",
                "XM,XB,SFZH,SJLY",
                "王伟,男,441202199001010014,肇庆市",
                "\"李静, 女\",女,441202198512310022,肇庆市",
                "陈𬭚,男,441202199001010030,肇庆市",
                "");
        assertThat(file(first)).isEqualTo(("\uFEFF" + expected).getBytes(StandardCharsets.UTF_8));
        ProvinceController.BatchPage page = controller.batch(first, bureau);
        assertThat(page.row().state()).isEqualTo(ProvinceBatch.State.WRITTEN);
        assertThat(page.row().written()).isEqualTo(3);
        assertThat(page.row().unanswered()).isEqualTo(3);
        // The bureau sees how many rows there are, not what is in them.
        assertThat(page.mayDownload()).isFalse();
        assertThatThrownBy(() -> controller.file(first, bureau)).isInstanceOf(Forbidden.class);
        UUID again = reported(utf8, true);
        assertThat(file(again)).isEqualTo(file(first));
        assertThat(controller.batch(again, cdo).digest()).isEqualTo(page.digest());
        UUID national = template("RK02", ProvinceTemplate.FileKind.CSV_GB18030, 20);
        assertThat(file(reported(national, false))).isEqualTo(expected.getBytes(Charset.forName("GB18030")));
    }

    @Test
    void whatDoesNotFitStopsTheReportOrIsLeftOutAndTold() throws Exception {
        sql("insert into person values (4, '周强', '9', '441202199001010049'), (5, null, '9', '441202199001010057'),"
                + " (6, '司马相如', '1', '441202199001010065')");
        collect();
        UUID template = template("RK01", ProvinceTemplate.FileKind.CSV_UTF8, 3);
        // 李静, 女 is too long as well.
        ProvinceController.BatchPage stopped = controller.batch(reported(template, false), steward);
        assertThat(stopped.row().state()).isEqualTo(ProvinceBatch.State.STOPPED);
        assertThat(stopped.hasFile()).isFalse();
        assertThat(folder.place(stopped.row().id())).doesNotExist();
        assertThat(folder.unfinished(stopped.row().id())).doesNotExist();
        assertThat(stopped.misfits())
                .extracting(group ->
                        group.name() + " " + group.problem() + " " + group.rows() + " [" + group.firstRows() + "]")
                .contains("XB unmapped 2 [4, 5]", "XM missing 1 [5]");
        assertThat(stopped.misfits())
                .filteredOn(group -> group.problem().equals("too-long"))
                .allSatisfy(group -> assertThat(group.value()).doesNotContain("马相"));
        assertThatThrownBy(() -> controller.file(stopped.row().id(), steward)).hasMessageContaining("no-file");
        ProvinceController.BatchPage partial = controller.batch(reported(template, true), steward);
        assertThat(partial.row().state()).isEqualTo(ProvinceBatch.State.WRITTEN);
        assertThat(partial.row().written()).isEqualTo(2);
        assertThat(partial.row().leftOut()).isEqualTo(4);
        assertThat(partial.row().versionRows()).isEqualTo(6);
        assertThat(new String(file(partial.row().id()), StandardCharsets.UTF_8).lines())
                .hasSize(3);
        assertThat(controller.misfits(partial.row().id(), null, ALL, cdo).items())
                .extracting(KeptBatches.Misfit::rowNumber)
                .containsExactly(2L, 4L, 5L, 5L, 6L);
        assertThat(controller.misfits(partial.row().id(), "missing", ALL, cdo).total())
                .isEqualTo(1);
    }

    @Test
    void theProvincesReceiptIsTakenInWholeAndItsRefusedRowsAreATask() throws Exception {
        UUID template = template("RK01", ProvinceTemplate.FileKind.CSV_UTF8, 20);
        UUID batch = reported(template, false);
        String number = controller.batch(batch, steward).row().number();
        assertThatThrownBy(() -> receive(batch, "批次号,行号,结果,原因\n" + number + ",1,成功,\n" + number + ",4,成功,\n"))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refused -> assertThat(refused.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.facts()).containsEntry("line", 3)));
        assertThat(controller.batch(batch, steward).receipts()).isEmpty();
        receive(batch, "批次号,行号,结果,原因\n" + number + ",1,成功,\n" + number + ",3,失败,证件号校验不通过\n");
        ProvinceController.BatchPage page = controller.batch(batch, cdo);
        assertThat(page.row().state()).isEqualTo(ProvinceBatch.State.REFUSED);
        assertThat(List.of(
                        page.row().accepted(), page.row().refused(), page.row().unanswered()))
                .containsExactly(1L, 1L, 1L);
        assertThat(controller.refused(batch, ALL, bureau).items())
                .containsExactly(new KeptBatches.Refused(3, "证件号校验不通过"));
        assertThat(todos()).hasSize(1);
        receive(batch, "批次号,行号,结果,原因\n" + number + ",2,接收,\n" + number + ",3,拒绝,重名\n" + number + ",1,拒绝,重复\n");
        assertThat(controller.batch(batch, cdo).receipts().getFirst().changed()).isEqualTo(1);
        assertThat(controller.batch(batch, cdo).row().refused()).isEqualTo(2);
        assertThat(todos()).hasSize(1);
        UUID later = reported(template, false);
        String next = controller.batch(later, steward).row().number();
        receive(later, "批次号,行号,结果,原因\n" + next + ",1,成功,\n" + next + ",2,成功,\n" + next + ",3,成功,\n");
        assertThat(controller.batch(later, steward).row().state()).isEqualTo(ProvinceBatch.State.ACCEPTED);
        assertThat(todos()).isEmpty();
    }

    @Test
    void aBatchIsClosedWithAReason() throws Exception {
        UUID batch = reported(template("RK01", ProvinceTemplate.FileKind.CSV_UTF8, 20), false);
        String number = controller.batch(batch, steward).row().number();
        assertThatThrownBy(() -> controller.close(batch, new ProvinceController.CloseRequest("不再上报"), steward))
                .hasMessageContaining("nothing-refused");
        receive(batch, "批次号,行号,结果,原因\n" + number + ",3,失败,重名\n");
        assertThatThrownBy(() -> controller.close(batch, new ProvinceController.CloseRequest(" "), steward))
                .isInstanceOf(InvalidInput.class);
        assertThat(controller
                        .close(batch, new ProvinceController.CloseRequest("该人已迁出"), steward)
                        .reason())
                .isEqualTo("该人已迁出");
        assertThat(todos()).isEmpty();
    }

    @Test
    void othersSeeNothingOfItAndTheCdoOnlyReads() throws Exception {
        UUID template = template("RK01", ProvinceTemplate.FileKind.CSV_UTF8, 20);
        UUID batch = reported(template, false);
        assertThatThrownBy(() -> controller.template(template, foreign)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> controller.batch(batch, foreign)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> controller.file(batch, foreign)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> reporting.report(template, false, foreign)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> reporting.report(template, false, cdo)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> controller.close(batch, new ProvinceController.CloseRequest("x"), bureau))
                .isInstanceOf(Forbidden.class);
        assertThat(controller.batches(template, null, ALL, foreign).items()).isEmpty();
        assertThat(controller.batches(template, "written", ALL, bureau).items()).hasSize(1);
        assertThat(file(batch)).isNotEmpty();
    }

    @Test
    void aTemplateThatDoesNotFitTheEntryIsRefusedBesideItsFields() {
        ProvinceColumn twice = new ProvinceColumn("XM", "name", null, true, 20, List.of());
        NewTemplate wrong = new NewTemplate(
                "",
                "A/B",
                null,
                List.of(
                        twice,
                        twice,
                        new ProvinceColumn("X", "gone", null, false, 0, List.of()),
                        new ProvinceColumn(
                                "Y", "sex", "1", false, null, List.of(new ProvinceColumn.CodePair("1", "")))),
                null);
        assertThatThrownBy(() -> reporting.add(entry, wrong, steward))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refused -> assertThat(refused.errors())
                                .extracting(error -> error.field() + " " + error.code())
                                .containsExactly(
                                        "provinceName required",
                                        "provinceCode province-code",
                                        "columns[1].name province-column-twice",
                                        "columns[2].item province-no-item",
                                        "columns[2].longest positive",
                                        "columns[3].item province-source",
                                        "columns[3].codes province-code-half"));
        UUID template = template("RK01", ProvinceTemplate.FileKind.CSV_UTF8, 20);
        assertThatThrownBy(() -> template("RK01", ProvinceTemplate.FileKind.CSV_UTF8, 20))
                .hasMessageContaining("code-taken");
        reporting.edit(template, 1, wanted("RK09", ProvinceTemplate.FileKind.CSV_UTF8, 20), steward);
        assertThatThrownBy(() ->
                        reporting.edit(template, 1, wanted("RK09", ProvinceTemplate.FileKind.CSV_UTF8, 20), steward))
                .isInstanceOf(ChangedMeanwhile.class);
    }

    /// As after a kill between the last byte and the commit: the file is in its place, and the batch still waits.
    @Test
    void anInterruptedReportLeavesNoHalfFile() throws Exception {
        UUID template = template("RK01", ProvinceTemplate.FileKind.CSV_UTF8, 20);
        UUID whole = reported(template, false);
        UUID killed = UUID.randomUUID();
        jdbc.sql("""
                        insert into province.batch (id, template, number, revision, file_kind, columns, partial, state,
                                                    created_by, created_at)
                        select cast(:id as uuid), template, number || 'k', revision, file_kind, columns, partial,
                               'preparing', created_by, now() from province.batch where id = :whole
                        """).param("id", killed).param("whole", whole).update();
        Files.writeString(folder.unfinished(killed), "XM,XB\r\n王");
        Files.writeString(folder.place(killed), "XM,XB\r\n王");
        assertThatThrownBy(() -> controller.file(killed, steward)).hasMessageContaining("no-file");
        job.run(new Started(killed));
        assertThat(file(killed)).isEqualTo(file(whole));
        assertThat(folder.unfinished(killed)).doesNotExist();
        // What was cancelled meanwhile is not finished.
        jdbc.sql("update province.batch set state = 'failed', digest = null where id = :id")
                .param("id", killed)
                .update();
        job.run(new Started(killed));
        assertThatThrownBy(() -> controller.file(killed, steward)).hasMessageContaining("no-file");
    }

    @Test
    void aRemovalByLawDeletesTheFilesToo() throws Exception {
        UUID batch = reported(template("RK01", ProvinceTemplate.FileKind.CSV_UTF8, 20), false);
        String number = controller.batch(batch, steward).row().number();
        receive(batch, "批次号,行号,结果,原因\n" + number + ",3,失败,陈𬭚重名\n");
        RowCopies.Which which = new RowCopies.Which(
                UUID.randomUUID(),
                entry,
                new RemovedKeys(List.of("id"), List.of(List.of("3"))),
                data.table(entry).orElseThrow());
        List<RowCopies.Place> removed = Objects.requireNonNull(transaction.execute(status -> rows.remove(which)));
        assertThat(removed).containsExactly(new RowCopies.Place("province-files", 1));
        assertThat(folder.place(batch)).doesNotExist();
        assertThat(controller.batch(batch, steward).row().state()).isEqualTo(ProvinceBatch.State.REMOVED);
        assertThat(controller.refused(batch, ALL, steward).items().toString()).doesNotContain("陈");
        assertThat(todos()).isEmpty();
        assertThatThrownBy(() -> receive(batch, "")).hasMessageContaining("no-file");
    }

    private record Started(UUID id) implements JobContext {
        @Override
        public String subject() {
            return id.toString();
        }

        @Override
        public void total(long total) {}

        @Override
        public void done(long done) {}

        @Override
        public boolean stopping() {
            return false;
        }
    }

    private UUID template(String code, ProvinceTemplate.FileKind kind, int longest) {
        return reporting.add(entry, wanted(code, kind, longest), steward);
    }

    private static NewTemplate wanted(String code, ProvinceTemplate.FileKind kind, int longest) {
        return new NewTemplate(
                "全省人口基础信息",
                code,
                kind,
                List.of(
                        new ProvinceColumn("XM", "name", null, true, longest, List.of()),
                        new ProvinceColumn(
                                "XB",
                                "sex",
                                null,
                                true,
                                null,
                                List.of(new ProvinceColumn.CodePair("1", "男"), new ProvinceColumn.CodePair("2", "女"))),
                        new ProvinceColumn("SFZH", "id_number", null, true, 18, List.of()),
                        new ProvinceColumn("SJLY", null, "肇庆市", false, null, List.of())),
                null);
    }

    private UUID reported(UUID template, boolean partial) {
        UUID batch = reporting.report(template, partial, steward);
        await().atMost(LONG)
                .until(() -> controller.batch(batch, steward).row().state() != ProvinceBatch.State.PREPARING);
        return batch;
    }

    private byte[] file(UUID batch) throws IOException {
        Path file = Objects.requireNonNull(controller.file(batch, cdo).getBody())
                .getFile()
                .toPath();
        return Files.readAllBytes(file);
    }

    private void receive(UUID batch, String text) {
        try (IncomingFile file = IncomingFile.of(text.getBytes(StandardCharsets.UTF_8))) {
            reporting.receive(batch, "回执.csv", file, steward);
        }
    }

    private List<Todo> todos() {
        return Actors.todos(tasks, steward).stream()
                .filter(todo -> todo.kind().equals(Reporting.TASK))
                .toList();
    }

    private void collect() {
        collecting.collect(plan, steward);
        await().atMost(LONG).until(() -> !collecting.isUnderWay(plan));
        assertThat(collecting.hasFailed(plan)).isFalse();
    }

    private void sql(String sql) throws Exception {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
