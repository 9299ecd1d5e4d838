package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.types.Types;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Quote;

/// Removes the rows with some keys from every version of a table, for good. All files that have such a row are
/// written anew without it, all versions get new lists of their files, and one commit puts them in the place of the
/// old ones; then every file that no version has is deleted. The versions keep their ids, moments and order. Killed
/// before the commit nothing has changed, killed after it the next call deletes what was left.
///
/// A version that lacks a column of the key cannot be searched, and is removed whole.
public final class Removal {
    /// Begins the name of the fact of a version that says how many rows a removal took from it.
    private static final String REMOVED = "shuguan.removed.";

    private static final Duration WAITING = Duration.ofSeconds(5);
    private static final int TRIES = 10;
    private static final int COLUMNS = 20;

    /// What a removal does, in this order.
    public enum Step {
        /// it holds the table alone
        LOCKED,
        /// the files without the rows are written
        WRITTEN,
        /// the lists of files of all versions are written
        LISTED,
        /// the versions have the new files
        COMMITTED,
        /// the old files are deleted
        DELETED
    }

    /// Watches a removal and can stop it before its commit.
    public interface Listener {
        /// Called when a step has ended.
        default void ended(Step step) {}

        /// @param files that were looked at
        default void onProgress(int files, int all) {}

        default boolean cancelled() {
            return false;
        }
    }

    /// What a removal finds in a version, or took from it.
    ///
    /// @param rows of the version without those rows
    /// @param removed number of rows that have the keys, or had them until this removal
    /// @param whole whether the version lacks a column of the key and is removed whole
    public record Of(long version, Instant at, boolean current, long rows, long removed, boolean whole) {}

    /// A file of the table after the removal.
    ///
    /// @param path within the table's folder
    /// @param rows number of its rows, null unless it is a file with rows
    /// @param found number of its rows with a removed key
    public record Kept(
            String path,
            long bytes,
            String sha256,
            @Nullable Long rows,
            @Nullable Long found) {}

    /// What is there after the removal, read from the disk.
    public record Proof(List<Of> versions, List<Kept> files) {
        public Proof {
            versions = List.copyOf(versions);
            files = List.copyOf(files);
        }

        /// Number of rows with a removed key, which is 0 unless the removal has failed.
        public long found() {
            return files.stream()
                    .mapToLong(file -> file.found() == null ? 0 : file.found())
                    .sum();
        }
    }

    private final LakeTable table;
    private final RemovedKeys keys;
    private final String mark;

    /// @param id of the removal, which its traces in the versions name
    public Removal(LakeTable table, RemovedKeys keys, UUID id) {
        this.table = table;
        this.keys = keys;
        this.mark = REMOVED + id;
    }

    /// How many rows removals have taken from a version.
    public static long removedFrom(LakeVersion version) {
        return version.facts().entrySet().stream()
                .filter(fact -> fact.getKey().startsWith(REMOVED))
                .mapToLong(fact -> Long.parseLong(fact.getValue()))
                .sum();
    }

    /// The keys as the columns' values are written for their digests ([KeyDigest]), in the order of the keys; null
    /// for one that does not convert to the types of the columns.
    ///
    /// @throws LakeRefused if the current version lacks a column of the key, or there is none
    public List<@Nullable List<String>> written() throws LakeRefused {
        List<Types.NestedField> fields = fields(currentSchema());
        if (fields.isEmpty()) {
            throw new LakeRefused(LakeRefused.Reason.NO_KEY_COLUMN, String.join(", ", keys.columns()));
        }
        String values = IntStream.range(0, fields.size())
                .mapToObj(i -> KeyDigest.written(type(fields.get(i)), converted(fields.get(i), i)))
                .collect(Collectors.joining(", "));
        return asked(engine -> {
            List<@Nullable List<String>> written = new ArrayList<>();
            try (Statement statement = engine.createStatement();
                    ResultSet row = statement.executeQuery("select " + values + " from removed_key k order by n")) {
                while (row.next()) {
                    List<String> key = new ArrayList<>();
                    for (int i = 1; i <= fields.size(); i++) {
                        String value = row.getString(i);
                        if (value != null) {
                            key.add(value);
                        }
                    }
                    written.add(key.size() == fields.size() ? key : null);
                }
            }
            return written;
        });
    }

