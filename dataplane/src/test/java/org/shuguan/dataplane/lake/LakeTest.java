package org.shuguan.dataplane.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuguan.dataplane.source.Engine;

@ParameterizedClass
@EnumSource(Place.class)
class LakeTest {
    private static final List<LakeColumn> PEOPLE = List.of(
            new LakeColumn("id", new LakeType.Whole(), true, null),
            new LakeColumn("name", new LakeType.Text(null), false, "姓名"));

    @TempDir
    private static Path folder;

    @Parameter
    private Place place;

    private static LakeCity city;
    private Lake lake;

    @BeforeParameterizedClassInvocation
    static void start(Place place) throws Exception {
        city = place.city(folder);
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        city.close();
    }

    @BeforeEach
    void open() {
        lake = city.lake();
    }

    @AfterEach
    void close() {
        lake.close();
    }

    private LakeVersion write(String name, String run, String rows) throws Exception {
        return write(
                name,
                run,
                PEOPLE,
                "select cast(id as bigint) as id, cast(name as varchar) as name from (values " + rows
                        + ") t(id, name)");
    }

    private LakeVersion write(String name, String run, List<LakeColumn> columns, String select) throws Exception {
        LakeTable table = lake.table(name, columns);
        try (Replacement replacement = table.replace(columns);
                var engine = Engine.open(1);
                var statement = engine.createStatement()) {
            statement.execute(replacement.copy(select));
            return replacement.commit(Map.of(LakeTable.RUN, run));
        }
    }

    private String rows(String name, LakeVersion version) throws Exception {
        return new LakeReader(lake.find(name).orElseThrow())
                .rows(version, 0, 100)
                .rows()
                .toString();
    }

    @Test
    void eachVersionIsKeptAndReadAsItWas() throws Exception {
        LakeVersion first = write("kept", "1", "(1, '甲'), (2, '乙')");
        LakeVersion second = write("kept", "2", "(2, '乙'), (3, '丙')");
        LakeTable table = lake.find("kept").orElseThrow();
        assertThat(table.versions()).extracting(LakeVersion::id).containsExactly(second.id(), first.id());
        assertThat(rows("kept", first)).isEqualTo("[[1, 甲], [2, 乙]]");
        assertThat(rows("kept", second)).isEqualTo("[[2, 乙], [3, 丙]]");
        assertThat(second.rows()).isEqualTo(2);
        assertThat(table.asOf(first.at()).orElseThrow().id()).isEqualTo(first.id());
        assertThat(table.asOf(Instant.now()).orElseThrow().id()).isEqualTo(second.id());
        assertThat(table.asOf(first.at().minusSeconds(1))).isEmpty();
    }

