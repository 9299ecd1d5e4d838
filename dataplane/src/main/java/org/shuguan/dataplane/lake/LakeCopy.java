package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/// A copy of a lake in another folder, whose descriptions still name the files by the folder of the lake. It is only
/// looked at: no engine reads it, and nothing is written.
public final class LakeCopy {
    /// What was found.
    ///
    /// @param tables number of tables
    /// @param versions of all tables together
    /// @param files with rows, each counted once
    /// @param bytes of these files
    public record Found(long tables, long versions, long files, long bytes) {}

    /// Something is missing or has another length.
    public static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        private Damaged(String table, String what) {
            super(table + ": " + what);
        }

        private Damaged(String table, RuntimeException unread) {
            super(table + ": " + unread.getMessage(), unread);
        }
    }

    private final LakeAddress address;
    private final Moved io;

    /// @param address the copy: its folder, and the database with its catalog
    /// @param was the folder of the lake when the copy was made
    /// @throws IllegalArgumentException if the copy is in a bucket
    public LakeCopy(LakeAddress address, Path was) {
        if (!(address.place() instanceof LakePlace.Folder folder)) {
            throw new IllegalArgumentException(address.place().toString());
        }
        this.address = address;
        try {
            this.io = new Moved(
                    LocalFiles.location(was), LocalFiles.location(folder.path()), new LocalFiles(folder.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Looks at every version of every table: all its files are there with the length that the descriptions say.
    ///
    /// @param orStop is called before each table
    /// @throws Damaged naming the first table and file that is not as it must be
    /// @throws SQLException if the catalog cannot be read
    public Found verify(Runnable orStop) throws Damaged, SQLException {
        long tables = 0;
        long versions = 0;
        Map<String, Long> files = new TreeMap<>();
        for (Map.Entry<String, String> table : tables().entrySet()) {
            orStop.run();
            versions += verified(table.getKey(), table.getValue(), files);
            tables++;
        }
        long bytes = files.values().stream().mapToLong(Long::longValue).sum();
        return new Found(tables, versions, files.size(), bytes);
    }

    private Map<String, String> tables() throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (Connection connection =
                        DriverManager.getConnection(address.urlWithSchema(), address.user(), address.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select table_name, metadata_location from iceberg_tables")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }

    private long verified(String table, String description, Map<String, Long> files) throws Damaged {
        try {
            mustBeThere(table, description);
            TableMetadata metadata = TableMetadataParser.read(io, description);
            Set<String> read = new HashSet<>();
            for (Snapshot version : metadata.snapshots()) {
                mustBeThere(table, version.manifestListLocation());
                for (ManifestFile manifest : version.allManifests(io)) {
                    if (read.add(manifest.path())) {
                        mustHave(table, manifest.path(), manifest.length());
                        verified(table, manifest, metadata, files);
                    }
                }
            }
            return metadata.snapshots().size();
        } catch (RuntimeException e) {
            // Iceberg has exceptions of its own for what it cannot read.
            throw new Damaged(table, e);
        }
    }

    private void verified(String table, ManifestFile manifest, TableMetadata metadata, Map<String, Long> files)
            throws Damaged {
        try (CloseableIterable<? extends ContentFile<?>> content = switch (manifest.content()) {
            case DATA -> ManifestFiles.read(manifest, io, metadata.specsById());
            case DELETES -> ManifestFiles.readDeleteManifest(manifest, io, metadata.specsById());
        }) {
            for (ContentFile<?> file : content) {
                mustHave(table, file.location(), file.fileSizeInBytes());
                files.put(file.location(), file.fileSizeInBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void mustBeThere(String table, String location) throws Damaged {
        if (!Files.isRegularFile(io.path(location))) {
            throw new Damaged(table, io.path(location).getFileName() + " –");
        }
    }

    private void mustHave(String table, String location, long length) throws Damaged {
        mustBeThere(table, location);
        Path file = io.path(location);
        try {
            long found = Files.size(file);
            if (found != length) {
                throw new Damaged(table, file.getFileName() + " " + length + " → " + found + " B");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Files of the copy by the names that the descriptions have.
    private record Moved(String was, String now, LocalFiles files) implements FileIO {
        private String moved(String location) {
            if (!location.startsWith(was + "/")) {
                throw new IllegalArgumentException(location + " is not in " + was);
            }
            return now + location.substring(was.length());
        }

        Path path(String location) {
            return LocalFiles.path(moved(location));
        }

        @Override
        public InputFile newInputFile(String location) {
            return files.newInputFile(moved(location));
        }

        @Override
        public OutputFile newOutputFile(String location) {
            throw new UnsupportedOperationException(location);
        }

        @Override
        public void deleteFile(String location) {
            throw new UnsupportedOperationException(location);
        }
    }
}
