package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Quote;

/// Reads versions of a table with the lake's engine. It delivers real values: who reads for a person masks them.
public final class LakeReader {
    /// A page of rows.
    ///
    /// @param rows their values as text, in the order of the columns
    /// @param total number of all rows of the version
    public record Page(List<String> columns, List<List<@Nullable String>> rows, long total) {}

    /// How a row differs between two versions.
    public enum Kind {
        /// only the newer version has it
        ADDED,
        /// only the older version has it
        GONE,
        /// both have its key, with other values
        CHANGED
    }

    /// A row that differs.
    ///
    /// @param key the values of its key; all its values where the table has no key
    /// @param before its values in the older version by the columns of [Difference#columns], empty if it is added
    /// @param after its values in the newer version, empty if it is gone
    public record Changed(
            Kind kind, List<@Nullable String> key, List<@Nullable String> before, List<@Nullable String> after) {}

    /// The difference of two versions, with a page of its rows.
    ///
    /// @param key the columns of the key; all common columns where there is no key in both versions, and then a
    ///     changed row is one that is gone and one that is added
    /// @param columns the columns of both versions
    /// @param addedColumns those that only the newer version has
    /// @param goneColumns those that only the older version has
    public record Difference(
            List<String> key,
            List<String> columns,
            List<String> addedColumns,
            List<String> goneColumns,
            long added,
            long gone,
            long changed,
            long same,
            List<Changed> rows) {}

    private static final String SAME = "SAME";

    private final LakeTable table;

    public LakeReader(LakeTable table) {
        this.table = table;
    }

    /// Reads a part of a version, in the order of its key.
    public Page rows(LakeVersion version, long offset, int size) throws LakeRefused {
        Map<String, String> types = table.types(version.id());
        String select =
                version.columns().stream().map(column -> text(column, types)).collect(Collectors.joining(", "));
        String sql = "select " + select + " from " + engine().from(table, version.id()) + " order by " + order(version)
                + LakeSql.page(size, offset);
        return asked(
                version.columns().size(),
                List.of(version),
                engine -> new Page(
                        version.columns(), texts(engine, sql, version.columns().size()), version.rows()));
    }

    /// Takes the rows of a version one after another.
    public interface Receiver {
        /// @param row the values as text, in the order of the version's columns
        void row(List<@Nullable String> row) throws IOException;
    }