    @Test
    void aWriterThatIsKilledBeforeItsCommitLeavesTheTableAsItWasAndItsFileIsCleanedLater() throws Exception {
        LakeVersion before = write("killed", "1", "(1, '甲')");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                place == Place.FOLDER
                        ? city.place().toString()
                        : folder.resolve("killed").toString(),
                city.address().url(),
                "killed"));
        if (city.store != null) {
            command.add(city.store.endpoint().toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("1000 written");
        assertThat(process.waitFor()).isEqualTo(137);
        LakeTable table = lake.find("killed").orElseThrow();
        assertThat(table.current().orElseThrow().id()).isEqualTo(before.id());
        assertThat(rows("killed", before)).isEqualTo("[[1, 甲]]");
        // The other process has made the schema narrower, which readers of the version do not see.
        assertThat(table.removeOrphans(Duration.ofHours(1))).isZero();
        assertThat(table.removeOrphans(Duration.ZERO)).isEqualTo(1);
        assertThat(rows("killed", before)).isEqualTo("[[1, 甲]]");
        assertThat(table.removeOrphans(Duration.ZERO)).isZero();
    }

    @Test
    void cleaningDoesNotTouchTheFileOfAWriterThatHasNotCommitted() throws Exception {
        write("writing", "1", "(1, '甲')");
        LakeTable table = lake.find("writing").orElseThrow();
        try (Replacement replacement = table.replace(PEOPLE);
                var engine = Engine.open(1);
                var statement = engine.createStatement()) {
            statement.execute(replacement.copy("select cast(7 as bigint) as id, 'x' as name"));
            assertThat(lake.find("writing").orElseThrow().removeOrphans(Duration.ZERO))
                    .isEqualTo(-1);
            assertThatThrownBy(() -> lake.remove("writing")).isInstanceOf(LakeRefused.class);
            LakeVersion version = replacement.commit(Map.of(LakeTable.RUN, "2"));
            assertThat(rows("writing", version)).isEqualTo("[[7, x]]");
        }
        assertThat(table.removeOrphans(Duration.ZERO)).isZero();
    }

    @Test
    void aReplacementThatIsNotCommittedLeavesNoFile() throws Exception {
        write("dropped", "1", "(1, '甲')");
        LakeTable table = lake.find("dropped").orElseThrow();
        int before = city.files("dropped").size();
        try (Replacement replacement = table.replace(PEOPLE);
                var engine = Engine.open(1);
                var statement = engine.createStatement()) {
            statement.execute(replacement.copy("select cast(7 as bigint) as id, 'x' as name"));
            assertThat(replacement.file()).exists();
            // In a bucket it is stored with the commit only.
            assertThat(city.files("dropped")).hasSize(place == Place.FOLDER ? before + 1 : before);
        }
        assertThat(city.files("dropped")).hasSize(before);
        assertThat(table.versions()).hasSize(1);
    }

    @Test
    void writersAtTheSameTimeEachMakeAWholeVersion() throws Exception {
        write("crowded", "0", "(0, '0')");
        try (var writers = Executors.newFixedThreadPool(4)) {
            List<Future<LakeVersion>> all = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                String run = Integer.toString(i);
                all.add(writers.submit(() -> write("crowded", run, "(" + run + ", '" + run + "')")));
            }
            for (int i = 1; i <= 4; i++) {
                LakeVersion version = all.get(i - 1).get();
                assertThat(rows("crowded", version)).isEqualTo("[[" + i + ", " + i + "]]");
            }
        }
        LakeTable table = lake.find("crowded").orElseThrow();
        assertThat(table.versions())
                .hasSize(5)
                .allSatisfy(version -> assertThat(version.rows()).isEqualTo(1));
    }

    @Test
    void twoVersionsAreComparedByKey() throws Exception {
        LakeVersion older = write("compared", "1", "(1, '甲'), (2, '乙'), (3, null), (5, '戊')");
        LakeVersion newer = write("compared", "2", "(2, '乙'), (3, '丙'), (4, '丁'), (5, null)");
        LakeReader reader = new LakeReader(lake.find("compared").orElseThrow());
        LakeReader.Difference difference = reader.compare(older, newer, null, 0, 10);
        assertThat(difference.added()).isEqualTo(1);
        assertThat(difference.gone()).isEqualTo(1);
        assertThat(difference.changed()).isEqualTo(2);
        assertThat(difference.same()).isEqualTo(1);
        assertThat(difference.rows())
                .extracting(row -> row.kind() + " " + row.key() + row.before() + row.after())
                .containsExactly(
                        "GONE [1][1, 甲][]",
                        "CHANGED [3][3, null][3, 丙]",
                        "ADDED [4][][4, 丁]",
                        "CHANGED [5][5, 戊][5, null]");
        assertThat(reader.compare(older, newer, LakeReader.Kind.CHANGED, 1, 10).rows())
                .extracting(LakeReader.Changed::key)
                .containsExactly(List.of("5"));
    }

    @Test
    void rowsOfOneKeyAndTablesWithoutAKeyAreComparedToo() throws Exception {
        LakeVersion older = write("repeated", "1", "(1, '甲'), (1, '乙'), (2, '丙')");
        LakeVersion newer = write("repeated", "2", "(1, '甲'), (1, '乙'), (1, '丁'), (2, '丙')");
        LakeReader reader = new LakeReader(lake.find("repeated").orElseThrow());
        LakeReader.Difference difference = reader.compare(older, newer, null, 0, 10);
        assertThat(difference.added()).isEqualTo(1);
        assertThat(difference.gone()).isZero();
        List<LakeColumn> keyless = List.of(
                new LakeColumn("a", new LakeType.Whole(), false, null),
                new LakeColumn("b", new LakeType.Text(null), false, null));
        String select = "select cast(a as bigint) as a, b from (values ";
        LakeVersion one = write("keyless", "1", keyless, select + "(1, null), (1, null), (2, 'x')) t(a, b)");
        LakeVersion two = write("keyless", "2", keyless, select + "(1, null), (2, 'y')) t(a, b)");
        LakeReader.Difference whole = new LakeReader(lake.find("keyless").orElseThrow()).compare(one, two, null, 0, 10);
        assertThat(whole.rows())
                .extracting(row -> row.kind() + " " + row.key())
                .containsExactlyInAnyOrder("GONE [1, null]", "GONE [2, x]", "ADDED [2, y]");
    }

    @Test
    void columnsMayComeGoAndChangeTheirTypeWithoutTouchingOlderVersions() throws Exception {
        LakeVersion older = write("evolving", "1", "(1, '10'), (2, '20')");
        List<LakeColumn> columns = List.of(
                new LakeColumn("name", new LakeType.Whole(), false, null),
                new LakeColumn("id", new LakeType.Whole(), true, null),
                new LakeColumn("新列", new LakeType.Day(), false, null));
        LakeVersion newer = write(
                "evolving",
                "2",
                columns,
                "select cast(10 as bigint) as name, cast(1 as bigint) as id, date '2026-01-01' as \"新列\"");
        assertThat(rows("evolving", older)).isEqualTo("[[1, 10], [2, 20]]");
        assertThat(newer.columns()).containsExactlyInAnyOrder("id", "name", "新列");
        LakeReader.Difference difference =
                new LakeReader(lake.find("evolving").orElseThrow()).compare(older, newer, null, 0, 10);
        assertThat(difference.addedColumns()).containsExactly("新列");
        assertThat(difference.changed()).isZero();
        assertThat(difference.gone()).isEqualTo(1);
        assertThatThrownBy(() -> lake.table(
                        "evolving",
                        List.of(
                                new LakeColumn("A", new LakeType.Whole(), false, null),
                                new LakeColumn("a", new LakeType.Whole(), false, null))))
                .isInstanceOfSatisfying(
                        LakeRefused.class, e -> assertThat(e.reason()).isEqualTo(LakeRefused.Reason.SAME_NAMES));
    }

    @Test
    void anOlderVersionBecomesTheCurrentOneAndNoneIsLost() throws Exception {
        LakeVersion first = write("back", "1", "(1, '甲')");
        LakeVersion second = write("back", "2", "(2, '乙')");
        LakeTable table = lake.find("back").orElseThrow();
        table.rollBack(first.id());
        assertThat(table.current().orElseThrow().id()).isEqualTo(first.id());
        assertThat(table.versions()).hasSize(2);
        assertThat(rows("back", second)).isEqualTo("[[2, 乙]]");
        LakeVersion third = write("back", "3", "(3, '丙')");
        assertThat(rows("back", third)).isEqualTo("[[3, 丙]]");
        assertThat(table.versions()).hasSize(3);
        assertThatThrownBy(() -> table.rollBack(42)).isInstanceOf(LakeRefused.class);
    }

    @Test
    void onlyVersionsBeyondTheRuleExpireWithTheirFiles() throws Exception {
        for (int i = 1; i <= 5; i++) {
            write("expiring", Integer.toString(i), "(" + i + ", 'x')");
        }
        LakeTable table = lake.find("expiring").orElseThrow();
        assertThat(table.expire(2, Instant.now().minusSeconds(3600))).isEmpty();
        table.rollBack(table.of("1").orElseThrow().id());
        assertThat(table.expire(2, Instant.now().plusSeconds(10)))
                .extracting(version -> version.facts().get(LakeTable.RUN))
                .containsExactly("3", "2");
        assertThat(table.versions())
                .extracting(version -> version.facts().get(LakeTable.RUN))
                .containsExactly("5", "4", "1");
        assertThat(city.files("expiring")).hasSize(3);
        assertThat(table.removeOrphans(Duration.ZERO)).isZero();
        assertThat(rows("expiring", table.of("1").orElseThrow())).isEqualTo("[[1, x]]");
    }

    @Test
    void aRemovedTableLeavesNoFile() throws Exception {
        write("removed", "1", "(1, '甲')");
        write("removed", "2", "(2, '乙')");
        lake.remove("removed");
        assertThat(lake.find("removed")).isEmpty();
        assertThat(city.files("removed")).isEmpty();
        lake.remove("removed");
        LakeVersion again = write("removed", "3", "(3, '丙')");
        assertThat(rows("removed", again)).isEqualTo("[[3, 丙]]");
    }
}
