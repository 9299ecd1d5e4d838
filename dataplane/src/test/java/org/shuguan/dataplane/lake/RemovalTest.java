package org.shuguan.dataplane.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.shuguan.dataplane.lake.LakeCity.field;
import static org.shuguan.dataplane.lake.LakeCity.key;
import static org.shuguan.dataplane.lake.LakeCity.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.ManifestFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.Quote;

/// Rows are removed from every version, and nothing of them is left on the disk.
class RemovalTest {
    private static final CollectListener QUIET = new CollectListener() {};
    private static final Removal.Listener ALONE = new Removal.Listener() {};
    private static final Collection.Growth BY_NUMBER = new Collection.Growth("v", 0, 0, false, "source");
    /// As no other row has it, so that it can be looked for in files of any kind.
    private static final String SECRET = "440281199001017713";

    @TempDir
    private static Path folder;

    private static LakeCity city;
    private Lake lake;
    private Collector collector;

    @BeforeAll
    static void start() throws Exception {
        city = new LakeCity(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        city.close();
    }

    @BeforeEach
    void open() {
        lake = city.lake();
        collector = new Collector(lake);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    private LakeTable table(String name) {
        return lake.find(name).orElseThrow();
    }

    private static Collection growing(String name, String run) {
        Collection full = city.of(name, name + "-" + run, key("id", "C"), field("v", "I"), text("t", 12));
        return new Collection(
                full.source(),
                full.path(),
                full.table(),
                full.fields(),
                full.run(),
                full.quarantine(),
                full.silence(),
                BY_NUMBER);
    }

    /// Four versions: all rows, two increments of which one replaces the secret's row, and all rows again; two have
    /// rows in quarantine.
    private List<LakeVersion> grown(String name) throws Exception {
        city.execute("create table " + name + " (id text, v bigint, t text); insert into " + name + " values ('"
                + SECRET + "', 1, 'first'), ('440281199001017721', 2, 'other')");
        collector.collect(growing(name, "1"), QUIET);
        city.execute("insert into " + name + " values ('440281199001017748', 3, 'third'), ('440281199001017756', 4,"
                + " 'much too long for it')");
        collector.collect(growing(name, "2"), QUIET);
        city.execute("update " + name + " set v = 5, t = 'again' where id = '" + SECRET + "'");
        collector.collect(growing(name, "3"), QUIET);
        city.execute("update " + name + " set v = 6, t = 'far too long for the item' where id = '" + SECRET + "'");
        Collection.Growth whole = new Collection.Growth("v", 0, 0, true, "source");
        Collection growing = growing(name, "4");
        // A row that the catalog does not fit is in quarantine with its key.
        collector.collect(
                new Collection(
                        growing.source(),
                        growing.path(),
                        growing.table(),
                        growing.fields(),
                        growing.run(),
                        growing.quarantine(),
                        growing.silence(),
                        whole),
                QUIET);
        return table(name).versions();
    }

    private static Removal removal(LakeTable table, UUID id, String... keys) {
        List<List<String>> values = new ArrayList<>();
        for (String key : keys) {
            values.add(List.of(key));
        }
        return new Removal(table, new RemovedKeys(List.of("id"), values), id);
    }

    private String rows(String table, LakeVersion version) throws Exception {
        return new LakeReader(table(table)).rows(version, 0, 100).rows().toString();
    }

    /// Number of rows of all Parquet files under a folder, whether a version has them or not, in which some column
    /// is the text.
    private static long inParquet(Path place, String text) throws Exception {
        long found = 0;
        try (var walked = Files.walk(place);
                Connection engine = Engine.open(1);
                Statement statement = engine.createStatement()) {
            for (Path file : walked.filter(Files::isRegularFile)
                    .filter(one -> one.toString().contains(".parquet"))
                    .toList()) {
                try (ResultSet row = statement.executeQuery("select count(*) from read_parquet("
                        + Quote.text(file.toString()) + ") f where cast(f as varchar) like '%" + text + "%'")) {
                    row.next();
                    found += row.getLong(1);
                }
            }
        }
        return found;
    }

    /// The files that have the text, or its first 16 characters, which Iceberg keeps as an extreme of a column in
    /// the lists of files.
    private static List<String> naming(LakeTable table, String text) throws Exception {
        List<String> found = new ArrayList<>();
        String start = text.substring(0, 16);
        try (var walked = Files.walk(folder(table))) {
            for (Path file : walked.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(start)) {
                    found.add(file.toString());
                }
            }
        }
        for (LakeVersion version : table.versions()) {
            var iceberg = table.iceberg();
            for (var manifest : iceberg.snapshot(version.id()).allManifests(iceberg.io())) {
                try (var files = ManifestFiles.read(manifest, iceberg.io(), iceberg.specs())) {
                    for (var file : files) {
                        List<ByteBuffer> extremes =
                                new ArrayList<>(file.lowerBounds().values());
                        extremes.addAll(file.upperBounds().values());
                        extremes.stream()
                                .map(bytes -> StandardCharsets.ISO_8859_1.decode(bytes.duplicate()))
                                .filter(extreme -> extreme.toString().startsWith(text.substring(0, 15)))
                                .forEach(extreme -> found.add(manifest.path()));
                    }
                }
            }
        }
        return found;
    }

    @Test
    void noVersionAndNoFileHasTheRowsAnyMoreAndTheOthersAreAsTheyWere() throws Exception {
        List<LakeVersion> before = grown("people");
        Path place = folder(table("people"));
        assertThat(inParquet(place, SECRET)).isPositive();
        List<String> others = new ArrayList<>();
        for (LakeVersion version : before) {
            others.add(rows("people", version)
                    .replaceAll("\\[" + SECRET + ", \\d, \\w+], |, \\[" + SECRET + ", \\d, \\w+]", ""));
        }
        UUID id = UUID.randomUUID();
        Removal removal = removal(table("people"), id, SECRET, "440281199001019999");
        assertThat(removal.foundKeys()).isZero();
        assertThat(removal.find()).extracting(Removal.Of::removed).containsExactly(0L, 1L, 1L, 1L);
        List<Removal.Of> of = removal.carryOut(ALONE);
        assertThat(of).extracting(Removal.Of::removed).containsExactly(0L, 1L, 1L, 1L);

        List<LakeVersion> after = table("people").versions();
        assertThat(after)
                .extracting(LakeVersion::id)
                .isEqualTo(before.stream().map(LakeVersion::id).toList());
        assertThat(after)
                .extracting(LakeVersion::at)
                .isEqualTo(before.stream().map(LakeVersion::at).toList());
        assertThat(after).extracting(LakeVersion::current).containsExactly(true, false, false, false);
        assertThat(after).extracting(LakeVersion::rows).containsExactly(2L, 2L, 2L, 1L);
        assertThat(after).extracting(Removal::removedFrom).containsExactly(0L, 1L, 1L, 1L);
        for (int i = 0; i < after.size(); i++) {
            assertThat(rows("people", after.get(i))).isEqualTo(others.get(i));
            assertThat(table("people").asOf(before.get(i).at()).orElseThrow().id())
                    .isEqualTo(before.get(i).id());
            assertThat(after.get(i).facts().get(LakeTable.RUN))
                    .isEqualTo(before.get(i).facts().get(LakeTable.RUN));
        }
        assertThat(new LakeReader(table("people"))
                        .compare(after.get(3), after.get(1), null, 0, 10)
                        .added())
                .isEqualTo(1);
        assertThat(inParquet(place, SECRET)).isZero();

        Removal.Proof proof = removal(table("people"), id, SECRET).prove(ALONE);
        assertThat(proof.found()).isZero();
        assertThat(proof.versions()).extracting(Removal.Of::removed).containsExactly(0L, 1L, 1L, 1L);
        try (var walked = Files.walk(place)) {
            assertThat(proof.files())
                    .hasSize((int) walked.filter(Files::isRegularFile).count());
        }
        assertThat(proof.files())
                .anyMatch(file -> file.rows() != null && file.sha256().length() == 64);
    }

    @Test
    void extremesOfColumnsDoNotKeepTheKey() throws Exception {
        city.execute("create table extremes (id text, v bigint, t text); insert into extremes values ('" + SECRET
                + "', 1, 'a'), ('110000000000000000', 2, 'b')");
        collector.collect(growing("extremes", "1"), QUIET);
        city.execute("update extremes set v = 3, t = 'c' where id = '" + SECRET + "'");
        collector.collect(growing("extremes", "2"), QUIET);
        assertThat(naming(table("extremes"), SECRET))
                .as("lists of files have extremes")
                .anyMatch(file -> file.endsWith(".avro"));
        removal(table("extremes"), UUID.randomUUID(), SECRET).carryOut(ALONE);
        assertThat(naming(table("extremes"), SECRET)).isEmpty();
        assertThat(table("extremes").removeOrphans(Duration.ZERO)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Removal.Step.class)
    void aRemovalThatIsKilledAtAnyStepIsNotBegunOrIsFinishedByTheNext(Removal.Step step) throws Exception {
        String name = "killed_" + step.name().toLowerCase(java.util.Locale.ROOT);
        List<LakeVersion> before = grown(name);
        List<String> contents = new ArrayList<>();
        for (LakeVersion version : before) {
            contents.add(rows(name, version));
        }
        UUID id = UUID.randomUUID();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledRemoval.class.getName(),
                        folder.toString(),
                        Integer.toString(city.postgres.getPort()),
                        name,
                        id.toString(),
                        SECRET,
                        step.name())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isEqualTo(137);
        boolean committed = step.compareTo(Removal.Step.COMMITTED) >= 0;
        List<LakeVersion> killed = table(name).versions();
        assertThat(killed)
                .extracting(LakeVersion::id)
                .isEqualTo(before.stream().map(LakeVersion::id).toList());
        for (int i = 0; i < before.size(); i++) {
            assertThat(rows(name, killed.get(i)).contains(SECRET))
                    .isEqualTo(!committed && contents.get(i).contains(SECRET));
        }
        Removal again = removal(table(name), id, SECRET);
        assertThat(again.carryOut(ALONE)).extracting(Removal.Of::removed).containsExactly(0L, 1L, 1L, 1L);
        assertThat(inParquet(folder(table(name)), SECRET)).isZero();
        assertThat(again.prove(ALONE).found()).isZero();
        assertThat(table(name).removeOrphans(Duration.ZERO)).isZero();
        assertThat(table(name).versions()).extracting(LakeVersion::rows).containsExactly(2L, 2L, 2L, 1L);
    }

    @Test
    void collectionsGoOnAfterwardsByIncrementAndInFullAndTheKeyStaysOut() throws Exception {
        grown("back");
        removal(table("back"), UUID.randomUUID(), SECRET).carryOut(ALONE);
        KeyDigest digest = new KeyDigest("a secret of the house".getBytes(StandardCharsets.UTF_8), List.of("id"));
        String its = digest.of(List.of(SECRET));
        CollectListener keeping = new CollectListener() {
            @Override
            public KeptOut keptOut() {
                return new KeptOut(List.of(new KeptOut.Group(digest, Set.of(its, digest.of(List.of("nobody"))))));
            }
        };
        city.execute("update back set v = 7, t = 'back' where id = '" + SECRET
                + "'; insert into back values ('440281199001017799', 8, 'new')");
        Collected increment = collector.collect(growing("back", "5"), keeping);
        assertThat(rows("back", increment.version()))
                .isEqualTo("[[440281199001017721, 2, other], [440281199001017748, 3, third],"
                        + " [440281199001017799, 8, new]]");
        assertThat(increment.keptOut()).isEqualTo(1);
        assertThat(increment.cameBack()).containsExactly(its);
        assertThat(increment.quarantined()).isEqualTo(1);
        assertThat(city.quarantined("back-5")).singleElement().asString().endsWith(" null id null removed-key");
        Collected full =
                collector.collect(city.of("back", "back-6", key("id", "C"), field("v", "I"), text("t", 12)), keeping);
        assertThat(full.keptOut()).isEqualTo(1);
        assertThat(full.kept()).isEqualTo(3);
        assertThat(inParquet(folder.resolve("quarantine").resolve("back-6.parquet"), SECRET))
                .isZero();
        assertThat(inParquet(folder(table("back")), SECRET)).isZero();
        table("back").rollBack(increment.version().id());
        assertThat(table("back").current().orElseThrow().rows()).isEqualTo(3);
        assertThat(table("back").removeOrphans(Duration.ZERO)).isZero();

        assertThatThrownBy(() -> collector.collect(city.of("back", "back-7", field("v", "I")), keeping))
                .isInstanceOfSatisfying(
                        LakeRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(LakeRefused.Reason.KEPT_OUT_UNKNOWN));
    }

    @Test
    void oldVersionsExpireAfterARemovalAsBefore() throws Exception {
        List<LakeVersion> before = grown("expiring");
        removal(table("expiring"), UUID.randomUUID(), SECRET).carryOut(ALONE);
        assertThat(table("expiring").expire(2, java.time.Instant.now())).hasSize(2);
        assertThat(table("expiring").versions())
                .extracting(LakeVersion::id)
                .containsExactly(before.get(0).id(), before.get(1).id());
        assertThat(rows("expiring", table("expiring").versions().get(1))).contains("third");
        table("expiring").removeOrphans(Duration.ZERO);
        assertThat(rows("expiring", table("expiring").current().orElseThrow())).contains("third");
    }

    @Test
    void quarantinesLoseTheRowsAndTheLinesThatNameAKey() throws Exception {
        grown("quarantined");
        Path file = city.quarantine("quarantined-4");
        assertThat(inParquet(file, SECRET)).isEqualTo(1);
        LakeTable table = table("quarantined");
        RemovedKeys keys = new RemovedKeys(List.of("id"), List.of(List.of(SECRET)));
        List<String> types = new Removal(table, keys, UUID.randomUUID()).types();
        assertThat(Removal.inQuarantine(file, keys, types)).isEqualTo(1);
        assertThat(Removal.fromQuarantine(file, keys, types)).isEqualTo(1);
        assertThat(inParquet(file, SECRET)).isZero();
        assertThat(city.quarantined("quarantined-4"))
                .hasSize(1)
                .first()
                .asString()
                .contains("440281199001017756");
        assertThat(Removal.fromQuarantine(file, keys, types)).isZero();
        assertThat(Removal.fromQuarantine(city.quarantine("none"), keys, types)).isZero();

        Path lines = folder.resolve("lines.parquet");
        try (Connection engine = Engine.open(1);
                Statement statement = engine.createStatement()) {
            statement.execute(Quarantine.copy(
                    "select 1, '7 / b', 'x', 'v', 'too-long', 'text'",
                    List.of(
                            "(2, null, null, 'total; 07; b;', 'not-row', 'COLUMNS')",
                            "(3, null, null, 'total; 7; b;', 'not-row', 'COLUMNS')",
                            "(4, '7.00 / b', 'x', 'v', 'too-long', 'text')",
                            "(5, '7 / c', 'x', 'v', 'too-long', 'text')"),
                    lines));
        }
        RemovedKeys two = new RemovedKeys(List.of("n", "s"), List.of(List.of("7", "b")));
        assertThat(Removal.fromQuarantine(lines, two, List.of("DECIMAL(38,10)", "VARCHAR")))
                .isEqualTo(3);
        try (Connection engine = Engine.open(1);
                Statement statement = engine.createStatement();
                ResultSet row = statement.executeQuery(
                        "select string_agg(r, ',' order by r) from read_parquet('" + lines + "')")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("2,5");
        }
    }

    @Test
    void aVersionWithoutTheColumnOfTheKeyIsRemovedWholeAndOneThatIsCurrentStopsTheRemoval() throws Exception {
        city.execute("create table reshaped (id text, old text); insert into reshaped values ('" + SECRET
                + "', 'x'), ('2', 'y')");
        collector.collect(city.of("reshaped", "reshaped-1", text("old", 9)), QUIET);
        LakeVersion keyless = table("reshaped").current().orElseThrow();
        assertThatThrownBy(() ->
                        removal(table("reshaped"), UUID.randomUUID(), SECRET).carryOut(ALONE))
                .isInstanceOfSatisfying(
                        LakeRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(LakeRefused.Reason.NO_KEY_COLUMN));
        assertThat(table("reshaped").versions()).hasSize(1);
        collector.collect(city.of("reshaped", "reshaped-2", key("id", "C"), text("old", 9)), QUIET);
        List<Removal.Of> of =
                removal(table("reshaped"), UUID.randomUUID(), SECRET).carryOut(ALONE);
        assertThat(of).extracting(Removal.Of::whole).containsExactly(false, true);
        assertThat(table("reshaped").versions()).hasSize(1);
        assertThat(table("reshaped").asOf(keyless.at())).isEmpty();
        assertThat(table("reshaped").version(keyless.id())).isEmpty();
    }

    @Test
    void keysAreComparedAsValuesOfTheColumnsTypeInEachVersion() throws Exception {
        city.execute("create table typed (id text, n numeric(10, 2), t text); insert into typed values"
                + " ('1', 7, 'a'), ('2', 8.5, 'b')");
        collector.collect(city.of("typed", "typed-1", key("id", "C"), key("n", "N"), text("t", 9)), QUIET);
        collector.collect(city.of("typed", "typed-2", key("id", "I"), key("n", "N"), text("t", 9)), QUIET);
        Removal removal = new Removal(
                table("typed"),
                new RemovedKeys(List.of("id", "n"), List.of(List.of("2", "8.50"), List.of("x", "1"))),
                UUID.randomUUID());
        List<List<String>> written = removal.written();
        assertThat(written.getFirst()).containsExactly("2", "8.5");
        assertThat(written.get(1)).isNull();
        assertThat(removal.foundKeys()).isEqualTo(1);
        assertThat(removal.carryOut(ALONE)).extracting(Removal.Of::removed).containsExactly(1L, 1L);
        assertThat(table("typed").versions()).extracting(LakeVersion::rows).containsExactly(1L, 1L);
    }

    @Test
    void aFileOfWhichNoRowIsLeftGoesAndTheVersionIsEmpty() throws Exception {
        city.execute("create table single (id text, v bigint, t text); insert into single values ('" + SECRET
                + "', 1, 'a')");
        collector.collect(growing("single", "1"), QUIET);
        removal(table("single"), UUID.randomUUID(), SECRET).carryOut(ALONE);
        LakeVersion empty = table("single").current().orElseThrow();
        assertThat(empty.rows()).isZero();
        assertThat(rows("single", empty)).isEqualTo("[]");
        city.execute("delete from single; insert into single values ('5', 2, 'b')");
        assertThat(rows(
                        "single",
                        collector.collect(growing("single", "2"), QUIET).version()))
                .isEqualTo("[[5, 2, b]]");
    }

    @Test
    void itWaitsForAWriterAndAWriterForIt() throws Exception {
        grown("waiting");
        LakeTable table = table("waiting");
        UUID id = UUID.randomUUID();
        try (var executor = Executors.newSingleThreadExecutor()) {
            Future<List<Removal.Of>> removing;
            List<LakeColumn> columns = List.of(
                    new LakeColumn("id", new LakeType.Text(null), true, null),
                    new LakeColumn("v", new LakeType.Whole(), false, null),
                    new LakeColumn("t", new LakeType.Text(12), false, null));
            try (Replacement replacement = table.replace(columns);
                    var engine = Engine.open(1);
                    var statement = engine.createStatement()) {
                removing = executor.submit(
                        () -> removal(table("waiting"), id, SECRET).carryOut(ALONE));
                statement.execute(replacement.copy("select '" + SECRET + "' as id, cast(9 as bigint) as v, 'w' as t"));
                assertThat(removing.isDone()).isFalse();
                replacement.commit(Map.of(LakeTable.RUN, "written meanwhile"));
            }
            // The version that was written meanwhile is searched too.
            assertThat(removing.get()).extracting(Removal.Of::removed).containsExactly(1L, 0L, 1L, 1L, 1L);
        }
        assertThat(inParquet(folder(table), SECRET)).isZero();
    }

    @Test
    void aRollBackWhileItWorksIsNotLost() throws Exception {
        List<LakeVersion> before = grown("rolled");
        boolean[] done = new boolean[1];
        removal(table("rolled"), UUID.randomUUID(), SECRET).carryOut(new Removal.Listener() {
            @Override
            public void ended(Removal.Step step) {
                if (step == Removal.Step.LISTED && !done[0]) {
                    done[0] = true;
                    try {
                        table("rolled").rollBack(before.get(2).id());
                    } catch (LakeRefused e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        });
        assertThat(table("rolled").current().orElseThrow().id())
                .isEqualTo(before.get(2).id());
        assertThat(inParquet(folder(table("rolled")), SECRET)).isZero();
        assertThat(table("rolled").removeOrphans(Duration.ZERO)).isZero();
    }

    @Test
    void digestsOfTheEngineAreThoseOfJava() throws Exception {
        KeyDigest digest = new KeyDigest(new byte[] {1, 2, 3}, List.of("Id", "名"));
        try (Connection engine = Engine.open(1);
                Statement statement = engine.createStatement();
                ResultSet row = statement.executeQuery(
                        "select " + digest.sql(List.of("a", "b")) + " from (values ('o''1', '张三')) t(a, b)")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo(digest.of(List.of("o'1", "张三")));
        }
        assertThat(List.of(digest.of(List.of("1", "2")), digest.of(List.of("12", ""))))
                .doesNotHaveDuplicates();
        assertThat(new KeyDigest(new byte[] {4}, List.of("Id", "名")).of(List.of("1", "2")))
                .isNotEqualTo(digest.of(List.of("1", "2")));
    }

    private static Path folder(LakeTable table) {
        return LocalFiles.path(table.location());
    }
}
