package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.EngineMemory;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Quote;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.dataplane.source.Table;

/// Copies a table of a source into the lake as one new version, all or nothing. Values are converted to the types of
/// the catalog's items; rows with a value that does not fit go to the quarantine with the reason. The number of the
/// source's rows must be that of the kept and the quarantined ones, else nothing is committed.
public final class Collector {
    /// Facts of a version, beside [LakeTable#RUN].
    public static final String SOURCE_ROWS = "shuguan.source-rows";

    public static final String QUARANTINED = "shuguan.quarantined";
    private static final String UNLISTED = "shuguan.unlisted";
    static final String REPEATED_KEYS = "shuguan.repeated-keys";
    private static final String ADDED = "shuguan.added";
    private static final String LEFT_OUT = "shuguan.left-out";
    /// The notes of an interface that did not deliver all of its rows.
    private static final Set<String> PART_ONLY = Set.of("pages-bound", "pages-left", "total-differs");

    private final Lake lake;

    public Collector(Lake lake) {
        this.lake = lake;
    }

    /// Collects. If the lake already has the version of this run, which a process that died has committed, that is the
    /// result.
    ///
    /// @throws SourceUnreadable if the source cannot be read to the end, or the listener cancelled
    /// @throws LakeRefused if nothing was committed for another reason
    /// @throws Drifted if columns are gone or have other types
    public Collected collect(Collection what, CollectListener listener) throws SourceUnreadable, LakeRefused, Drifted {
        Collected done = done(what);
        if (done != null) {
            return done;
        }
        try (OpenSource open = Sources.open(what.source())) {
            Table found = table(open, what);
            Drift drift = Drift.between(what.declared(), found);
            if (drift.stops()) {
                throw new Drifted(drift);
            }
            return collected(what, open, found, drift, listener);
        }
    }

    /// The table by its path; of an uploaded file, whose tables nobody knows, the one that lacks the fewest columns.
    private static Table table(OpenSource open, Collection what) throws SourceUnreadable {
        String path = what.path();
        if (path == null) {
            return open.tables().stream()
                    .min(Comparator.comparingInt(table ->
                            Drift.between(what.declared(), table).gone().size()))
                    .orElseThrow(() -> open.unread().stream()
                            .findFirst()
                            .map(unread -> new SourceUnreadable(unread.reason(), unread.detail(), null))
                            .orElseGet(() -> new SourceUnreadable(SourceUnreadable.Reason.EMPTY, "", null)));
        }
        return open.tables().stream()
                .filter(table -> table.path().equals(path))
                .findFirst()
                .orElseThrow(() -> missing(open, path));
    }

    private static SourceUnreadable missing(OpenSource open, String path) {
        return open.unread().stream()
                .filter(unread -> unread.path().equals(path))
                .findFirst()
                .map(unread -> new SourceUnreadable(unread.reason(), unread.detail(), null))
                .orElseGet(() -> new SourceUnreadable(SourceUnreadable.Reason.FILE_MISSING, path, null));
    }

    private @Nullable Collected done(Collection what) {
        LakeVersion version =
                lake.find(what.table()).flatMap(table -> table.of(what.run())).orElse(null);
        return version == null
                ? null
                : new Collected(
                        version,
                        number(version, SOURCE_ROWS),
                        number(version, SOURCE_ROWS) - number(version, QUARANTINED),
                        number(version, QUARANTINED),
                        number(version, UNLISTED),
                        number(version, REPEATED_KEYS),
                        names(version, ADDED),
                        names(version, LEFT_OUT),
                        Map.of());
    }

    private static long number(LakeVersion version, String fact) {
        return Long.parseLong(version.facts().getOrDefault(fact, "0"));
    }

    private static List<String> names(LakeVersion version, String fact) {
        String names = version.facts().getOrDefault(fact, "");
        return names.isEmpty() ? List.of() : List.of(names.split("\n"));
    }

