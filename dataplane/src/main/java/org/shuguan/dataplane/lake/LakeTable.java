package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.shuguan.dataplane.source.Quote;

/// A table of the lake with its versions. Methods see what is committed when they are called.
public final class LakeTable {
    /// The fact of a version that names its key, columns separated by line breaks.
    static final String KEY = "shuguan.key";

    /// The fact of a version that names what wrote it, see [Replacement#commit].
    public static final String RUN = "shuguan.run";

    private final Lake lake;
    private final String name;
    private final Table table;

    LakeTable(Lake lake, String name, Table table) {
        this.lake = lake;
        this.name = name;
        this.table = table;
    }

    public String name() {
        return name;
    }

    Lake lake() {
        return lake;
    }

    Table iceberg() {
        return table;
    }

    /// What reads its versions.
    public LakeEngine engine() {
        return lake.engine();
    }

    /// Makes the table's columns the wanted ones. A column of another type becomes a new column of its name; the old
    /// one stays in older versions.
    void mustEvolve(List<LakeColumn> columns) {
        Schema schema = table.schema();
        Map<String, Types.NestedField> there = new HashMap<>();
        schema.columns().forEach(field -> there.put(field.name().toLowerCase(Locale.ROOT), field));
        UpdateSchema update = table.updateSchema();
        boolean changes = false;
        Set<String> wanted = new HashSet<>();
        for (LakeColumn column : columns) {
            String lower = column.name().toLowerCase(Locale.ROOT);
            wanted.add(lower);
            Types.NestedField field = there.get(lower);
            Type type = column.type().stored();
            if (field != null && !(field.type().equals(type) && field.name().equals(column.name()))) {
                update.deleteColumn(field.name());
                changes = true;
                field = null;
            }
            if (field == null) {
                update.addColumn(null, column.name(), type, column.comment());
                changes = true;
            } else if (!Objects.equals(field.doc(), column.comment())) {
                update.updateColumnDoc(field.name(), column.comment());
                changes = true;
            }
        }
        for (Map.Entry<String, Types.NestedField> field : there.entrySet()) {
            if (!wanted.contains(field.getKey())) {
                update.deleteColumn(field.getValue().name());
                changes = true;
            }
        }
        if (changes) {
            update.commit();
            table.refresh();
        }
    }

    /// Begins a new version with other content. Until it is committed nobody sees anything of it.
    ///
    /// @param columns the columns that the file will have, of [Lake#table]
    public Replacement replace(List<LakeColumn> columns) throws LakeRefused {
        return new Replacement(this, columns);
    }

    /// All versions that are kept, the newest first.
    public List<LakeVersion> versions() {
        table.refresh();
        return StreamSupport.stream(table.snapshots().spliterator(), false)
                .sorted(Comparator.comparingLong(Snapshot::sequenceNumber).reversed())
                .map(this::version)
                .toList();
    }

    /// The version that readers see now; empty before the first one.
    public Optional<LakeVersion> current() {
        table.refresh();
        return Optional.ofNullable(table.currentSnapshot()).map(this::version);
    }

    /// A version by its id.
    public Optional<LakeVersion> version(long id) {
        table.refresh();
        return Optional.ofNullable(table.snapshot(id)).map(this::version);
    }

    /// The version that readers saw at a moment; empty if there was none yet, or if it is not kept any more.
    public Optional<LakeVersion> asOf(Instant moment) {
        table.refresh();
        HistoryEntry found = null;
        for (HistoryEntry entry : table.history()) {
            if (entry.timestampMillis() <= moment.toEpochMilli()) {
                found = entry;
            }
        }
        return found == null ? Optional.empty() : version(found.snapshotId());
    }

    /// The version that a run wrote.
    public Optional<LakeVersion> of(String run) {
        return versions().stream()
                .filter(version -> run.equals(version.facts().get(RUN)))
                .findFirst();
    }

