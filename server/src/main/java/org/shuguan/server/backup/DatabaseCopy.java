package org.shuguan.server.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Stream;
import org.shuguan.server.platform.DatabaseAddress;

/// Copies the folder of a PostgreSQL server. A running one is copied by its low-level interface for backups
/// (`pg_backup_start`, PostgreSQL manual 26.3.3): the files as they are at different moments, and the write-ahead log
/// between them, from which the server makes one state when it starts.
final class DatabaseCopy {
    /// Folders whose content PostgreSQL makes anew, and says so.
    private static final Set<String> EMPTIED = Set.of(
            "pg_dynshmem", "pg_notify", "pg_replslot", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map", "epg-lock");

    private static final String LOG = "pg_wal";
    private static final String CONTROL = "global/pg_control";

    private final Path folder;
    private final Archive archive;

    DatabaseCopy(Path folder, Archive archive) {
        this.folder = folder;
        this.archive = archive;
    }

    /// Copies a server that does not run.
    void stopped() throws IOException {
        files(true);
        archive.file(folder.resolve(CONTROL));
    }

    /// Copies a server that runs.
    ///
    /// @param address of a superuser
    /// @param watch is told right before and right after the point in time that the copy will have
    void running(DatabaseAddress address, HomeBackup.Watch watch) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            // Keeps the log from being recycled while it is needed; ends with the connection.
            statement.execute("select pg_create_physical_replication_slot('shuguan_backup_' || pg_backend_pid(),"
                    + " true, true)");
            statement.execute("select pg_backup_start('shuguan', true)");
            files(false);
            archive.file(folder.resolve(CONTROL));
            watch.beforePoint();
            String label;
            String last;
            try (ResultSet stopped =
                    statement.executeQuery("select labelfile, pg_walfile_name(lsn) from pg_backup_stop(false)")) {
                stopped.next();
                label = stopped.getString(1);
                last = stopped.getString(2);
            }
            watch.afterPoint();
            archive.text(folder.resolve("backup_label"), label.getBytes(StandardCharsets.UTF_8));
            log(last);
        }
    }

    private void files(boolean withLog) throws IOException {
        for (Path path : Tree.in(folder)) {
            Path name = folder.relativize(path);
            String first = name.getName(0).toString();
            boolean inside = name.getNameCount() > 1;
            if (Files.isDirectory(path)) {
                if (!inside || !EMPTIED.contains(first)) {
                    archive.folder(path);
                }
            } else if (!LEFT_OUT.contains(first)
                    && !name.toString().equals(CONTROL)
                    && !(inside && EMPTIED.contains(first))
                    && (withLog || !first.equals(LOG))
                    && !name.getFileName().toString().startsWith("pgsql_tmp")) {
                archive.file(path);
            }
        }
    }

    /// The log up to the end of the backup. Files after it are prepared for later and hold nothing yet.
    private void log(String last) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(LOG))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                boolean segment = name.matches("[0-9A-F]{24}");
                if (Files.isRegularFile(file) && (!segment || name.compareTo(last) <= 0)) {
                    archive.file(file);
                }
            }
        }
    }
}