    private Collected collected(Collection what, OpenSource open, Table found, Drift drift, CollectListener listener)
            throws SourceUnreadable, LakeRefused {
        Map<String, Table.Column> there = new HashMap<>();
        found.columns().forEach(column -> there.put(column.name(), column));
        List<Collection.Field> fields = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        Set<String> wanted = new HashSet<>();
        for (Collection.Field field : what.fields()) {
            Table.Column column = there.get(field.column());
            if (column != null && ("G".equals(field.letter()) || open.isBinary(column))) {
                leftOut.add(field.column());
            } else {
                fields.add(field);
                wanted.add(field.column());
            }
        }
        // A database sends the columns that are collected, and no others.
        Table read = what.source() instanceof Source.Database
                ? found.withColumns(found.columns().stream()
                        .filter(column -> wanted.contains(column.name()))
                        .toList())
                : found;
        List<LakeColumn> columns = fields.stream()
                .map(field -> new LakeColumn(
                        field.column(),
                        LakeType.of(
                                field.letter(),
                                field.lengthBytes(),
                                there.containsKey(field.column())
                                        ? there.get(field.column()).declaredType()
                                        : ""),
                        field.key(),
                        field.comment()))
                .toList();
        LakeTable table = lake.table(what.table(), columns);
        try (Relation relation = open.whole(read);
                Watch watch = new Watch(relation, listener, what.silence(), found.estimatedRows())) {
            receive(relation, watch);
            if (open.notes(found).stream().anyMatch(note -> PART_ONLY.contains(note.code()))) {
                throw new LakeRefused(LakeRefused.Reason.PART_ONLY, found.path());
            }
            return new Writing(what, table, columns, read, relation, watch, drift, leftOut).written();
        }
    }

    private static void receive(Relation relation, Watch watch) throws SourceUnreadable, LakeRefused {
        relation.prepare();
        watch.received();
        relation.checkComplete();
    }

