package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.types.Types;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalInputFile;
import org.shuguan.dataplane.source.Quote;

/// A new version of a table that is being written: a file, and the commit that makes it the table's whole content. If
/// it is closed without a commit the file is deleted; if the process dies the file belongs to no version and is
/// deleted by [LakeTable#removeOrphans].
public final class Replacement implements AutoCloseable {
    /// Higher levels of zstd made the files of the benchmark no smaller.
    static final int LEVEL = 1;

    private final LakeTable of;
    private final List<LakeColumn> columns;
    private final WriterLock lock;
    private final String location;
    private final Path file;
    private boolean stored;
    private boolean keep;

    Replacement(LakeTable of, List<LakeColumn> columns) throws LakeRefused {
        this.of = of;
        this.columns = List.copyOf(columns);
        this.lock = WriterLock.shared(of.lake(), of.name());
        this.location = of.location() + "/data/" + UUID.randomUUID() + ".parquet";
        try {
            this.file = of.lake().files().draft(location);
        } catch (IOException e) {
            lock.close();
            throw new UncheckedIOException(e);
        }
    }

    /// The statement by which the engine writes the file.
    ///
    /// @param select query with the columns by their names, each of exactly its type
    public String copy(String select) {
        Map<String, Integer> ids = of.iceberg().schema().columns().stream()
                .collect(Collectors.toMap(field -> field.name().toLowerCase(Locale.ROOT), Types.NestedField::fieldId));
        String fieldIds = columns.stream()
                .map(column ->
                        Quote.name(column.name()) + ": " + ids.get(column.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
        return "copy (" + select + ") to " + Quote.text(file.toString())
                + " (format parquet, compression zstd, compression_level " + LEVEL + ", field_ids {" + fieldIds + "})";
    }

    Path file() {
        return file;
    }

    String location() {
        return location;
    }

    /// A file for rows that are not those of the version yet; it is deleted with the closing.
    Path staged() {
        return file.resolveSibling(file.getFileName() + ".staged");
    }

    /// Number of rows in the written file.
    long rows() {
        return rows(file);
    }

    static long rows(Path file) {
        return footer(file).getBlocks().stream()
                .mapToLong(block -> block.getRowCount())
                .sum();
    }

    /// Makes the file the whole content of the table, in one step.
    ///
    /// @param facts of the version, to be found again in [LakeVersion#facts]
    public LakeVersion commit(Map<String, String> facts) {
        Table table = of.iceberg();
        table.refresh();
        return commit(table, table.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue()), facts);
    }

    /// Puts the file in the place of some files of the current version, in one step; the others belong to both
    /// versions.
    ///
    /// @param base the current version
    /// @param replaced those of its files whose rows the new file has
    /// @throws LakeRefused if another version has become the current one
    LakeVersion commit(LakeVersion base, List<DataFile> replaced, Map<String, String> facts) throws LakeRefused {
        Table table = of.iceberg();
        table.refresh();
        Snapshot now = table.currentSnapshot();
        if (now == null || now.snapshotId() != base.id()) {
            throw new LakeRefused(LakeRefused.Reason.BUSY, of.name());
        }
        OverwriteFiles overwrite = table.newOverwrite()
                .validateFromSnapshot(base.id())
                .conflictDetectionFilter(Expressions.alwaysTrue())
                .validateNoConflictingData()
                .validateNoConflictingDeletes();
        replaced.forEach(overwrite::deleteFile);
        try {
            return commit(table, overwrite, facts);
        } catch (ValidationException meanwhile) {
            throw new LakeRefused(LakeRefused.Reason.BUSY, of.name(), meanwhile);
        }
    }

    private LakeVersion commit(Table table, OverwriteFiles overwrite, Map<String, String> facts) {
        if (Files.exists(file) && rows() > 0) {
            overwrite.addFile(dataFile(table, of.lake().files(), file, location));
            stored = true;
        }
        String key =
                columns.stream().filter(LakeColumn::key).map(LakeColumn::name).collect(Collectors.joining("\n"));
        overwrite.set(LakeTable.KEY, key);
        facts.forEach(overwrite::set);
        String run = facts.get(LakeTable.RUN);
        try {
            // From here on the file may belong to a version.
            keep = true;
            overwrite.commit();
        } catch (ValidationException e) {
            keep = false;
            throw e;
        } catch (CommitStateUnknownException e) {
            return of.of(String.valueOf(run)).orElseThrow(() -> e);
        }
        return of.current()
                .filter(version -> run == null || run.equals(version.facts().get(LakeTable.RUN)))
                .or(() -> of.of(String.valueOf(run)))
                .orElseThrow();
    }

    /// Stores a file that was written, and says how versions name it.
    static DataFile dataFile(Table table, LakeFiles files, Path file, String location) {
        try {
            ParquetMetadata footer = footer(file);
            long bytes = Files.size(file);
            files.store(file, location);
            return DataFiles.builder(table.spec())
                    .withPath(location)
                    .withFormat(FileFormat.PARQUET)
                    .withFileSizeInBytes(bytes)
                    .withMetrics(ParquetUtil.footerMetrics(footer, Stream.empty(), MetricsConfig.forTable(table)))
                    .withSplitOffsets(ParquetUtil.getSplitOffsets(footer))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ParquetMetadata footer(Path file) {
        try (ParquetFileReader reader = ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
            return reader.getFooter();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(staged());
            boolean local = of.lake().files() instanceof LocalFiles;
            if (!keep || !local) {
                Files.deleteIfExists(file);
            }
            if (!keep && stored && !local) {
                of.lake().files().deleteFile(location);
            }
        } catch (IOException | PlaceFailed e) {
            // It belongs to no version and will be removed with the other orphans.
            return;
        } finally {
            lock.close();
        }
    }
}
