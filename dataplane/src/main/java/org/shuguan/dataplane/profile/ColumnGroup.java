package org.shuguan.dataplane.profile;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.sketch.Sketch;
import org.shuguan.dataplane.sketch.SketchQuery;
import org.shuguan.dataplane.source.LargeValues;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.Table;

/// Measures some columns of a table by one query of the engine.
final class ColumnGroup {
    private static final int TOP = 10;
    private static final int PATTERNS = 5;
    private static final int LONGEST_SHOWN = 200;
    private static final Pattern NUMERIC =
            Pattern.compile("(?i).*(int|numeric|decimal|number|float|double|real|money|serial).*");

    private final Connection engine;
    private final Table table;
    private final SketchQuery sketching;
    private final int from;
    private final int to;
    private final int sample;

    /// @param from position of the first column
    /// @param to position after the last column
    /// @param sample number of rows of the sample
    ColumnGroup(Connection engine, Table table, SketchQuery sketching, int from, int to, int sample) {
        this.engine = engine;
        this.table = table;
        this.sketching = sketching;
        this.from = from;
        this.to = to;
        this.sample = sample;
    }

    /// Runs the query, whose result is one row that stays in the engine.
    ///
    /// @param unreadable positions of columns to leave out
    void measure(Relation relation, Set<Integer> unreadable) throws SQLException {
        try (Statement statement = engine.createStatement()) {
            relation.registerReader(statement);
            statement.execute("create or replace temp table measured as " + query(relation, unreadable));
        }
    }

    private String query(Relation relation, Set<Integer> unreadable) {
        String columns = columns()
                .mapToObj(i -> unreadable.contains(i)
                        ? "cast(null as varchar) as c" + i
                        : "cast(" + relation.column(i, table.columns().get(i).name()) + " as varchar) as c" + i)
                .collect(Collectors.joining(", "));
        StringBuilder measures = new StringBuilder("count(*) as rows");
        columns().forEach(i -> {
            String c = "c" + i;
            // A filtered aggregate would hold all columns of the rows that it takes, beyond the engine's limit.
            measures.append(", count(%1$s) as n_%1$s, count(nullif(%1$s, '')) as f_%1$s".formatted(c))
                    .append(", approx_count_distinct(%1$s) as d_%1$s".formatted(c))
                    .append(", min(%1$s) as min_%1$s, max(%1$s) as max_%1$s".formatted(c))
                    .append(", min(length(%1$s)) as s_%1$s, max(length(%1$s)) as l_%1$s".formatted(c))
                    .append(", max(strlen(%1$s)) as b_%1$s".formatted(c));
            if (NUMERIC.matcher(table.columns().get(i).declaredType()).matches()) {
                measures.append(", min(try_cast(%1$s as double)) as x_%1$s, max(try_cast(%1$s as double)) as y_%1$s"
                        .formatted(c));
            }
        });
        String row = columns()
                .mapToObj(i -> "c" + i + " := "
                        + (relation.hasLongValues() ? "c" + i + "[:" + Relation.LONGEST_SAMPLED + "]" : "c" + i))
                .collect(Collectors.joining(", "));
        return "select " + measures + ", " + sketching.sql(from, to) + ", min_by(struct_pack(" + row + "), random(), "
                + sample + ") as sample from (select " + columns + " from " + relation.sql(from, to) + ")";
    }

    private IntStream columns() {
        return IntStream.range(from, to);
    }

    /// Number of rows that were measured.
    long rows() throws SQLException {
        try (Statement statement = engine.createStatement();
                ResultSet row = statement.executeQuery("select rows from measured")) {
            row.next();
            return row.getLong(1);
        }
    }

    /// For each column the distinct values of the sample, the most frequent first.
    List<List<ColumnProfile.Count>> samples() throws SQLException {
        List<Map<String, Long>> counts = new ArrayList<>();
        columns().forEach(i -> counts.add(new HashMap<>()));
        try (Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery("select s.* from (select unnest(sample) as s from measured)")) {
            while (rows.next()) {
                for (int i = 0; i < counts.size(); i++) {
                    String value = rows.getString(i + 1);
                    if (value != null) {
                        counts.get(i).merge(value, 1L, Long::sum);
                    }
                }
            }
        }
        return counts.stream().map(ColumnGroup::mostFrequentFirst).toList();
    }

