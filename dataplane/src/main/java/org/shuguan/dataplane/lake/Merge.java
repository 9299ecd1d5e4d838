package org.shuguan.dataplane.lake;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Quote;

/// Puts rows that were read into the current version by their key: a row takes the place of the one with its key; a row
/// that is in quarantine takes it too, so that the version has what a full load would have. Files of which no row
/// changes belong to both versions.
final class Merge {
    /// A version of more files is written anew as one, so that reading does not become slower with each increment.
    private static final int MOST_FILES = 40;

    /// Rows that were read, by what they do to the version before.
    ///
    /// @param gone rows of the version before that a full load did not find
    /// @param missed of those added and replaced by a full load, those below the next increment
    record Counts(long added, long replaced, long same, long withdrawn, long gone, long missed) {}

    private enum Kind {
        ADDED,
        REPLACED,
        SAME,
        WITHDRAWN,
        /// in quarantine, and with no row to take the place of
        NONE
    }

    private final LakeTable table;
    private final List<LakeColumn> columns;
    private final Increment increment;
    private final ConvertedRows converted;
    private final Replacement replacement;
    private final @Nullable LakeVersion base;
    private final List<DataFile> files = new ArrayList<>();
    private final Set<Integer> touched = new TreeSet<>();
    private Counts counts = new Counts(0, 0, 0, 0, 0, 0);

    /// @throws LakeRefused if the files of the current version cannot be read
    Merge(
            LakeTable table,
            List<LakeColumn> columns,
            Increment increment,
            ConvertedRows converted,
            Replacement replacement)
            throws LakeRefused {
        this.table = table;
        this.columns = columns;
        this.increment = increment;
        this.converted = converted;
        this.replacement = replacement;
        this.base = increment.base();
        LakeVersion compared = increment.comparable();
        if (compared != null) {
            // Nobody removes rows from here on; whoever did since the version was looked at has replaced its files.
            LakeVersion now = table.version(compared.id()).orElse(null);
            if (now == null || now.rows() != compared.rows() || !now.facts().equals(compared.facts())) {
                throw new LakeRefused(LakeRefused.Reason.BUSY, table.name());
            }
            files.addAll(table.files(compared.id()));
        }
    }

    /// Makes the files of the version before readable.
    HeldFiles hold() {
        return table.lake().files().hold(files);
    }

    private String staged() {
        return "read_parquet(" + Quote.text(replacement.staged().toString()) + ")";
    }

    /// The statement that writes the row that counts for each key.
    String staging(String rows) {
        return "copy (select r, w, (" + converted.fits() + ") as ok, " + converted.numbered() + " from (" + rows
                + ") where " + converted.counts() + ") to "
                + Quote.text(replacement.staged().toString()) + " (format parquet, compression zstd)";
    }

    /// The rows of the version before, with the number `#f` of their file.
    private String old(Set<Integer> of) {
        String all = of.stream()
                .map(i -> "select *, " + i + " as \"#f\" from "
                        + table.sql(List.of(files.get(i).location())))
                .collect(Collectors.joining(" union all "));
        return all.isEmpty() ? "(select *, 0 as \"#f\" from " + table.sql(List.of()) + ")" : "(" + all + ")";
    }

