package org.shuguan.dataplane.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.census.CensusListener;
import org.shuguan.dataplane.census.Corrections;
import org.shuguan.dataplane.census.SourceCensus;
import org.shuguan.dataplane.census.TableFingerprint;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.sketch.Sketch;
import org.shuguan.dataplane.sketch.SketchKey;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.Table;

/// Compares censuses of real files.
class ComparisonTest {
    private static final SketchKey KEY = new SketchKey("a secret of this node alone".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    @Test
    void whatDidNotChangeIsTheSameInWhateverOrder() throws Exception {
        table("t", "id,name", 500, n -> n + ",name" + n);
        TableSnapshot before = one("t");
        table("t", "id,name", 500, n -> (501 - n) + ",name" + (501 - n));
        assertThat(Comparison.between(before, one("t")).kind()).isEqualTo(TableChange.Kind.SAME);
        table("t", "id,name", 500, n -> n + ",name" + (n == 77 ? "sake" : n));
        assertThat(Comparison.between(before, one("t")).kind()).isEqualTo(TableChange.Kind.CONTENT);
    }

    @Test
    void columnsComeAndGoAndAreRenamedWithTheirValues() throws Exception {
        table("t", "id,phone,note", 500, n -> n + ",138" + (10_000_000 + n) + ",x");
        TableSnapshot before = one("t");
        table("t", "id,mobile,since", 520, n -> n + ",138" + (10_000_000 + n) + ",2024");
        TableChange change = Comparison.between(before, one("t"));
        assertThat(change.kind()).isEqualTo(TableChange.Kind.ALTERED);
        assertThat(change.columns())
                .extracting(c -> c.kind() + " " + c.column() + " " + c.before())
                .containsExactlyInAnyOrder("RENAMED mobile phone", "GONE note text", "NEW since null");
        assertThat(change.rowsBefore()).isEqualTo(500);
        assertThat(change.rowsAfter()).isEqualTo(520);
    }

    /// Two flags have the same two values and are still two columns.
    @Test
    void fewValuesAreNoProofOfARenaming() throws Exception {
        table("t", "id,paid", 500, n -> n + "," + n % 2);
        TableSnapshot before = one("t");
        table("t", "id,citizen", 500, n -> n + "," + n % 2);
        assertThat(Comparison.between(before, one("t")).columns())
                .extracting(ColumnChange::kind)
                .containsExactlyInAnyOrder(ColumnChange.Kind.GONE, ColumnChange.Kind.NEW);
    }

    @Test
    void aTableThatGoesUnderAnotherNameIsFoundAgain() throws Exception {
        table("old", "id,phone", 300, n -> n + ",138" + (10_000_000 + n));
        table("other", "id,phone", 300, n -> "x" + n + ",139" + (10_000_000 + n));
        Map<String, TableSnapshot> before = census();
        Files.move(folder.resolve("old.csv"), folder.resolve("young.csv"));
        Map<String, TableSnapshot> after = census();
        assertThat(Comparison.renamedTables(
                        List.of(required(before, "old.csv")),
                        List.of(required(after, "young.csv"), required(after, "other.csv"))))
                .containsExactly(Map.entry("young.csv", "old.csv"));
    }

    @Test
    void typesLengthsNullsCommentsAndKeysAreToldApart() {
        TableSnapshot before = declared(new Table.Column("a", "varchar(18)", 18, true, "号码"), false);
        assertThat(kinds(before, declared(new Table.Column("a", "varchar(20)", 20, true, "号码"), false)))
                .containsExactly(ColumnChange.Kind.LENGTH);
        assertThat(kinds(before, declared(new Table.Column("a", "bigint", null, false, "编号"), true)))
                .containsExactly(
                        ColumnChange.Kind.TYPE,
                        ColumnChange.Kind.NULLABILITY,
                        ColumnChange.Kind.COMMENT,
                        ColumnChange.Kind.KEY);
    }

    private static List<ColumnChange.Kind> kinds(TableSnapshot before, TableSnapshot after) {
        return Comparison.between(before, after).columns().stream()
                .map(ColumnChange::kind)
                .toList();
    }

    private static TableSnapshot declared(Table.Column column, boolean key) {
        List<Table.Key> keys = key ? List.of(new Table.Key(true, List.of(column.name()))) : List.of();
        Table table = new Table("s", "t", Table.Kind.TABLE, null, 0, 0, List.of(column), keys, List.of());
        return new TableSnapshot(new TableResult(table, null, List.of(), null), Map.of(), null);
    }

    private static TableSnapshot required(Map<String, TableSnapshot> tables, String path) {
        TableSnapshot seen = tables.get(path);
        assertThat(seen).as(path).isNotNull();
        return seen;
    }

    private void table(String name, String head, int rows, IntFunction<String> line) throws Exception {
        Files.writeString(
                folder.resolve(name + ".csv"),
                IntStream.rangeClosed(1, rows).mapToObj(line).collect(Collectors.joining("\n", head + "\n", "\n")));
    }

    private TableSnapshot one(String name) throws Exception {
        return required(census(), name + ".csv");
    }

    private Map<String, TableSnapshot> census() throws Exception {
        Map<String, TableSnapshot> seen = new HashMap<>();
        new SourceCensus(new Source.Files(folder), 0, KEY, Corrections.NONE).run(new HashSet<>(), new CensusListener() {
            @Override
            public void onTable(TableResult result) {}

            @Override
            public void onTable(TableResult result, TableFingerprint traces) {
                seen.put(
                        result.table().path(),
                        new TableSnapshot(
                                result,
                                traces.sketches().stream().collect(Collectors.toMap(Sketch::column, s -> s)),
                                traces.signature()));
            }
        });
        return seen;
    }
}