    /// Number of the keys that rows of the current version have.
    public long foundKeys() throws LakeRefused {
        LakeVersion current =
                table.current().orElseThrow(() -> new LakeRefused(LakeRefused.Reason.NO_VERSION, table.name()));
        List<Types.NestedField> fields = fields(currentSchema());
        String sql = "select count(*) from removed_key k where exists (select 1 from " + table.sql(current.id())
                + " f where " + same(fields, Types.NestedField::name) + ")";
        return asked(engine -> number(engine, sql));
    }

    private Schema currentSchema() throws LakeRefused {
        LakeVersion current =
                table.current().orElseThrow(() -> new LakeRefused(LakeRefused.Reason.NO_VERSION, table.name()));
        return table.schema(table.iceberg().snapshot(current.id()));
    }

    /// What the versions have of the keys now; of a removal that was carried out already, what it took.
    public List<Of> find() throws LakeRefused {
        table.iceberg().refresh();
        return asked(engine -> found(engine, new Listener() {}).versions());
    }

    /// The versions with what they have of the keys, and the files that have rows of them.
    ///
    /// @param files with their number of such rows, by their locations
    /// @param all the files of all versions, by their locations
    private record Found(List<Of> versions, Map<String, Long> files, Map<String, DataFile> all, Set<Long> whole) {}

    private Found found(Connection engine, Listener listener) throws SQLException, LakeRefused {
        Table iceberg = table.iceberg();
        Map<String, Long> files = new HashMap<>();
        Map<Long, List<DataFile>> ofVersion = new HashMap<>();
        Map<String, DataFile> all = new HashMap<>();
        for (Snapshot snapshot : iceberg.snapshots()) {
            List<DataFile> its = table.files(snapshot.snapshotId());
            ofVersion.put(snapshot.snapshotId(), its);
            its.forEach(file -> all.put(file.location(), file));
        }
        List<Of> versions = new ArrayList<>();
        Set<Long> whole = new HashSet<>();
        for (LakeVersion version : table.versions()) {
            Schema schema = table.schema(iceberg.snapshot(version.id()));
            List<Types.NestedField> fields = fields(schema);
            long hits = 0;
            if (fields.isEmpty()) {
                whole.add(version.id());
            } else {
                for (DataFile file : ofVersion.getOrDefault(version.id(), List.of())) {
                    orStop(listener);
                    Long known = files.get(file.location());
                    if (known == null) {
                        known = hits(engine, schema, fields, file);
                        files.put(file.location(), known);
                        listener.onProgress(files.size(), all.size());
                    }
                    hits += known;
                }
            }
            String before = version.facts().get(mark);
            versions.add(new Of(
                    version.id(),
                    version.at(),
                    version.current(),
                    version.rows() - hits,
                    hits + (before == null ? 0 : Long.parseLong(before)),
                    fields.isEmpty()));
        }
        return new Found(versions, files, all, whole);
    }