    private Set<Integer> all() {
        return IntStream.range(0, files.size()).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    private String sameKey() {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).key())
                .mapToObj(i -> "b." + Quote.name(columns.get(i).name()) + " = s.c" + i)
                .collect(Collectors.joining(" and "));
    }

    /// The statement that finds what each row does to the version before.
    String comparing() {
        String differs = IntStream.range(0, columns.size())
                .mapToObj(i -> "b." + Quote.name(columns.get(i).name()) + " is distinct from s.c" + i)
                .collect(Collectors.joining(" or "));
        return "create or replace temp table change as select s.r, s.w, b.\"#f\" as f, case when b.\"#f\" is null"
                + " then case when s.ok then 'ADDED' else 'NONE' end when not s.ok then 'WITHDRAWN' when " + differs
                + " then 'REPLACED' else 'SAME' end as kind from " + staged() + " s left join " + old(all())
                + " b on " + sameKey();
    }

    /// Counts what [#comparing] found.
    ///
    /// @return number of rows that are kept
    /// @throws LakeRefused if keys of the version before are not unique
    long count(Connection engine) throws SQLException, LakeRefused {
        Map<String, Long> found = new HashMap<>();
        try (Statement statement = engine.createStatement()) {
            try (ResultSet row = statement.executeQuery("select kind, count(*) from change group by kind")) {
                while (row.next()) {
                    found.put(String.valueOf(row.getString(1)), row.getLong(2));
                }
            }
            try (ResultSet row =
                    statement.executeQuery("select distinct f from change where kind in ('REPLACED', 'WITHDRAWN')")) {
                while (row.next()) {
                    touched.add(row.getInt(1));
                }
            }
            if (base != null && files.size() >= MOST_FILES) {
                touched.addAll(all());
            }
            long there = files.stream().mapToLong(DataFile::recordCount).sum();
            long kept = of(found, Kind.ADDED) + of(found, Kind.REPLACED) + of(found, Kind.SAME);
            long gone = base != null || files.isEmpty()
                    ? 0
                    : there - of(found, Kind.REPLACED) - of(found, Kind.SAME) - of(found, Kind.WITHDRAWN);
            counts = new Counts(
                    of(found, Kind.ADDED),
                    of(found, Kind.REPLACED),
                    of(found, Kind.SAME),
                    of(found, Kind.WITHDRAWN),
                    gone,
                    missed(statement));
            long rows = one(statement, "select count(*) filter (where ok) from " + staged());
            if (rows != kept || gone < 0) {
                throw new LakeRefused(
                        LakeRefused.Reason.COUNTS_DIFFER, rows + " ≠ " + kept + ", " + there + " + " + gone);
            }
            return kept;
        }
    }

    private long missed(Statement statement) throws SQLException {
        String from = increment.missedFrom();
        return base != null || from == null || increment.comparable() == null
                ? 0
                : one(
                        statement,
                        "select count(*) from change where kind in ('ADDED', 'REPLACED') and w < "
                                + ConvertedRows.literal(increment.watermark(), from));
    }

    private static long one(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long of(Map<String, Long> found, Kind kind) {
        return found.getOrDefault(kind.name(), 0L);
    }

    /// Whether the new version needs a file of its own.
    boolean writes() {
        return base == null || counts.added() > 0 || !touched.isEmpty();
    }

    /// The statement that writes the new version's file.
    String writing() {
        String fresh = "select " + selected(i -> "s.c" + i) + " from " + staged() + " s where s.ok";
        if (base == null) {
            return replacement.copy(fresh);
        }
        String changed = "(select r from change where kind in ";
        return replacement.copy("select "
                + selected(i -> "b." + Quote.name(columns.get(i).name())) + " from " + old(touched)
                + " b where not exists (select 1 from " + staged() + " s where " + sameKey() + " and s.r in " + changed
                + "('REPLACED', 'WITHDRAWN'))) union all " + fresh + " and s.r in " + changed
                + "('ADDED', 'REPLACED'))");
    }

    private String selected(java.util.function.IntFunction<String> value) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "cast(" + value.apply(i) + " as "
                        + Conversion.engineType(columns.get(i).type()) + ") as "
                        + Quote.name(columns.get(i).name()))
                .collect(Collectors.joining(", "));
    }

    /// Commits the new version.
    ///
    /// @throws LakeRefused if its number of rows is not the one that follows from the version before, or
    /// another version
    ///     has become the current one
    LakeVersion commit(Map<String, String> facts) throws LakeRefused {
        Map<String, String> all = new HashMap<>(facts);
        all.put(Increment.WAY, increment.way());
        all.putAll(increment.grown(counts, Instant.EPOCH).facts());
        LakeVersion before = base;
        long written = writes() ? replacement.rows() : 0;
        if (before == null) {
            check(written, counts.added() + counts.replaced() + counts.same());
            return replacement.commit(all);
        }
        List<DataFile> replaced = touched.stream().map(files::get).toList();
        long left = before.rows()
                - replaced.stream().mapToLong(DataFile::recordCount).sum();
        check(left + written, before.rows() + counts.added() - counts.withdrawn());
        return replacement.commit(before, replaced, all);
    }

    private static void check(long rows, long expected) throws LakeRefused {
        if (rows != expected) {
            throw new LakeRefused(LakeRefused.Reason.COUNTS_DIFFER, rows + " ≠ " + expected);
        }
    }
}
