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
    public static final String REPEATED_KEYS = "shuguan.repeated-keys";
    private static final String ADDED = "shuguan.added";
    private static final String LEFT_OUT = "shuguan.left-out";
    private static final String KEPT_OUT = "shuguan.kept-out";
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
            boolean pushed = what.growth() != null && what.growth().pushed();
            if (pushed ? !drift.retyped().isEmpty() : drift.stops()) {
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
        return table(open, path);
    }

    static Table table(OpenSource open, String path) throws SourceUnreadable {
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
                        Grown.of(version).orElse(null),
                        Map.of(),
                        number(version, KEPT_OUT),
                        Set.of());
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
        Collection.Growth growth = what.growth();
        if (growth != null && !growth.pushed()) {
            wanted.add(growth.watermark());
        }
        Table read = read(what.source(), found, wanted);
        List<LakeColumn> columns = fields.stream()
                .map(field -> new LakeColumn(
                        field.column(),
                        LakeType.of(
                                field.letter(), field.lengthBytes(), declared(what, field, there.get(field.column()))),
                        field.key(),
                        field.comment()))
                .toList();
        LakeTable table = lake.table(what.table(), columns);
        Increment increment = growth == null ? null : Increment.of(what, growth, open, found, table, columns);
        boolean part = increment != null && increment.base() != null;
        try (Relation relation = increment == null || growth == null || growth.pushed()
                        ? open.whole(read)
                        : open.whole(read, increment.watermark(), increment::least);
                Watch watch = new Watch(relation, listener, what.silence(), part ? -1 : found.estimatedRows())) {
            receive(relation, watch);
            mustBeWhole(open, found);
            ConvertedRows converted = new ConvertedRows(
                    columns, read, relation, increment == null ? null : increment.watermark(), KeptOut.NONE);
            return new Writing(what, table, columns, converted, increment, relation, watch, drift, leftOut).written();
        }
    }

    /// A database sends the columns that are wanted, and no others.
    static Table read(Source source, Table found, Set<String> wanted) {
        boolean database = switch (source) {
            case Source.Database one -> true;
            case Source.Remote remote -> remote.database();
            case Source.Files files -> false;
            case Source.Http http -> false;
        };
        return database
                ? found.withColumns(found.columns().stream()
                        .filter(column -> wanted.contains(column.name()))
                        .toList())
                : found;
    }

    /// @throws LakeRefused if an interface has not delivered all of its rows
    static void mustBeWhole(OpenSource open, Table found) throws LakeRefused {
        if (open.notes(found).stream().anyMatch(note -> PART_ONLY.contains(note.code()))) {
            throw new LakeRefused(LakeRefused.Reason.PART_ONLY, found.path());
        }
    }

    private static String declared(Collection what, Collection.Field field, Table.@Nullable Column there) {
        if (what.path() == null && !field.declared().isEmpty()) {
            return field.declared();
        }
        return there == null ? "" : there.declaredType();
    }

    static void receive(Relation relation, Watch watch) throws SourceUnreadable, LakeRefused {
        relation.prepare();
        watch.received();
        relation.checkComplete();
    }

    /// Writes the rows of a relation.
    ///
    /// @param increment null if the table is collected in full each time
    private record Writing(
            Collection what,
            LakeTable table,
            List<LakeColumn> columns,
            ConvertedRows converted,
            @Nullable Increment increment,
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
                return without(watch.keptOut()).written(engine, replacement);
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

        private Writing without(KeptOut removed) throws LakeRefused {
            return new Writing(
                    what, table, columns, converted.without(removed), increment, relation, watch, drift, leftOut);
        }

        private Collected written(Connection engine, Replacement replacement)
                throws SQLException, IOException, SourceUnreadable, LakeRefused {
            for (String statement : converted.preparing()) {
                execute(engine, statement);
            }
            String rows = converted.rows();
            long received = relation.rowsSoFar() > 0
                    ? relation.rowsSoFar()
                    : number(engine, "select count(*) from " + relation.sql());
            Merge merge = increment == null ? null : new Merge(table, columns, increment, converted, replacement);
            try (HeldFiles _ = merge == null ? HeldFiles.NONE : merge.hold()) {
                return written(engine, replacement, merge, rows, received);
            }
        }

        private Collected written(
                Connection engine, Replacement replacement, @Nullable Merge merge, String rows, long received)
                throws SQLException, IOException, SourceUnreadable, LakeRefused {
            long kept;
            if (merge == null) {
                execute(
                        engine,
                        replacement.copy(
                                "select " + converted.named() + " from (" + rows + ") where " + converted.fits()));
                kept = replacement.rows();
            } else {
                execute(engine, merge.staging(rows));
                execute(engine, merge.comparing());
                kept = merge.count(engine);
            }
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
                execute(engine, Quarantine.copy(converted.quarantined(rows), lines, part));
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
            if (merge != null && merge.writes()) {
                execute(engine, merge.writing());
            }
            Map<String, Long> cameBack = converted.keptOut().isEmpty() ? Map.of() : cameBack(engine);
            return committed(
                    cameBack,
                    replacement,
                    merge,
                    received,
                    kept,
                    rejects.count(),
                    lines.size(),
                    merge == null ? repeated(engine, replacement) : 0);
        }

        /// The removed keys that came again, by their digests, with the numbers of their rows.
        private Map<String, Long> cameBack(Connection engine) throws SQLException {
            Map<String, Long> found = new HashMap<>();
            try (Statement statement = engine.createStatement();
                    ResultSet row = statement.executeQuery(converted.cameBack())) {
                while (row.next()) {
                    found.put(row.getString(1), row.getLong(2));
                }
            }
            return found;
        }

        private Collected committed(
                Map<String, Long> cameBack,
                Replacement replacement,
                @Nullable Merge merge,
                long received,
                long kept,
                long noRows,
                int listed,
                long repeated)
                throws SourceUnreadable, LakeRefused {
            watch.committing();
            long all = received + noRows;
            Map<String, String> facts = new HashMap<>(what.facts());
            facts.put(LakeTable.RUN, what.run());
            facts.put(SOURCE_ROWS, Long.toString(all));
            facts.put(QUARANTINED, Long.toString(all - kept));
            facts.put(UNLISTED, Long.toString(noRows - listed));
            facts.put(REPEATED_KEYS, Long.toString(repeated));
            facts.put(ADDED, String.join("\n", drift.added()));
            facts.put(LEFT_OUT, String.join("\n", leftOut));
            long keptOut = cameBack.values().stream().mapToLong(Long::longValue).sum();
            if (keptOut > 0) {
                facts.put(KEPT_OUT, Long.toString(keptOut));
            }
            LakeVersion version = merge == null ? replacement.commit(facts) : merge.commit(facts);
            return new Collected(
                    version,
                    all,
                    kept,
                    all - kept,
                    noRows - listed,
                    repeated,
                    drift.added(),
                    leftOut,
                    Grown.of(version).orElse(null),
                    converted.declared(),
                    keptOut,
                    cameBack.keySet());
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
    }
}
