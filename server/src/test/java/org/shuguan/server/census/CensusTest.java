package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(properties = "shuguan.census.loopback=true")
class CensusTest {
    private static final UnitCode UNIT = new UnitCode("04");
    private static final ListQuery ALL = new ListQuery(null, null, null, null);

    @Autowired
    Census census;

    @Autowired
    CensusRunner runner;

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
        assertThat(finished(run).state()).isEqualTo(CensusRun.State.DONE);
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

    /// What a killed server leaves: some tables kept, the run still marked as running.
    @Test
    void anInterruptedRunGoesOnBehindTheTablesThatWereKept() {
        SourceRecord source = files("中断");
        drop(source, "a.csv", "a,b\n1,2\n");
        drop(source, "b.csv", "a,b\n1,2\n3,4\n");
        UUID run = UUID.randomUUID();
        runs.add(run, source, 0, "test", java.time.Instant.now());
        runs.begin(run, java.time.Instant.now());
        runs.discovered(run, 2);
        var measured = new FoundTables.Measured(result("a.csv"), org.shuguan.dataplane.census.TableFingerprint.NONE);
        tables.add(run, List.of(measured), org.shuguan.dataplane.census.Corrections.NONE);
        tables.add(run, List.of(measured), org.shuguan.dataplane.census.Corrections.NONE);
        runner.run(run, () -> false);
        CensusRun over = runs.find(run).orElseThrow();
        assertThat(over.state()).isEqualTo(CensusRun.State.DONE);
        assertThat(over.tablesDone()).isEqualTo(2);
        assertThat(over.rowsRead()).isEqualTo(2);
        runner.run(run, () -> false);
        assertThat(tables.list(run, ALL).total()).isEqualTo(2);
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
        uploads.add(source.id(), name, new java.io.ByteArrayInputStream(content.getBytes(Charset.forName("GB18030"))));
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