    /// Reads all rows of a version in the order of [#rows], a few at a time in memory. The same version is always
    /// read in the same order.
    ///
    /// @throws IOException if the receiver threw it
    public void each(LakeVersion version, Receiver receiver) throws LakeRefused, IOException {
        Map<String, String> types = table.types(version.id());
        int width = version.columns().size();
        String select =
                version.columns().stream().map(column -> text(column, types)).collect(Collectors.joining(", "));
        String sql = "select " + select + " from " + engine().from(table, version.id()) + " order by " + order(version);
        try {
            asked(width, List.of(version), engine -> {
                streamed(engine, sql, width, receiver);
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// DuckDB's driver keeps a whole result in memory unless it is told otherwise; Trino's never does.
    private void streamed(Connection engine, String sql, int width, Receiver receiver) throws SQLException {
        try (Statement statement = engine.createStatement()) {
            if (engine().readsFiles()) {
                statement.execute("set session jdbc_stream_results = true");
            }
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    List<@Nullable String> row = new ArrayList<>(width);
                    for (int i = 1; i <= width; i++) {
                        row.add(rows.getString(i));
                    }
                    receiver.row(row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The order of a version's rows: by its key, then by all its columns, because a key may be repeated.
    public static String order(LakeVersion version) {
        Set<String> by = new LinkedHashSet<>(version.key());
        by.addAll(version.columns());
        return by.stream().map(Quote::name).collect(Collectors.joining(", "));
    }

    private LakeEngine engine() {
        return table.engine();
    }

    private String text(String column, Map<String, String> types) {
        return engine().sql().text(Quote.name(column), String.valueOf(types.get(column)));
    }

    /// Compares two versions by the key of the newer one. Keys that several rows have are compared in the order of
    /// their other values.
    ///
    /// @param kind only rows that differ in this way, null for all
    public Difference compare(LakeVersion older, LakeVersion newer, @Nullable Kind kind, long offset, int size)
            throws LakeRefused {
        List<String> common = common(older.columns(), newer.columns());
        boolean keyed = !newer.key().isEmpty() && isIn(newer.key(), common);
        List<String> key = keyed ? newer.key() : common;
        boolean repeated = !keyed || repeats(older) || repeats(newer);
        String sides = side("o", older, common, key, repeated) + ", " + side("n", newer, common, key, repeated);
        // Whole rows may have no value in a column; keys always have one.
        String on = key.stream()
                        .map(name -> engine().sql().joined("o." + Quote.name(name), "n." + Quote.name(name)))
                        .collect(Collectors.joining(" and "))
                + (repeated ? " and o.\"#\" = n.\"#\"" : "");
        String differs = common.stream()
                .map(name -> "o." + Quote.name(name) + " is distinct from n." + Quote.name(name))
                .collect(Collectors.joining(" or "));
        String joined =
                "with " + sides + ", joined as (select case when o.\"@\" is null then 'ADDED' when n.\"@\" is null"
                        + " then 'GONE' when " + differs + " then 'CHANGED' else 'SAME' end as kind"
                        + values("o", common) + values("n", common) + " from o full join n on " + on + ")";
        String counts = joined + " select kind, count(*) from joined group by kind";
        String values = names("o", common) + names("n", common);
        String order = key.stream()
                .map(name -> "coalesce(n" + common.indexOf(name) + ", o" + common.indexOf(name) + ")")
                // Numbers in the order of numbers, though all values are texts here.
                .map(value -> engine().sql().number(value) + " nulls last, " + value)
                .collect(Collectors.joining(", "));
        String rows = joined + " select kind" + values + " from joined where kind <> 'SAME'"
                + (kind == null ? "" : " and kind = '" + kind.name() + "'") + " order by " + order + ", kind"
                + (repeated ? values : "") + LakeSql.page(size, offset);
        return asked(common.size() * 2, List.of(older, newer), engine -> {
            Map<String, Long> found = new HashMap<>();
            for (List<@Nullable String> row : texts(engine, counts, 2)) {
                found.put(String.valueOf(row.getFirst()), Long.parseLong(String.valueOf(row.get(1))));
            }
            List<Changed> changed = new ArrayList<>();
            for (List<@Nullable String> row : texts(engine, rows, 1 + 2 * common.size())) {
                changed.add(changed(row, common, key));
            }
            return new Difference(
                    key,
                    common,
                    without(newer.columns(), common),
                    without(older.columns(), common),
                    found.getOrDefault(Kind.ADDED.name(), 0L),
                    found.getOrDefault(Kind.GONE.name(), 0L),
                    found.getOrDefault(Kind.CHANGED.name(), 0L),
                    found.getOrDefault(SAME, 0L),
                    changed);
        });
    }

    private static boolean repeats(LakeVersion version) {
        return !"0".equals(version.facts().getOrDefault(Collector.REPEATED_KEYS, "1"));
    }

    /// One of the two versions as text: a column may have had another type.
    private String side(String name, LakeVersion version, List<String> common, List<String> key, boolean repeated)
            throws LakeRefused {
        Map<String, String> types = table.types(version.id());
        Map<String, String> named = new HashMap<>();
        types.keySet().forEach(column -> named.put(column.toLowerCase(Locale.ROOT), column));
        String columns = common.stream()
                .map(column -> text(String.valueOf(named.get(column.toLowerCase(Locale.ROOT))), types) + " as "
                        + Quote.name(column))
                .collect(Collectors.joining(", "));
        String numbered = repeated
                ? ", row_number() over (partition by "
                        + key.stream().map(Quote::name).collect(Collectors.joining(", ")) + " order by "
                        + common.stream().map(Quote::name).collect(Collectors.joining(", ")) + ") as \"#\""
                : "";
        return name + " as (select *, true as \"@\"" + numbered + " from (select " + columns + " from "
                + engine().from(table, version.id()) + " version) texts)";
    }

    private static String values(String side, List<String> columns) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            values.append(", ").append(side).append('.').append(Quote.name(columns.get(i)));
            values.append(" as ").append(side).append(i);
        }
        return values.toString();
    }

    private static String names(String side, List<String> columns) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            names.append(", ").append(side).append(i);
        }
        return names.toString();
    }

    private static Changed changed(List<@Nullable String> row, List<String> common, List<String> key) {
        Kind kind = Kind.valueOf(String.valueOf(row.getFirst()));
        List<@Nullable String> before = row.subList(1, 1 + common.size());
        List<@Nullable String> after = row.subList(1 + common.size(), 1 + 2 * common.size());
        List<@Nullable String> there = kind == Kind.GONE ? before : after;
        List<@Nullable String> keyed = new ArrayList<>();
        for (String name : key) {
            keyed.add(there.get(common.indexOf(name)));
        }
        return new Changed(
                kind,
                keyed,
                kind == Kind.ADDED ? new ArrayList<>() : new ArrayList<>(before),
                kind == Kind.GONE ? new ArrayList<>() : new ArrayList<>(after));
    }

    /// The columns of both, as the newer one names them.
    private static List<String> common(List<String> older, List<String> newer) {
        Set<String> names = lower(older);
        return newer.stream()
                .filter(name -> names.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static boolean isIn(List<String> names, List<String> all) {
        return lower(all).containsAll(lower(names));
    }

    private static List<String> without(List<String> names, List<String> others) {
        Set<String> there = lower(others);
        return names.stream()
                .filter(name -> !there.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static Set<String> lower(List<String> names) {
        Set<String> lower = new LinkedHashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }

    private interface Question<T> {
        T ask(Connection engine) throws SQLException;
    }

    private <T> T asked(int columns, List<LakeVersion> versions, Question<T> question) throws LakeRefused {
        try (HeldFiles _ = LakeTable.heldForReading(versions.stream()
                        .map(version -> new LakeTable.Part(table, version.id()))
                        .toList());
                LakeEngine.Session session = engine().open(columns, 1)) {
            return question.ask(session.connection());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LakeRefused(LakeRefused.Reason.BUSY, table.name(), e);
        } catch (SQLException e) {
            throw new LakeRefused(LakeRefused.Reason.ENGINE, table.name(), e);
        }
    }

    private static List<List<@Nullable String>> texts(Connection engine, String sql, int width) throws SQLException {
        List<List<@Nullable String>> texts = new ArrayList<>();
        try (Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>(width);
                for (int i = 1; i <= width; i++) {
                    row.add(rows.getString(i));
                }
                texts.add(row);
            }
            return texts;
        }
    }
}
