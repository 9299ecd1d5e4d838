package org.shuguan.dataplane.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.source.Quote;

/// DuckDB and Trino yield the same for the same rows: expressions, pages and comparisons of versions, value by value.
@Tag("engines")
class EnginesAgreeTest {
    private static LakeCity city;
    private static Lake duckdb;
    private static Lake trino;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        city = new LakeCity(folder);
        duckdb = city.lake(false);
        trino = city.lake(true);
    }

    @AfterAll
    static void stop() throws Exception {
        duckdb.close();
        trino.close();
        city.close();
    }

    private static List<String> values(Lake lake, String name, Function<LakeSql, List<String>> expressions)
            throws Exception {
        LakeTable table = lake.find(name).orElseThrow();
        LakeEngine engine = table.engine();
        List<String> written = expressions.apply(engine.sql());
        List<String> found = new ArrayList<>();
        try (LakeEngine.Session session = engine.open(10, 2);
                Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery("select id, " + String.join(", ", written) + " from "
                        + engine.from(table, table.current().orElseThrow().id()) + " version order by id")) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= written.size() + 1; i++) {
                    row.append(i > 1 ? " | " : "").append(rows.getString(i));
                }
                found.add(row.toString());
            }
        }
        return found;
    }

    private static void agree(String name, Function<LakeSql, List<String>> expressions) throws Exception {
        List<String> ours = values(duckdb, name, expressions);
        List<String> theirs = values(trino, name, expressions);
        assertThat(theirs).hasSameSizeAs(ours).isNotEmpty();
        assertThat(IntStream.range(0, ours.size())
                        .filter(i -> !ours.get(i).equals(theirs.get(i)))
                        .mapToObj(i -> "DuckDB " + ours.get(i) + ", Trino " + theirs.get(i))
                        .limit(40))
                .isEmpty();
    }

    private static List<List<@Nullable String>> numbered(List<? extends @Nullable String> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> java.util.Arrays.<@Nullable String>asList(String.valueOf(i), values.get(i)))
                .toList();
    }

    private static void table(String name, LakeType type, List<? extends @Nullable String> values) throws Exception {
        List<LakeColumn> columns =
                List.of(new LakeColumn("id", new LakeType.Whole(), true, null), new LakeColumn("v", type, false, null));
        HardTable.write(duckdb.table(name, columns), columns, numbered(values), "x");
    }

    @Test
    void hardTextsAreReadAlike() throws Exception {
        table("texts", new LakeType.Text(null), HardTable.TEXTS);
        agree(
                "texts",
                sql -> List.of(
                        "v",
                        "length(v)",
                        sql.text(sql.number("v"), "DOUBLE"),
                        // No column has days before the year 1.
                        "case when " + sql.day("v") + " < date '0001-01-01' then 'before' else "
                                + sql.text(sql.day("v"), "DATE") + " end",
                        sql.digitsOfDay(sql.day("v")),
                        "length(" + sql.trimmed("v") + ")",
                        sql.trimmed("v"),
                        sql.text(sql.contains("v", "'5'"), "BOOLEAN"),
                        sql.text(sql.matches("v", "1[3-9][0-9]{9}"), "BOOLEAN"),
                        sql.text(sql.atMost(sql.number("v"), "5"), "BOOLEAN"),
                        "substr(v, 2, 3)"));
    }

    @Test
    void doublesAreWrittenAlike() throws Exception {
        Random random = new Random(7);
        List<String> doubles = new ArrayList<>();
        for (int exponent = -330; exponent < 310; exponent++) {
            doubles.add("1e" + exponent);
            doubles.add(random.nextInt(1, 100) / 10.0 + "e" + exponent);
        }
        for (int i = 0; i < 20_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            doubles.add(Double.isFinite(any) ? Double.toString(any) : "0.5");
            doubles.add(Double.toString(random.nextInt() / 1000.0));
            doubles.add(Double.toString(Math.nextUp((double) random.nextInt(1_000_000))));
        }
        for (int i = 1; i < 2000; i++) {
            doubles.add(Double.toString(i * Double.MIN_VALUE));
        }
        doubles.replaceAll(value -> Double.isInfinite(Double.parseDouble(value)) ? "inf" : value);
        table("doubles", new LakeType.Floating(), doubles);
        agree("doubles", sql -> List.of(sql.text("v", "DOUBLE")));
    }

    @Test
    void everyCharacterIsTrimmedComparedAndWrittenInLowerCaseAlike() throws Exception {
        List<String> characters = new ArrayList<>();
        for (int sign = 1; sign <= Character.MAX_CODE_POINT; sign++) {
            int type = Character.getType(sign);
            if (type != Character.SURROGATE && type != Character.UNASSIGNED && type != Character.PRIVATE_USE) {
                if (sign < 0x3400 || (sign > 0xD7A3 && sign < 0x20000) || sign % 97 == 0) {
                    characters.add(Character.toString(sign));
                }
            }
        }
        table("characters", new LakeType.Text(null), characters);
        agree(
                "characters",
                sql -> List.of(
                        "length(" + sql.trimmed("v || 'x' || v") + ")",
                        sql.lower("v"),
                        sql.code("v"),
                        "length(v)",
                        "case when v < 'm' then 1 when v < '中' then 2 else 3 end"));
        assertThat(order(trino)).isEqualTo(order(duckdb));
    }

    private static List<String> order(Lake lake) throws Exception {
        LakeTable table = lake.find("characters").orElseThrow();
        List<String> found = new ArrayList<>();
        try (LakeEngine.Session session = table.engine().open(1, 1);
                Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery("select v from "
                        + table.engine()
                                .from(table, table.current().orElseThrow().id()) + " version order by v")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Test
    void pagesAndComparisonsOfHardVersionsAreTheSame() throws Exception {
        LakeTable written = duckdb.table("hard", HardTable.COLUMNS);
        List<List<@Nullable String>> rows = HardTable.rows();
        LakeVersion older = HardTable.write(written, rows, "one");
        List<List<@Nullable String>> changed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<@Nullable String> row = new ArrayList<>(rows.get(i));
            if (i % 5 == 0) {
                continue;
            }
            if (i % 3 == 0) {
                row.set(
                        1 + i % (row.size() - 1),
                        rows.get((i + 1) % rows.size()).get(1 + i % (row.size() - 1)));
            }
            changed.add(row);
        }
        LakeVersion newer = HardTable.write(written, changed, "two");
        LakeReader one = new LakeReader(written);
        LakeReader other = new LakeReader(trino.find("hard").orElseThrow());
        for (LakeVersion version : List.of(older, newer)) {
            for (long offset : List.of(0L, 50L, 9999L)) {
                assertThat(other.rows(version, offset, 400)).isEqualTo(one.rows(version, offset, 400));
            }
        }
        assertThat(one.rows(older, 0, 1000).rows()).hasSize(rows.size());
        for (LakeReader.Kind kind : LakeReader.Kind.values()) {
            assertThat(other.compare(older, newer, kind, 0, 50)).isEqualTo(one.compare(older, newer, kind, 0, 50));
        }
        LakeReader.Difference all = one.compare(older, newer, null, 3, 1000);
        assertThat(other.compare(older, newer, null, 3, 1000)).isEqualTo(all);
        assertThat(all.changed()).isPositive();
        assertThat(all.gone()).isPositive();
        assertThat(other.compare(older, older, null, 0, 10)).isEqualTo(one.compare(older, older, null, 0, 10));
    }

    @Test
    void aServerThatSeesAnotherCatalogOrNoneIsNamed() throws Exception {
        table("seen", new LakeType.Text(null), List.of("x"));
        TrinoEngine right = (TrinoEngine) trino.find("seen").orElseThrow().engine();
        assertThat(right.missing(duckdb)).isEmpty();
        TrinoAddress address = TrinoServer.shared().catalog(city.address());
        assertThat(new TrinoEngine(new TrinoAddress(address.url(), "x", null, "nowhere")).missing(duckdb))
                .hasValueSatisfying(says -> assertThat(says).contains("no catalog of this name"));
        assertThat(new TrinoEngine(new TrinoAddress(java.net.URI.create("http://127.0.0.1:1"), "x", null, "lake1"))
                        .missing(duckdb))
                .hasValueSatisfying(says -> assertThat(says).contains("does not answer"));
        String name = Quote.name("other");
        city.execute("create schema " + name);
        for (String sql : Lake.catalogTables()) {
            city.execute("set search_path = " + name + "; " + sql);
        }
        LakeAddress other = new LakeAddress(
                city.address().place(),
                city.address().url(),
                city.address().user(),
                city.address().password(),
                "other");
        assertThat(new TrinoEngine(TrinoServer.shared().catalog(other)).missing(duckdb))
                .hasValueSatisfying(says -> assertThat(says).contains("must be this node's"));
    }
}
