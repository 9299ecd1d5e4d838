package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
class CensusTest {
    private static final UnitCode UNIT = new UnitCode("04");
    private static final ListQuery ALL = new ListQuery(null, null, null, null);

    @Autowired
    Census census;

    @Autowired
    Jobs jobs;

    @Autowired
    SourceRecords sources;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Uploads uploads;

    @Autowired
    Runs runs;

    @Autowired
    FoundTables tables;

    @Test
    void filesAreDroppedInAndTheCensusFindsWhatTheyHold() {
        SourceRecord source = files("人口");
        drop(source, "../../人口.csv", "姓名,身份证号\n张三,441202190001010013\n李四,441283190102030425\n");
        UUID run = census.start(source, 0, "test");
        assertThat(finished(run).state()).isEqualTo(Job.State.DONE);
        var found = tables.list(run, ALL).items();
        assertThat(found).extracting(FoundTables.FoundTable::path).containsExactly("人口.csv");
        assertThat(found.getFirst().grade()).isEqualTo("general-4");
        assertThat(census.found(run, found.getFirst().id())
                        .orElseThrow()
                        .result()
                        .profile()
                        .rows())
                .isEqualTo(2);
    }

    @Test
    void aColumnIsReadByItselfAndOnlyWhereThereIsOne() {
        SourceRecord source = files("字段");
        drop(source, "人口.csv", "姓名,身份证号\n张三,441202190001010013\n李四,441283190102030425\n");
        UUID run = census.start(source, 0, "test");
        finished(run);
        long table = tables.list(run, ALL).items().getFirst().id();
        var whole = tables.result(run, table).orElseThrow();
        for (int number = 1; number <= 2; number++) {
            var column = tables.column(run, table, number).orElseThrow();
            assertThat(column.profile()).isEqualTo(whole.profile().columns().get(number - 1));
            assertThat(column.classification())
                    .isEqualTo(whole.classifications().get(number - 1));
            assertThat(column.columns()).isEqualTo(2);
        }
        for (int number : new int[] {0, -1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThat(tables.column(run, table, number)).isEmpty();
        }
        assertThat(tables.column(UUID.randomUUID(), table, 1)).isEmpty();
    }

    @Test
    void twoClicksStartOneCensus() {
        SourceRecord source = files("两次");
        drop(source, "a.csv", "a,b\n1,2\n");
        UUID first = census.start(source, 0, "test");
        if (!runs.find(first).orElseThrow().state().over()) {
            try {
                UUID second = census.start(source, 0, "test");
                // The first had ended in between.
                assertThat(finished(first).state().over()).isTrue();
                finished(second);
            } catch (CensusRefused refused) {
                assertThat(refused).hasMessageContaining("runs-already");
            }
        }
        finished(first);
    }

    /// What a killed server leaves: some tables kept, and a job that has not ended.
    @Test
    void anInterruptedRunGoesOnBehindTheTablesThatWereKept() {
        SourceRecord source = files("中断");
        drop(source, "a.csv", "a,b\n1,2\n");
        drop(source, "b.csv", "a,b\n1,2\n3,4\n");
        UUID run = UUID.randomUUID();
        var measured = new FoundTables.Measured(result("a.csv"), org.shuguan.dataplane.census.TableFingerprint.NONE);
        transaction.executeWithoutResult(status -> {
            assertThat(jobs.start(CensusJob.of(run, source, null))).isTrue();
            runs.add(run, source, 0, Instant.now());
            tables.add(run, List.of(measured), org.shuguan.dataplane.census.Corrections.NONE);
            tables.add(run, List.of(measured), org.shuguan.dataplane.census.Corrections.NONE);
        });
        CensusRun over = finished(run);
        assertThat(over.state()).isEqualTo(Job.State.DONE);
        assertThat(over.tablesDone()).isEqualTo(2);
        // What was kept of the first is not read again.
        assertThat(over.rowsRead()).isEqualTo(2);
        assertThat(tables.list(run, ALL).total()).isEqualTo(2);
    }

    @Test
    void theListOfCensusesIsFilteredByState() {
        SourceRecord source = files("按状态");
        drop(source, "a.csv", "a,b\n1,2\n");
        UUID done = census.start(source, 0, "test");
        finished(done);
        UUID cancelled = transaction.execute(status -> {
            UUID started = census.start(source, 0, "test");
            jobs.cancel(started);
            return started;
        });
        assertThat(listed(source, "done")).containsExactly(done);
        assertThat(listed(source, "cancelled")).containsExactly(cancelled);
        assertThat(listed(source, "failed")).isEmpty();
        assertThat(listed(source, null)).containsExactlyInAnyOrder(done, cancelled);
    }

    private List<UUID> listed(SourceRecord source, @Nullable String state) {
        return runs.list(Scope.of(Set.of(UNIT)), source.id(), state, ALL).items().stream()
                .map(CensusRun::id)
                .toList();
    }

    @Test
    void aCensusThatIsCancelledWhileItWaitsNeverRuns() {
        SourceRecord source = files("等待时取消");
        drop(source, "a.csv", "a,b\n1,2\n");
        UUID run = transaction.execute(status -> {
            UUID started = census.start(source, 0, "test");
            jobs.cancel(started);
            return started;
        });
        UUID next = census.start(source, 0, "test");
        assertThat(finished(next).state()).isEqualTo(Job.State.DONE);
        CensusRun cancelled = runs.find(run).orElseThrow();
        assertThat(cancelled.state()).isEqualTo(Job.State.CANCELLED);
        assertThat(cancelled.startedAt()).isNull();
        assertThat(tables.list(run, ALL).total()).isZero();
    }

    @Test
    void aCensusThatFailedRunsAgainUnlessAnotherCameAfterIt() {
        SourceRecord source = census.register(
                UNIT,
                new Census.Entered(
                        "拒绝后重试", SourceRecord.Kind.POSTGRESQL, "127.0.0.1", 1, "d", List.of(), "u", "secret"));
        UUID first = census.start(source, 0, "test");
        assertThat(finished(first).state()).isEqualTo(Job.State.FAILED);
        assertThat(finished(first).problem()).startsWith("census.reason.");
        jobs.runAgain(first);
        assertThat(finished(first).state()).isEqualTo(Job.State.FAILED);
        UUID second = census.start(source, 0, "test");
        finished(second);
        assertThatThrownBy(() -> jobs.runAgain(first)).hasMessageContaining("cannot-run-again");
    }

    @Test
    void theFilesOfARemovedSourceGoWithTheCommitAndNotBefore() {
        SourceRecord source = files("删除");
        drop(source, "a.csv", "a,b\n1,2\n");
        transaction.executeWithoutResult(status -> {
            census.remove(source);
            assertThat(uploads.list(source.id())).hasSize(1);
            status.setRollbackOnly();
        });
        assertThat(uploads.list(source.id())).hasSize(1);
        transaction.executeWithoutResult(status -> census.remove(source));
        assertThat(uploads.list(source.id())).isEmpty();
        assertThat(sources.find(source.id())).isEmpty();
    }

    @Test
    void aFileIsReplacedWithTheCommitAndNotBefore() {
        SourceRecord source = files("替换");
        drop(source, "a.csv", "old");
        transaction.executeWithoutResult(status -> {
            drop(source, "a.csv", "newer");
            status.setRollbackOnly();
        });
        assertThat(uploads.list(source.id())).containsExactly(new Uploads.Upload("a.csv", 3));
        transaction.executeWithoutResult(status -> drop(source, "a.csv", "newer"));
        assertThat(uploads.list(source.id())).containsExactly(new Uploads.Upload("a.csv", 5));
    }

    @Test
    void uploadsThatNoSourceNeedsAreSweptAway() throws Exception {
        SourceRecord source = files("清扫");
        drop(source, "a.csv", "a");
        Path part = Files.createTempFile(uploads.folder(source.id()), ".part", "");
        UUID gone = UUID.randomUUID();
        drop(gone, "b.csv", "b");
        uploads.sweep(Instant.now().minusSeconds(3600), sources::ids);
        assertThat(part).exists();
        assertThat(uploads.folder(gone)).isNotEmptyDirectory();
        uploads.sweep(Instant.now().plusSeconds(60), sources::ids);
        assertThat(part).doesNotExist();
        assertThat(uploads.list(source.id())).hasSize(1);
        assertThat(uploads.folder(gone)).isEmptyDirectory();
    }

    @Test
    void aDatabaseWithoutADriverInTheFolderCannotBeRegistered() {
        var oracle = new Census.Entered(
                "甲骨文", SourceRecord.Kind.JDBC, "db.example", 1521, "d", List.of(), "u", "s", "oracle");
        assertThatThrownBy(() -> census.register(UNIT, oracle))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refused -> assertThat(refused.errors())
                                .extracting(InvalidInput.FieldError::code)
                                .containsExactly("driver-unknown"));
    }

