package org.shuguan.dataplane.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuguan.dataplane.source.Table;

/// Which columns are sketched, and what the engine makes of them.
class SketchQueryTest {
    private static final SketchKey KEY = new SketchKey("a secret of this node alone".getBytes(StandardCharsets.UTF_8));
    private static final Pattern SKETCHED = Pattern.compile("k(\\d+) :=");

    @Test
    void withoutAKeyOrColumnsThereIsNoSketch() throws SQLException {
        var query = new SketchQuery(small(text("id")), null);
        assertThat(query.sql(0, Integer.MAX_VALUE)).isEqualTo("null as sketch");
        assertThat(query.read(DriverManager.getConnection("jdbc:duckdb:"), "none", 0, Integer.MAX_VALUE))
                .isEmpty();
        var amounts = new SketchQuery(small(column("amount", "decimal(10,2)", null)), KEY);
        assertThat(amounts.sql(0, Integer.MAX_VALUE)).isEqualTo("null as sketch");
        assertThat(amounts.read(DriverManager.getConnection("jdbc:duckdb:"), "none", 0, Integer.MAX_VALUE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DOUBLE",
                "real",
                "float8",
                "timestamp",
                "date",
                "time",
                "bit",
                "bytea",
                "longblob",
                "varbinary(9)",
                "jsonb",
                "numeric(12,2)",
                "NUMBER(10, 4)",
                "boolean",
                "geometry"
            })
    void amountsTimesAndFlagsAreNeverSketched(String type) {
        assertThat(sketched(small(column("c", type, null)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bigint", "varchar(18)", "text", "numeric(12,0)", "NUMBER(10)", "uuid", "char(3)"})
    void whatMayBeAKeyIsSketched(String type) {
        assertThat(sketched(small(column("c", type, null)))).containsExactly(0);
    }

    @Test
    void aNameThatIsTooLongForAnIndexIsLeftOut() {
        assertThat(sketched(small(text("n".repeat(500)), text("n".repeat(501)))))
                .containsExactly(0);
    }

    @Test
    void ofALargeTableKeysReferencesAndIdentitiesComeFirstThenIdentifiers() {
        Table.Column[] columns = new Table.Column[15];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = text("c" + i);
        }
        columns[3] = text("org_id");
        columns[4] = column("f4", "text", "登记编号");
        columns[8] = column("f8", "text", "身份证号");
        columns[9] = text("sfzh");
        List<Table.Key> keys = List.of(new Table.Key(true, List.of("c14")));
        List<Table.Reference> references = List.of(new Table.Reference(List.of("c12"), "s", "other", List.of("id")));
        assertThat(sketched(table(200_001, -1, keys, references, columns))).containsExactly(3, 4, 8, 9, 12, 14);
        assertThat(sketched(table(-1, 30_000_001, keys, references, columns))).containsExactly(3, 4, 8, 9, 12, 14);
        assertThat(sketched(table(200_000, 30_000_000, keys, references, columns)))
                .hasSize(15);
    }

    @Test
    void ofALargeNarrowTableFourAreSketched() {
        assertThat(sketched(table(
                        1_000_000, -1, List.of(), List.of(), text("a"), text("b"), text("c"), text("d"), text("e"))))
                .containsExactly(0, 1, 2, 3);
    }

    /// Identifiers are compared without blanks around them and in upper case, other values as they are.
    @Test
    void theEngineSketchesIdentifiersInOneSpelling() throws SQLException {
        Table table =
                small(text("sfzh"), text("plain"), column("padded", "char(8)", null), column("number", "bigint", null));
        List<Sketch> one = engine(table, "' a' || n || 'x ', 'a' || n || 'x', 'P' || n || ' ', n");
        List<Sketch> other = engine(table, "'A' || n || 'X', 'A' || n || 'X', 'p' || n, n");
        assertThat(one).extracting(Sketch::column).containsExactly("sfzh", "plain", "padded", "number");
        assertThat(one.get(0).bytes()).isEqualTo(other.get(0).bytes());
        assertThat(one.get(1).overlap(other.get(1)).ofFirst()).isLessThan(0.2);
        assertThat(one.get(2).bytes()).isEqualTo(other.get(2).bytes());
        assertThat(one.get(3).bytes()).isEqualTo(other.get(3).bytes());
        assertThat(one.get(3).distinct()).isCloseTo(2_000, within(100.0));
        assertThat(one.get(3).overlap(one.get(0)).ofFirst()).isLessThan(0.2);
    }

    /// The engine's bits are those of no other node: the key moves them.
    @Test
    void anotherKeySetsOtherBits() throws SQLException {
        SketchKey other = new SketchKey("the secret of another node!".getBytes(StandardCharsets.UTF_8));
        Table table = small(text("c"));
        Sketch ours = engine(table, KEY, "'v' || n").getFirst();
        assertThat(ours.overlap(engine(table, other, "'v' || n").getFirst()).ofFirst())
                .isLessThan(0.2);
        assertThat(ours.overlap(engine(table, KEY, "'v' || n").getFirst()).ofFirst())
                .isEqualTo(1);
    }

    private static List<Sketch> engine(Table table, String values) throws SQLException {
        return engine(table, KEY, values);
    }

    private static List<Sketch> engine(Table table, SketchKey key, String values) throws SQLException {
        SketchQuery query = new SketchQuery(table, key);
        String columns = String.join(
                ", ",
                IntStream.range(0, table.columns().size())
                        .mapToObj(i -> "c" + i)
                        .toList());
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement()) {
            statement.execute("create table measured as select " + query.sql(0, Integer.MAX_VALUE) + " from (select "
                    + values + " from range(2000) r(n)) as t(" + columns + ")");
            return query.read(engine, "measured", 0, Integer.MAX_VALUE);
        }
    }

    private static List<Integer> sketched(Table table) {
        return SKETCHED.matcher(new SketchQuery(table, KEY).sql(0, Integer.MAX_VALUE))
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
    }

    private static Table small(Table.Column... columns) {
        return table(-1, -1, List.of(), List.of(), columns);
    }

    private static Table table(
            long rows, long bytes, List<Table.Key> keys, List<Table.Reference> references, Table.Column... columns) {
        return new Table("s", "t", Table.Kind.TABLE, null, rows, bytes, List.of(columns), keys, references);
    }

    private static Table.Column text(String name) {
        return column(name, "text", null);
    }

    private static Table.Column column(String name, String type, @Nullable String comment) {
        return new Table.Column(name, type, null, true, comment);
    }
}