    private LakeVersion version(Snapshot snapshot) {
        Map<String, String> facts = snapshot.summary();
        Snapshot now = table.currentSnapshot();
        String key = facts.getOrDefault(KEY, "");
        return new LakeVersion(
                snapshot.snapshotId(),
                Instant.ofEpochMilli(snapshot.timestampMillis()),
                now != null && now.snapshotId() == snapshot.snapshotId(),
                number(facts, SnapshotSummary.TOTAL_RECORDS_PROP),
                number(facts, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
                schema(snapshot).columns().stream().map(Types.NestedField::name).toList(),
                key.isEmpty() ? List.of() : List.of(key.split("\n")),
                facts);
    }

    private static long number(Map<String, String> facts, String name) {
        return Long.parseLong(facts.getOrDefault(name, "0"));
    }

    Schema schema(Snapshot snapshot) {
        Integer id = snapshot.schemaId();
        return id == null ? table.schema() : table.schemas().getOrDefault(id, table.schema());
    }

    /// The columns of a version with the names that DuckDB has for their types: `DECIMAL(38,10)`.
    ///
    /// @throws LakeRefused if it is not kept
    public Map<String, String> types(long id) throws LakeRefused {
        table.refresh();
        Map<String, String> types = new LinkedHashMap<>();
        schema(snapshot(id)).columns().forEach(field -> types.put(field.name(), engineType(field.type())));
        return types;
    }

    /// A version of a table.
    public record Part(LakeTable table, long version) {}

    /// Makes the files of a version readable for the engine. What [#sql] names must be held while the engine reads it:
    /// the files may come from another place, and may make room for others afterwards.
    ///
    /// @throws LakeRefused if it is not kept, or other programs deleted single rows in it
    /// @throws PlaceFailed if its files cannot be had
    public HeldFiles hold(long id) throws LakeRefused {
        return hold(List.of(new Part(this, id)));
    }

    /// Makes the files of several versions of one lake readable at once.
    public static HeldFiles hold(List<Part> parts) throws LakeRefused {
        List<DataFile> files = new ArrayList<>();
        for (Part part : parts) {
            part.table().table.refresh();
            files.addAll(part.table().files(part.version()));
        }
        return parts.isEmpty()
                ? HeldFiles.NONE
                : parts.getFirst().table().lake.files().hold(files);
    }

    /// As [#hold(List)] where the lake's engine reads files; Trino reads them itself.
    public static HeldFiles heldForReading(List<Part> parts) throws LakeRefused {
        return parts.isEmpty() || !parts.getFirst().table().engine().readsFiles() ? HeldFiles.NONE : hold(parts);
    }

    /// The SQL expression after `from` by which DuckDB reads a version, with the columns that it had, while it is
    /// held ([#hold]).
    ///
    /// @throws LakeRefused if it is not kept, or other programs deleted single rows in it
    public String sql(long id) throws LakeRefused {
        table.refresh();
        return sql(
                schema(snapshot(id)).columns(),
                files(id).stream().map(DataFile::location).toList());
    }

    /// The SQL expression by which the lake's engine reads a version without the rows that have some keys.
    ///
    /// @throws LakeRefused as [LakeEngine#from], or if the version lacks a column of the key
    public String sqlWithout(long id, RemovedKeys keys) throws LakeRefused {
        return "(select * from " + engine().from(this, id) + " f where not exists (select 1 from " + keys.sql()
                + " k where " + Removal.same(Removal.allFields(schema(snapshot(id)), keys)) + "))";
    }

    private Snapshot snapshot(long id) throws LakeRefused {
        Snapshot snapshot = table.snapshot(id);
        if (snapshot == null) {
            throw new LakeRefused(LakeRefused.Reason.NO_VERSION, Long.toString(id));
        }
        return snapshot;
    }

    /// The files of a version.
    List<DataFile> files(long id) throws LakeRefused {
        return files(id, table.newScan());
    }

    /// The files of a version with the extremes of their columns.
    List<DataFile> measuredFiles(long id) throws LakeRefused {
        return files(id, table.newScan().includeColumnStats());
    }

    private List<DataFile> files(long id, TableScan scan) throws LakeRefused {
        snapshot(id);
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = scan.useSnapshot(id).planFiles()) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty()) {
                    throw new LakeRefused(LakeRefused.Reason.ROW_DELETES, Long.toString(id));
                }
                files.add(task.file());
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the table's columns are still those of a version, so that its files can be part of the next one.
    boolean hasColumnsOf(long id) throws LakeRefused {
        return shape(schema(snapshot(id))).equals(shape(table.schema()));
    }

    private static List<String> shape(Schema schema) {
        return schema.columns().stream()
                .map(field -> field.fieldId() + " " + field.type() + " " + field.name())
                .toList();
    }

    /// The SQL expression after `from` of files of the table.
    String sql(List<String> locations) {
        return sql(table.schema().columns(), locations);
    }