    /// The sketches of the columns that are sketched.
    List<Sketch> sketches() throws SQLException {
        return sketching.read(engine, "measured", from, to);
    }

    private static List<ColumnProfile.Count> mostFrequentFirst(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new ColumnProfile.Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(ColumnProfile.Count::count)
                        .reversed()
                        .thenComparing(ColumnProfile.Count::value))
                .toList();
    }

    /// @param samples the result of [#samples]
    List<ColumnProfile> profiles(List<List<ColumnProfile.Count>> samples, Map<Integer, LargeValues> large)
            throws SQLException {
        try (Statement statement = engine.createStatement();
                ResultSet row = statement.executeQuery("select * exclude (sample, sketch) from measured")) {
            row.next();
            long rows = row.getLong("rows");
            List<ColumnProfile> profiles = new ArrayList<>();
            for (int i = from; i < to; i++) {
                profiles.add(column(row, i, rows, samples.get(i - from), large.get(i)));
            }
            return profiles;
        }
    }

    private ColumnProfile column(
            ResultSet row, int i, long rows, List<ColumnProfile.Count> values, @Nullable LargeValues large)
            throws SQLException {
        Table.Column declared = table.columns().get(i);
        String c = "c" + i;
        ValueType type = ValueType.of(values.stream()
                .map(ColumnProfile.Count::value)
                .filter(value -> !value.isBlank())
                .toList());
        double scale = rows <= sample ? 1 : (double) rows / sample;
        boolean numeric =
                type.isNumber() && NUMERIC.matcher(declared.declaredType()).matches();
        long present = row.getLong("n_" + c);
        return new ColumnProfile(
                declared.name(),
                declared.declaredType(),
                declared.comment(),
                type,
                rows,
                rows - present,
                present - row.getLong("f_" + c),
                Math.min(row.getLong("d_" + c), present),
                shown(numeric ? plain(row.getString("x_" + c)) : row.getString("min_" + c)),
                shown(numeric ? plain(row.getString("y_" + c)) : row.getString("max_" + c)),
                // Of large values the engine sees only the beginning, which is longer than any other value.
                large != null && large.count() == present
                        ? Integer.valueOf(whole(large.shortest()))
                        : whole(row, "s_" + c),
                large == null ? whole(row, "l_" + c) : Integer.valueOf(whole(large.longest())),
                large == null
                        ? whole(row, "b_" + c)
                        : Integer.valueOf(whole(Math.max(large.longestBytes(), row.getLong("b_" + c)))),
                rows <= sample,
                patterns(values, scale),
                values.stream()
                        .limit(TOP)
                        .filter(count -> count.count() > 1 || values.size() <= TOP)
                        .map(count -> new ColumnProfile.Count(
                                String.valueOf(shown(count.value())), Math.round(count.count() * scale)))
                        .toList(),
                Histogram.of(type, values, scale),
                ContentAnalysis.of(values, scale));
    }

    private static List<ColumnProfile.Count> patterns(List<ColumnProfile.Count> sample, double scale) {
        Map<String, Long> shapes = new HashMap<>();
        sample.forEach(count -> shapes.merge(ValuePattern.of(count.value()), count.count(), Long::sum));
        return mostFrequentFirst(shapes).stream()
                .limit(PATTERNS)
                .map(count -> new ColumnProfile.Count(count.value(), Math.round(count.count() * scale)))
                .toList();
    }

    private static @Nullable Integer whole(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    private static int whole(long length) {
        return (int) Math.min(Integer.MAX_VALUE, length);
    }

    private static @Nullable String plain(@Nullable String number) {
        return number == null || !number.matches("[-+\\d.eE]+")
                ? number
                : new java.math.BigDecimal(number).stripTrailingZeros().toPlainString();
    }

    private static @Nullable String shown(@Nullable String value) {
        return value == null || value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + "…";
    }
}