    /// Carries the removal out. It waits until nobody writes to the table. What it did once it does not do
    /// again.
    ///
    /// @return what the versions had of the keys
    /// @throws LakeRefused if the current version lacks a column of the key, or the listener cancelled; then
    ///     nothing has changed
    public List<Of> carryOut(Listener listener) throws LakeRefused {
        CommitFailedException last = null;
        for (int i = 0; i < TRIES; i++) {
            try (WriterLock _ = waited(listener)) {
                listener.ended(Step.LOCKED);
                table.iceberg().refresh();
                List<Of> versions = asked(engine -> rewritten(engine, listener));
                listener.ended(Step.COMMITTED);
                table.sweep(Instant.MAX);
                listener.ended(Step.DELETED);
                return versions;
            } catch (CommitFailedException | CommitStateUnknownException meanwhile) {
                // Somebody rolled back or removed old versions; what was written belongs to no version.
                last = meanwhile instanceof CommitFailedException failed ? failed : last;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new LakeRefused(LakeRefused.Reason.BUSY, table.name(), last);
    }

    private WriterLock waited(Listener listener) throws LakeRefused {
        while (true) {
            orStop(listener);
            WriterLock alone = WriterLock.alone(table.lake(), table.name(), WAITING);
            if (alone != null) {
                return alone;
            }
        }
    }

    private void orStop(Listener listener) throws LakeRefused {
        if (listener.cancelled()) {
            throw new LakeRefused(LakeRefused.Reason.CANCELLED, table.name());
        }
    }

    private List<Of> rewritten(Connection engine, Listener listener) throws SQLException, LakeRefused, IOException {
        Table iceberg = table.iceberg();
        Found found = found(engine, listener);
        if (iceberg.properties().containsKey(mark)
                && found.files().values().stream().allMatch(hits -> hits == 0)) {
            return found.versions();
        }
        if (found.versions().stream().anyMatch(version -> version.current() && version.whole())) {
            throw new LakeRefused(LakeRefused.Reason.NO_KEY_COLUMN, String.join(", ", keys.columns()));
        }
        Map<String, @Nullable DataFile> replaced = new HashMap<>();
        for (Map.Entry<String, DataFile> file : found.all().entrySet()) {
            long hits = found.files().getOrDefault(file.getKey(), 0L);
            if (hits > 0) {
                orStop(listener);
                replaced.put(file.getKey(), written(engine, file.getValue(), hits));
            }
        }
        listener.ended(Step.WRITTEN);
        TableOperations operations = ((HasTableOperations) iceberg).operations();
        VersionLists lists = new VersionLists(operations, iceberg.name());
        List<Snapshot> oldestFirst = Stream.of(iceberg.snapshots())
                .flatMap(all -> java.util.stream.StreamSupport.stream(all.spliterator(), false))
                .filter(snapshot -> !found.whole().contains(snapshot.snapshotId()))
                .sorted(Comparator.comparingLong(Snapshot::sequenceNumber))
                .toList();
        for (Snapshot snapshot : oldestFirst) {
            orStop(listener);
            List<DataFile> files = new ArrayList<>();
            for (DataFile file : table.measuredFiles(snapshot.snapshotId())) {
                DataFile kept = replaced.getOrDefault(file.location(), file);
                if (kept != null) {
                    files.add(kept);
                }
            }
            long removed = found.versions().stream()
                    .filter(version -> version.version() == snapshot.snapshotId())
                    .mapToLong(Of::removed)
                    .sum();
            lists.add(snapshot, files, removed == 0 ? Map.of() : Map.of(mark, Long.toString(removed)));
        }
        listener.ended(Step.LISTED);
        lists.commit(found.whole(), mark);
        return found.versions();
    }

    /// Writes a file without the rows, and says how versions name it; null if no row is left.
    private @Nullable DataFile written(Connection engine, DataFile replaced, long hits)
            throws SQLException, LakeRefused, IOException {
        LakeFiles files = table.lake().files();
        String location = table.location() + "/data/" + UUID.randomUUID() + ".parquet";
        Path file = files.draft(location);
        try (HeldFiles _ = files.hold(List.of(replaced))) {
            long left = written(engine, files.local(replaced.location()), file, hits);
            return left == 0 ? null : Replacement.dataFile(table.iceberg(), files, file, location);
        } finally {
            if (!(files instanceof LocalFiles)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private long written(Connection engine, Path old, Path file, long hits) throws SQLException, LakeRefused {
        List<Type> columns =
                Replacement.footer(old).getFileMetaData().getSchema().getFields();
        Map<Integer, String> names = new HashMap<>();
        columns.forEach(column -> names.put(column.getId().intValue(), column.getName()));
        List<Types.NestedField> fields = null;
        for (Snapshot snapshot : table.iceberg().snapshots()) {
            List<Types.NestedField> its = fields(table.schema(snapshot));
            if (!its.isEmpty() && its.stream().allMatch(field -> names.containsKey(field.fieldId()))) {
                fields = its;
            }
        }
        if (fields == null) {
            throw new LakeRefused(LakeRefused.Reason.NO_KEY_COLUMN, String.join(", ", keys.columns()));
        }
        String ids = columns.stream()
                .map(column ->
                        Quote.name(column.getName()) + ": " + column.getId().intValue())
                .collect(Collectors.joining(", "));
        long before = Replacement.rows(old);
        try (Statement statement = engine.createStatement()) {
            statement.execute("copy (select * from read_parquet(" + Quote.text(old.toString())
                    + ") f where not exists (select 1 from removed_key k where "
                    + same(fields, field -> String.valueOf(names.get(field.fieldId()))) + ")) to "
                    + Quote.text(file.toString()) + " (format parquet, compression zstd, compression_level "
                    + Replacement.LEVEL + ", field_ids {" + ids + "})");
        }
        long left = Replacement.rows(file);
        if (left != before - hits) {
            throw new LakeRefused(LakeRefused.Reason.COUNTS_DIFFER, before + " ≠ " + left + " + " + hits);
        }
        return left;
    }

    /// The fields of the key.
    ///
    /// @throws LakeRefused if one of them is missing
    static List<Types.NestedField> allFields(Schema schema, RemovedKeys keys) throws LakeRefused {
        List<Types.NestedField> fields = fields(schema, keys);
        if (fields.isEmpty()) {
            throw new LakeRefused(LakeRefused.Reason.NO_KEY_COLUMN, String.join(", ", keys.columns()));
        }
        return fields;
    }

    /// The condition that a row `f` has the key `k`.
    static String same(List<Types.NestedField> fields) {
        return same(fields, Types.NestedField::name);
    }

    private static List<Types.NestedField> fields(Schema schema, RemovedKeys keys) {
        List<Types.NestedField> fields = new ArrayList<>();
        for (String column : keys.columns()) {
            Types.NestedField field = schema.caseInsensitiveFindField(column);
            if (field != null) {
                fields.add(field);
            }
        }
        return fields.size() == keys.columns().size() ? fields : List.of();
    }

    /// The fields of the key, none if one of them is missing.
    private List<Types.NestedField> fields(Schema schema) {
        return fields(schema, keys);
    }

    private static String type(Types.NestedField field) {
        return LakeTable.engineType(field.type());
    }

    private static String converted(Types.NestedField field, int place) {
        return "try_cast(k.k" + place + " as " + type(field) + ")";
    }

    /// The condition that a row `f` has the key `k`.
    private static String same(
            List<Types.NestedField> fields, java.util.function.Function<Types.NestedField, String> name) {
        return IntStream.range(0, fields.size())
                .mapToObj(i -> "f." + Quote.name(name.apply(fields.get(i))) + " = " + converted(fields.get(i), i))
                .collect(Collectors.joining(" and "));
    }

    private long hits(Connection engine, Schema schema, List<Types.NestedField> fields, DataFile file)
            throws SQLException {
        try (HeldFiles _ = table.lake().files().hold(List.of(file))) {
            return number(
                    engine,
                    "select count(*) from " + table.sql(schema.columns(), List.of(file.location()))
                            + " f where exists (select 1 from removed_key k where "
                            + same(fields, Types.NestedField::name) + ")");
        }
    }

    private static long number(Connection engine, String sql) throws SQLException {
        try (Statement statement = engine.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Reads every file that the table has in its place again, while nobody writes.
    ///
    /// @throws LakeRefused if there is a file that no version has, or the listener cancelled
    public Proof prove(Listener listener) throws LakeRefused {
        try (WriterLock _ = waited(listener)) {
            table.iceberg().refresh();
            return asked(engine -> {
                Found found = found(engine, listener);
                Set<String> known = table.known();
                List<Kept> files = new ArrayList<>();
                List<String> there = table.lake().files().list(table.location()).stream()
                        .map(LakeFiles.Stored::location)
                        .sorted()
                        .toList();
                for (String location : there) {
                    if (!known.contains(location)) {
                        throw new LakeRefused(LakeRefused.Reason.NOT_REMOVED, shortened(location));
                    }
                    files.add(kept(location, found));
                }
                return new Proof(found.versions(), files);
            });
        }
    }

    private String shortened(String location) {
        return location.substring(table.location().length() + 1);
    }

    private Kept kept(String location, Found found) throws IOException {
        InputFile file = table.lake().files().newInputFile(location);
        DataFile rows = found.all().get(location);
        Long removed = found.files().get(location);
        return new Kept(
                shortened(location),
                file.getLength(),
                sha256(file),
                rows == null || removed == null ? null : rows.recordCount(),
                removed);
    }

    private static String sha256(InputFile file) throws IOException {
        try (InputStream in = file.newStream();
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return java.util.HexFormat.of()
                    .formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Question<T> {
        T ask(Connection engine) throws SQLException, LakeRefused, IOException;
    }

    /// Asks an engine that has the keys in a table. They are bound, so that no message of the engine has
    /// them.
    private <T> T asked(Question<T> question) throws LakeRefused {
        return asked(keys, table.name(), question);
    }

    private static <T> T asked(RemovedKeys keys, String about, Question<T> question) throws LakeRefused {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        try (LakeEngine.Session session = LakeEngine.DUCKDB.open(COLUMNS, threads)) {
            load(session.connection(), keys);
            return question.ask(session.connection());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LakeRefused(LakeRefused.Reason.BUSY, about, e);
        } catch (SQLException e) {
            throw new LakeRefused(LakeRefused.Reason.ENGINE, about, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void load(Connection engine, RemovedKeys keys) throws SQLException {
        int width = keys.columns().size();
        String columns =
                IntStream.range(0, width).mapToObj(i -> ", k" + i + " varchar").collect(Collectors.joining());
        try (Statement statement = engine.createStatement()) {
            statement.execute("create temp table removed_key (n integer" + columns + ")");
        }
        try (PreparedStatement insert =
                engine.prepareStatement("insert into removed_key values (?" + ", ?".repeat(width) + ")")) {
            engine.setAutoCommit(false);
            for (int n = 0; n < keys.values().size(); n++) {
                insert.setInt(1, n);
                for (int i = 0; i < width; i++) {
                    insert.setString(i + 2, keys.values().get(n).get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
            engine.commit();
            engine.setAutoCommit(true);
        }
    }

    /// Removes what a quarantine has of the keys: values of rows that have one, and lines that are no rows and name
    /// one. The file is replaced as a whole.
    ///
    /// @param types of the key's columns, as [#types] gives them
    /// @return number of entries that were removed
    public static long fromQuarantine(Path file, RemovedKeys keys, List<String> types) throws LakeRefused {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        if (!Files.exists(file)) {
            return 0;
        }
        return asked(keys, "quarantine", engine -> {
            Files.deleteIfExists(part);
            long found = quarantined(engine, file, keys, types);
            if (found == 0) {
                return 0L;
            }
            try (Statement statement = engine.createStatement()) {
                statement.execute("copy (select q.* from read_parquet(" + Quote.text(file.toString())
                        + ") q where not " + isQuarantined(keys, types) + " order by r, name) to "
                        + Quote.text(part.toString()) + " (format parquet, compression zstd)");
            }
            LocalFiles.force(part);
            Files.move(
                    part,
                    file,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            LocalFiles.force(file);
            return found;
        });
    }

    /// Number of a quarantine's entries that have one of the keys.
    public static long inQuarantine(Path file, RemovedKeys keys, List<String> types) throws LakeRefused {
        return Files.exists(file) ? asked(keys, "quarantine", engine -> quarantined(engine, file, keys, types)) : 0;
    }

    /// The engine's types of the key's columns in the current version.
    public List<String> types() throws LakeRefused {
        return fields(currentSchema()).stream().map(Removal::type).toList();
    }

    private static long quarantined(Connection engine, Path file, RemovedKeys keys, List<String> types)
            throws SQLException {
        // Lines that are no rows are few: each is looked at here.
        List<Long> lines = new ArrayList<>();
        try (Statement statement = engine.createStatement();
                ResultSet row = statement.executeQuery("select r, value from read_parquet("
                        + Quote.text(file.toString()) + ") where name is null and value is not null")) {
            while (row.next()) {
                if (keys.isNamedIn(row.getString(2))) {
                    lines.add(row.getLong(1));
                }
            }
        }
        try (Statement statement = engine.createStatement()) {
            statement.execute(
                    "create or replace temp table named_line as select unnest(" + lines + "::bigint[]) as line");
        }
        return number(
                engine,
                "select count(*) from read_parquet(" + Quote.text(file.toString()) + ") q where "
                        + isQuarantined(keys, types));
    }

    /// Whether an entry `q` has one of the keys, compared as values where they are any.
    private static String isQuarantined(RemovedKeys keys, List<String> types) {
        int width = keys.columns().size();
        String same = IntStream.range(0, width)
                .mapToObj(i -> {
                    String part = width == 1 ? "q.key" : "string_split(q.key, ' / ')[" + (i + 1) + "]";
                    return written("trim(" + part + ")", types.get(i)) + " = "
                            + written("trim(k.k" + i + ")", types.get(i));
                })
                .collect(Collectors.joining(" and "));
        return "((q.name is null and q.r in (select line from named_line)) or (q.key is not null and exists (select 1"
                + " from removed_key k where " + same + ")))";
    }

    private static String written(String text, String type) {
        return "coalesce(" + KeyDigest.written(type, "try_cast(" + text + " as " + type.toUpperCase(Locale.ROOT) + ")")
                + ", " + text + ")";
    }
}