    @Test
    void addressesOfCloudsAndOfNobodyAreClosed() {
        for (String host : new String[] {"169.254.169.254", "0.0.0.0", "224.0.0.1", "[fe80::1]"}) {
            assertThatThrownBy(() -> census.register(UNIT, database(host))).hasMessageContaining("invalid-input");
        }
    }

    @Test
    void aKeptSecretIsNotSentToAnotherMachine() {
        SourceRecord source = census.register(UNIT, database("db.example"));
        var elsewhere =
                new Census.Entered("x", SourceRecord.Kind.POSTGRESQL, "evil.example", 5432, "d", List.of(), "u", null);
        assertThatThrownBy(() -> census.change(source, elsewhere, source.version()))
                .hasMessageContaining("invalid-input");
    }

    private SourceRecord files(String name) {
        return census.register(
                UNIT, new Census.Entered(name, SourceRecord.Kind.FILES, null, null, null, null, null, null));
    }

    private void drop(SourceRecord source, String name, String content) {
        drop(source.id(), name, content);
    }

    private void drop(UUID source, String name, String content) {
        uploads.add(source, name, IncomingFile.of(content.getBytes(Charset.forName("GB18030"))), true);
    }

    private static org.shuguan.dataplane.census.TableResult result(String name) {
        var table = new org.shuguan.dataplane.source.Table(
                "", name, org.shuguan.dataplane.source.Table.Kind.FILE, null, -1, 1, List.of(), List.of(), List.of());
        return new org.shuguan.dataplane.census.TableResult(table, null, List.of(), null);
    }

    private static Census.Entered database(String host) {
        return new Census.Entered(
                "库" + host, SourceRecord.Kind.POSTGRESQL, host, 5432, "d", List.of(), "u", "secret-of-" + host);
    }

    private CensusRun finished(UUID run) {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> runs.find(run).orElseThrow(),
                        found -> found.state().over());
    }
}
