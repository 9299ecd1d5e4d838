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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.sketch.SketchKey;
import org.shuguan.dataplane.sketch.SketchQuery;
import org.shuguan.dataplane.source.Quote;
import org.shuguan.dataplane.source.Rejects;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Table;

/// Profiles a table in one pass: a single query returns counts, distinct values, extremes, lengths and a uniform
/// sample of rows, so that a source is read once and may be a stream.
public final class Profiler {
    private static final int SAMPLE = 3000;
    private static final int TOP = 10;
    private static final int PATTERNS = 5;
    private static final int LONGEST_SHOWN = 200;
    private static final Pattern NUMERIC =
            Pattern.compile("(?i).*(int|numeric|decimal|number|float|double|real|money|serial).*");

    private final Connection engine;
    private final Table table;
    private final int width;
    private final SketchQuery sketching;

    /// @param engine a connection for this table alone, because rejected lines are kept per connection
    /// @param key key for sketches of the columns, null for no sketches
    public Profiler(Connection engine, Table table, @Nullable SketchKey key) {
        this.engine = engine;
        this.table = table;
        this.width = table.columns().size();
        this.sketching = new SketchQuery(table, key);
    }

    /// Reads the relation and computes the profile.
    ///
    /// @param sampled whether the relation contains only a sample of the table
    /// @throws SourceUnreadable if the rows could not be read to the end
    public ProfileWithSample profile(Relation relation, boolean sampled) throws SourceUnreadable {
        try (Statement statement = engine.createStatement()) {
            relation.registerReader(statement);
            statement.execute("create or replace temp table measured as " + query(relation));
        } catch (SQLException e) {
            // If feeding the engine failed, that is the cause and this exception only its effect.
            relation.checkComplete();
            throw broken(e);
        }
        relation.checkComplete();
        try {
            List<List<ColumnProfile.Count>> samples = samples();
            TableProfile profile = read(samples, sampled, relation.rejects(engine));
            return new ProfileWithSample(profile, samples, sketching.read(engine, "measured"));
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private SourceUnreadable broken(SQLException e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        boolean cancelled = first.contains("INTERRUPT");
        return new SourceUnreadable(
                cancelled ? SourceUnreadable.Reason.CANCELLED : SourceUnreadable.Reason.FILE_BROKEN, first, e);
    }

    private String query(Relation relation) {
        String columns = IntStream.range(0, width)
                .mapToObj(i -> "cast(" + Quote.name(table.columns().get(i).name()) + " as varchar) as c" + i)
                .collect(Collectors.joining(", "));
        StringBuilder measures = new StringBuilder("count(*) as rows");
        for (int i = 0; i < width; i++) {
            String c = "c" + i;
            measures.append(", count(%1$s) as n_%1$s, approx_count_distinct(%1$s) as d_%1$s".formatted(c))
                    .append(", min(%1$s) as min_%1$s, max(%1$s) as max_%1$s".formatted(c))
                    .append(", min(length(%1$s)) as s_%1$s, max(length(%1$s)) as l_%1$s".formatted(c))
                    .append(", max(strlen(%1$s)) as b_%1$s, count(*) filter (%1$s = '') as e_%1$s".formatted(c));
            if (NUMERIC.matcher(table.columns().get(i).declaredType()).matches()) {
                measures.append(", min(try_cast(%1$s as double)) as x_%1$s, max(try_cast(%1$s as double)) as y_%1$s"
                        .formatted(c));
            }
        }
        String row =
                IntStream.range(0, width).mapToObj(i -> "c" + i + " := c" + i).collect(Collectors.joining(", "));
        return "select " + measures + ", " + sketching.sql() + ", min_by(struct_pack(" + row + "), random(), " + SAMPLE
                + ") as sample from (select " + columns + " from " + relation.sql() + ")";
    }

    private List<List<ColumnProfile.Count>> samples() throws SQLException {
        List<Map<String, Long>> counts = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            counts.add(new HashMap<>());
        }
        try (Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery("select s.* from (select unnest(sample) as s from measured)")) {
            while (rows.next()) {
                for (int i = 0; i < width; i++) {
                    String value = rows.getString(i + 1);
                    if (value != null) {
                        counts.get(i).merge(value, 1L, Long::sum);
                    }
                }
            }
        }
        return counts.stream().map(Profiler::mostFrequentFirst).toList();
    }

    private static List<ColumnProfile.Count> mostFrequentFirst(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new ColumnProfile.Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(ColumnProfile.Count::count)
                        .reversed()
                        .thenComparing(ColumnProfile.Count::value))
                .toList();
    }

    private TableProfile read(List<List<ColumnProfile.Count>> samples, boolean sampled, Rejects rejects)
            throws SQLException {
        try (Statement statement = engine.createStatement();
                ResultSet row = statement.executeQuery("select * exclude (sample, sketch) from measured")) {
            row.next();
            long rows = row.getLong("rows");
            List<ColumnProfile> columns = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                columns.add(column(row, i, rows, samples.get(i)));
            }
            List<TableProfile.Rejected> first = rejects.first().stream()
                    .map(line ->
                            new TableProfile.Rejected(line.line(), line.reason().name(), line.text()))
                    .toList();
            return new TableProfile(rows, sampled, columns, rejects.count(), first);
        }
    }

    private ColumnProfile column(ResultSet row, int i, long rows, List<ColumnProfile.Count> sample)
            throws SQLException {
        Table.Column declared = table.columns().get(i);
        String c = "c" + i;
        List<String> values = sample.stream()
                .map(ColumnProfile.Count::value)
                .filter(value -> !value.isBlank())
                .toList();
        ValueType type = ValueType.of(values);
        double scale = rows <= SAMPLE ? 1 : (double) rows / SAMPLE;
        boolean numeric =
                type.isNumber() && NUMERIC.matcher(declared.declaredType()).matches();
        return new ColumnProfile(
                declared.name(),
                declared.declaredType(),
                declared.comment(),
                type,
                rows,
                rows - row.getLong("n_" + c),
                row.getLong("e_" + c),
                Math.min(row.getLong("d_" + c), row.getLong("n_" + c)),
                shown(numeric ? plain(row.getString("x_" + c)) : row.getString("min_" + c)),
                shown(numeric ? plain(row.getString("y_" + c)) : row.getString("max_" + c)),
                whole(row, "s_" + c),
                whole(row, "l_" + c),
                whole(row, "b_" + c),
                rows <= SAMPLE,
                patterns(sample, scale),
                sample.stream()
                        .limit(TOP)
                        .filter(count -> count.count() > 1 || sample.size() <= TOP)
                        .map(count -> new ColumnProfile.Count(
                                String.valueOf(shown(count.value())), Math.round(count.count() * scale)))
                        .toList(),
                Histogram.of(type, sample, scale),
                ContentAnalysis.of(sample, scale));
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

    private static @Nullable String plain(@Nullable String number) {
        return number == null || !number.matches("[-+\\d.eE]+")
                ? number
                : new java.math.BigDecimal(number).stripTrailingZeros().toPlainString();
    }

    private static @Nullable String shown(@Nullable String value) {
        return value == null || value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + "…";
    }
}
