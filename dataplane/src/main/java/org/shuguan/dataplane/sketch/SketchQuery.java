package org.shuguan.dataplane.sketch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Table;

/// Builds the part of a table's profiling query that computes sketches, and reads its result. Hashing every value
/// costs a third of the time of all other measurements; therefore in large tables only those columns are sketched
/// that other tables may hold too: keys, identifiers of people and firms, codes. Amounts, times and flags are
/// never sketched.
public final class SketchQuery {
    private static final long LARGE_ROWS = 200_000;
    private static final long LARGE_BYTES = 30_000_000;
    private static final int FEW = 4;
    private static final int LONGEST_NAME = 500;
    private static final double SHARE = 0.4;

    private static final Pattern MEASURES = Pattern.compile(
            "(?i)(float|double|real|money|date|time|interval|bool|bit|bytea|.*blob|.*binary|json|xml|geo|point).*"
                    + "|.*(numeric|decimal|number)\\(\\d+, ?[1-9]\\d*\\).*");
    private static final Pattern IDENTITY =
            Pattern.compile("(?i).*(sfz|zjhm|gmsf|idcard|id_no|xydm|身份|证件|信用代码|纳税人识别号).*");
    private static final Pattern IDENTIFIER =
            Pattern.compile("(?i).*(编号|编码|号码|代码|识别号)|.*(bh|dm|hm|code|no|number)|id|.*_id|.*[a-z]Id");
    private static final Pattern PADDED = Pattern.compile("(?i)(n?char|character|bpchar)(\\(\\d+\\))?");

    private final Table table;
    private final @Nullable SketchKey key;
    private final List<Integer> selected;

    /// @param key null for no sketches
    public SketchQuery(Table table, @Nullable SketchKey key) {
        this.table = table;
        this.key = key;
        this.selected = key == null ? List.of() : selected();
    }

    /// The expression of the column `sketch` of the query, over text columns `c0`, `c1`, …
    ///
    /// @param from position of the first column that the query has
    /// @param to position after the last one
    public String sql(int from, int to) {
        List<Integer> within = selected(from, to);
        if (within.isEmpty() || key == null) {
            return "null as sketch";
        }
        String salt = key.salt();
        return within.stream()
                .map(i -> "k%d := cast(bitstring_agg(%s, 0, %d) as varchar)"
                        .formatted(i, place("hash(" + plain(i) + ", cast(" + salt + " as ubigint))"), LAST))
                .collect(Collectors.joining(", ", "struct_pack(", ") as sketch"));
    }

    /// Reads the sketches from the query's result.
    ///
    /// @param measured name of the table that holds the query's result row
    /// @param from as of [#sql]
    /// @param to as of [#sql]
    public List<Sketch> read(Connection engine, String measured, int from, int to) throws SQLException {
        List<Integer> within = selected(from, to);
        if (within.isEmpty() || key == null) {
            return List.of();
        }
        List<Sketch> sketches = new ArrayList<>();
        try (Statement statement = engine.createStatement();
                ResultSet row = statement.executeQuery("select sketch.* from " + measured)) {
            row.next();
            for (int n = 0; n < within.size(); n++) {
                sketches.add(sketch(table.columns().get(within.get(n)).name(), row.getString(n + 1), key));
            }
        }
        return sketches;
    }

    private List<Integer> selected(int from, int to) {
        return selected.stream().filter(i -> i >= from && i < to).toList();
    }

    private static final int LAST = Sketch.LEVELS * Sketch.PLACES - 1;

    /// The bit position: the hash's first 6 and 12 bits select the level, its last 14 bits the bit.
    private static String place(String hash) {
        return "cast((%1$s & 16383) + case when %1$s >= 288230376151711744 then 0 when %1$s >= 4503599627370496 then %2$d else %3$d end as integer)"
                .formatted(hash, Sketch.PLACES, 2 * Sketch.PLACES);
    }

    private static Sketch sketch(String column, @Nullable String bits, SketchKey key) {
        List<BitSet> levels = IntStream.range(0, Sketch.LEVELS)
                .mapToObj(level -> new BitSet(Sketch.PLACES))
                .toList();
        for (int at = bits == null ? -1 : bits.indexOf('1'); bits != null && at >= 0; at = bits.indexOf('1', at + 1)) {
            levels.get(at / Sketch.PLACES).set(key.place(at % Sketch.PLACES));
        }
        return new Sketch(column, levels);
    }

    /// Identifiers of people and firms are compared without surrounding blanks and in upper case, because some
    /// systems write a lower-case `x` as check character. Doing this for all columns would cost as much as the
    /// sketch itself.
    private String plain(int i) {
        Table.Column column = table.columns().get(i);
        boolean padded = PADDED.matcher(column.declaredType().strip()).matches();
        return padded || isIdentity(column) ? "upper(trim(c" + i + "))" : "c" + i;
    }

    private static boolean isIdentity(Table.Column column) {
        return IDENTITY.matcher(column.name() + " " + (column.comment() == null ? "" : column.comment()))
                .matches();
    }

    private List<Integer> selected() {
        List<Integer> all = IntStream.range(0, table.columns().size())
                // Column names are part of index keys in the database, whose length is limited.
                .filter(i -> table.columns().get(i).name().length() <= LONGEST_NAME)
                .filter(i -> !MEASURES.matcher(
                                table.columns().get(i).declaredType().toLowerCase(Locale.ROOT))
                        .matches())
                .boxed()
                .toList();
        boolean large = table.estimatedRows() > LARGE_ROWS || table.bytes() > LARGE_BYTES;
        int most = large ? Math.max(FEW, (int) (table.columns().size() * SHARE)) : all.size();
        return all.stream()
                .sorted(Comparator.comparingInt(i -> rank(table.columns().get(i))))
                .limit(most)
                .sorted()
                .toList();
    }

    private int rank(Table.Column column) {
        boolean key = table.keys().stream().anyMatch(k -> k.columns().contains(column.name()));
        boolean reference =
                table.references().stream().anyMatch(r -> r.columns().contains(column.name()));
        if (key || reference || isIdentity(column)) {
            return 0;
        }
        String comment = column.comment() == null ? "" : column.comment().strip();
        return IDENTIFIER.matcher(column.name()).matches()
                        || IDENTIFIER.matcher(comment).matches()
                ? 1
                : 2;
    }
}