    /// Writes the rows of a relation.
    private record Writing(
            Collection what,
            LakeTable table,
            List<LakeColumn> columns,
            Table read,
            Relation relation,
            Watch watch,
            Drift drift,
            List<String> leftOut) {

        Collected written() throws SourceUnreadable, LakeRefused {
            try (EngineMemory.Share _ = EngineMemory.take(columns.size());
                    Connection shared =
                            Engine.open(Math.max(1, Runtime.getRuntime().availableProcessors()));
                    Connection engine = Engine.connectTo(shared);
                    Replacement replacement = table.replace(columns)) {
                return written(engine, replacement);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SourceUnreadable(SourceUnreadable.Reason.CANCELLED, "interrupted", e);
            } catch (SQLException e) {
                // If it was cancelled, that is the cause and this exception only its effect.
                watch.orStop();
                relation.checkComplete();
                throw relation.failed(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Collected written(Connection engine, Replacement replacement)
                throws SQLException, IOException, SourceUnreadable, LakeRefused {
            String rows = rows();
            long received = relation.rowsSoFar() > 0
                    ? relation.rowsSoFar()
                    : number(engine, "select count(*) from " + relation.sql());
            execute(engine, replacement.copy("select " + kept() + " from (" + rows + ") where " + fits()));
            long kept = replacement.rows();
            var rejects = relation.rejects(engine);
            List<String> lines = rejects.first().stream()
                    .map(line -> "(" + line.line() + ", null, null, " + Quarantine.quoted(line.text()) + ", "
                            + Conversion.Reason.NOT_ROW.sql() + ", "
                            + Quarantine.quoted(line.reason().name()) + ")")
                    .toList();
            long bad = 0;
            if (kept < received || !lines.isEmpty()) {
                Files.createDirectories(what.quarantine().toAbsolutePath().getParent());
                Path part = what.quarantine().resolveSibling(what.quarantine().getFileName() + ".part");
                execute(engine, Quarantine.copy(quarantined(rows), lines, part));
                bad = number(engine, Quarantine.rowsIn(part));
                LocalFiles.force(part);
                Files.move(
                        part,
                        what.quarantine(),
                        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            if (kept + bad != received) {
                throw new LakeRefused(LakeRefused.Reason.COUNTS_DIFFER, received + " ≠ " + kept + " + " + bad);
            }
            return committed(replacement, received, kept, rejects.count(), lines.size(), repeated(engine, replacement));
        }

        private Collected committed(
                Replacement replacement, long received, long kept, long noRows, int listed, long repeated)
                throws SourceUnreadable, LakeRefused {
            watch.committing();
            long all = received + noRows;
            Map<String, String> facts = new HashMap<>();
            facts.put(LakeTable.RUN, what.run());
            facts.put(SOURCE_ROWS, Long.toString(all));
            facts.put(QUARANTINED, Long.toString(all - kept));
            facts.put(UNLISTED, Long.toString(noRows - listed));
            facts.put(REPEATED_KEYS, Long.toString(repeated));
            facts.put(ADDED, String.join("\n", drift.added()));
            facts.put(LEFT_OUT, String.join("\n", leftOut));
            LakeVersion version = replacement.commit(facts);
            Map<String, String> types = new HashMap<>();
            columns.forEach(column -> types.put(
                    column.name(), read.columns().get(position(column.name())).declaredType()));
            return new Collected(
                    version, all, kept, all - kept, noRows - listed, repeated, drift.added(), leftOut, types);
        }

        /// Number of keys that several kept rows have.
        private long repeated(Connection engine, Replacement replacement) throws SQLException {
            List<String> key = columns.stream()
                    .filter(LakeColumn::key)
                    .map(column -> Quote.name(column.name()))
                    .toList();
            return key.isEmpty()
                    ? 0
                    : number(
                            engine,
                            "select count(*) from (select 1 from read_parquet("
                                    + Quote.text(replacement.file().toString())
                                    + ") group by " + String.join(", ", key) + " having count(*) > 1)");
        }

        private void execute(Connection engine, String sql) throws SQLException, SourceUnreadable, LakeRefused {
            try (Statement statement = engine.createStatement()) {
                relation.registerReader(statement);
                watch.orStop();
                statement.execute(sql);
            }
        }

        private static long number(Connection engine, String sql) throws SQLException {
            try (Statement statement = engine.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        }

        /// Each row with the text `v`, the value `c` and the reason `e` of each column, by their positions.
        private String rows() {
            StringBuilder texts = new StringBuilder(relation.rowNumber() + " as r");
            StringBuilder converted = new StringBuilder("*");
            StringBuilder readable = new StringBuilder("*");
            StringBuilder reasons = new StringBuilder("*");
            for (int i = 0; i < columns.size(); i++) {
                LakeColumn column = columns.get(i);
                texts.append(
                        ", cast(" + relation.column(position(column.name()), column.name()) + " as varchar) as x" + i);
                converted.append(", " + Conversion.value(column.type(), "x" + i) + " as y" + i);
                readable.append(", " + Conversion.readable(column.type(), "y" + i, "x" + i) + " as c" + i);
                reasons.append(", " + Conversion.reason(column, "x" + i, "c" + i) + " as e" + i);
            }
            return "select " + reasons + " from (select " + readable + " from (select " + converted + " from (select "
                    + texts + " from " + relation.sql() + ")))";
        }

        private int position(String column) {
            for (int i = 0; i < read.columns().size(); i++) {
                if (read.columns().get(i).name().equals(column)) {
                    return i;
                }
            }
            throw new IllegalStateException(column);
        }

        private String kept() {
            List<String> named = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                named.add("cast(c" + i + " as "
                        + Conversion.engineType(columns.get(i).type()) + ") as "
                        + Quote.name(columns.get(i).name()));
            }
            return String.join(", ", named);
        }

        private String fits() {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                all.add("e" + i + " is null");
            }
            return String.join(" and ", all);
        }

        private String quarantined(String rows) {
            List<String> values = new ArrayList<>();
            List<String> key = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                LakeColumn column = columns.get(i);
                values.add("{'name': " + Quarantine.quoted(column.name()) + ", 'value': x" + i + ", 'reason': e" + i
                        + ", 'wanted': " + Quarantine.quoted(column.type().word()) + "}");
                if (column.key()) {
                    key.add("x" + i);
                }
            }
            String keyed = key.isEmpty() ? "null" : "concat_ws(' / ', " + String.join(", ", key) + ")";
            return "select r, key, u.name, u.value, u.reason, u.wanted from (select r, " + keyed
                    + " as key, unnest([" + String.join(", ", values) + "]) as u from (" + rows + ") where not ("
                    + fits() + ")) where u.reason is not null";
        }
    }
}