    String sql(List<Types.NestedField> fields, List<String> locations) {
        if (locations.isEmpty()) {
            return fields.stream()
                    .map(field -> "cast(null as " + engineType(field.type()) + ") as " + Quote.name(field.name()))
                    .collect(Collectors.joining(", ", "(select ", " where false)"));
        }
        return "read_parquet("
                + locations.stream()
                        .map(location -> Quote.text(lake.files().local(location).toString()))
                        .collect(Collectors.joining(", ", "[", "]"))
                + ", schema = map {"
                + fields.stream()
                        .map(field -> field.fieldId() + ": {name: " + Quote.text(field.name()) + ", type: '"
                                + engineType(field.type()) + "', default_value: null}")
                        .collect(Collectors.joining(", "))
                + "})";
    }

    static String engineType(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> "BOOLEAN";
            case INTEGER -> "INTEGER";
            case LONG -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP";
            case DECIMAL -> type.toString().toUpperCase(Locale.ROOT).replace(" ", "");
            default -> "VARCHAR";
        };
    }

    /// Makes an older version the one that readers see. No version is lost.
    ///
    /// @throws LakeRefused if it is not kept
    public void rollBack(long id) throws LakeRefused {
        table.refresh();
        if (table.snapshot(id) == null) {
            throw new LakeRefused(LakeRefused.Reason.NO_VERSION, Long.toString(id));
        }
        table.manageSnapshots().setCurrentSnapshot(id).commit();
    }

    /// Removes old versions with the files that only they have. The current one always stays.
    ///
    /// @param most so many of the newest stay in any case
    /// @param before only older ones are removed
    /// @return those that were removed, the newest first
    public List<LakeVersion> expire(int most, Instant before) {
        List<LakeVersion> all = versions();
        List<LakeVersion> old = all.stream()
                .skip(Math.max(1, most))
                .filter(version -> !version.current() && version.at().isBefore(before))
                .toList();
        if (!old.isEmpty()) {
            // Without a limit Iceberg would also remove what is older than five days.
            var expire = table.expireSnapshots().expireOlderThan(0).retainLast(1);
            for (LakeVersion version : old) {
                expire = expire.expireSnapshotId(version.id());
            }
            expire.commit();
        }
        return old;
    }

    /// Removes files that no version has: those of writers that died. While somebody writes nothing is removed.
    ///
    /// @param least files that are younger stay, because another program may be about to commit them
    /// @return number of removed files, -1 if somebody writes
    public int removeOrphans(Duration least) throws LakeRefused {
        try (WriterLock alone = WriterLock.alone(lake, name)) {
            if (alone == null) {
                return -1;
            }
            return sweep(Instant.now().minus(least));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes files that no version has; the caller holds the table alone.
    ///
    /// @param before younger files stay
    /// @return number of removed files
    int sweep(Instant before) throws IOException {
        table.refresh();
        Set<String> known = known();
        LakeFiles files = lake.files();
        files.abandon(table.location(), before);
        List<String> orphans = files.list(table.location()).stream()
                .filter(file ->
                        !known.contains(file.location()) && !file.changed().isAfter(before))
                .map(LakeFiles.Stored::location)
                .toList();
        orphans.forEach(files::deleteFile);
        return orphans.size();
    }

    /// All files that a version has, or that say which versions there are.
    Set<String> known() throws IOException {
        Set<String> known = named();
        ReachableFileUtil.metadataFileLocations(table, false)
                .forEach(file -> known.add(lake.files().canonical(file)));
        return known;
    }

    /// Number of files that versions name and that are not in their place.
    int missing() throws IOException {
        Set<String> missing = named();
        lake.files().list(table.location()).forEach(file -> missing.remove(file.location()));
        return missing.size();
    }

    private Set<String> named() throws IOException {
        LakeFiles place = lake.files();
        Set<String> known = new HashSet<>();
        ReachableFileUtil.manifestListLocations(table).forEach(file -> known.add(place.canonical(file)));
        ReachableFileUtil.statisticsFilesLocations(table).forEach(file -> known.add(place.canonical(file)));
        Set<String> read = new HashSet<>();
        for (Snapshot snapshot : table.snapshots()) {
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (read.add(manifest.path())) {
                    known.add(place.canonical(manifest.path()));
                    addFiles(manifest, known);
                }
            }
        }
        return known;
    }

    private void addFiles(ManifestFile manifest, Set<String> known) throws IOException {
        try (CloseableIterable<? extends ContentFile<?>> files = switch (manifest.content()) {
            case DATA -> ManifestFiles.read(manifest, table.io(), table.specs());
            case DELETES -> ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs());
        }) {
            for (ContentFile<?> file : files) {
                known.add(lake.files().canonical(file.location()));
            }
        }
    }

    /// The location of its files.
    String location() {
        return table.location();
    }
}
