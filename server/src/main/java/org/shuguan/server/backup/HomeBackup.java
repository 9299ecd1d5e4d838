package org.shuguan.server.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.CheckpointKeeper;
import org.shuguan.server.platform.DatabaseAddress;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;
import tools.jackson.databind.json.JsonMapper;

/// Writes a home into one encrypted file, beside a running server or without one.
///
/// The files of the home are copied before the databases, and what is new or changed after them: whatever a row of the
/// database names existed at one of the two moments. Files that no row names any more are swept by the server later.
public final class HomeBackup {
    /// Made anew at each start, or of no use to another one.
    private static final Set<String> LEFT_OUT =
            Set.of("scratch", "lock", "postgresql", "backups", "search", "lake-work", DrillPlace.FOLDER);

    /// Checkpoints of the audit record. Those of entries after the copy of the database would say that the restored
    /// record was cut off, so they are copied before it only.
    private static final Set<String> BEFORE_ONLY = Set.of(CheckpointKeeper.FILE, CheckpointKeeper.FILE + ".1");

    /// @param files number of files
    /// @param bytes before compression
    /// @param took how long it took
    /// @param elsewhere the bucket of the collected data, which are not in the backup; null if they are
    public record Done(
            long files, long bytes, Duration took, @Nullable String elsewhere) {}

    /// Told what a backup does, in the thread that makes it; an exception ends the backup.
    interface Watch {
        Watch NOTHING = new Watch() {};

        /// @param bytes that were copied so far, before compression
        default void copied(long bytes) {}

        /// The copy of the server's running database will have all that is committed now.
        default void beforePoint() throws SQLException {}

        /// It will have nothing of what is begun from now on.
        default void afterPoint() throws SQLException {}
    }

    static final String SERVER = "database";

    private final Home home;
    private final Clock clock;
    private final boolean held;

    /// @param held whether the caller holds the home's lock; if not, the backup takes it where no server has it, so
    /// that
    ///     none starts meanwhile
    public HomeBackup(Home home, Clock clock, boolean held) {
        this.home = home;
        this.clock = clock;
        this.held = held;
    }

    /// Writes the backup. The file is there when it is whole, and only its owner can read it.
    ///
    /// @param file must not exist
    /// @throws BackupRefused if there is nothing to back up, or the file exists
    public Done write(Path file, String password) throws IOException, SQLException {
        return write(file, password, Watch.NOTHING);
    }

    /// Writes the backup and tells how it proceeds.
    Done write(Path file, String password, Watch watch) throws IOException, SQLException {
        Path target = file.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new BackupRefused(target + " exists; a backup replaces no file");
        }
        List<Path> databases = databases();
        if (databases.isEmpty()) {
            throw new BackupRefused("there is no embedded database in " + home.folder()
                    + ". Name the home by --home; a database of your own is backed up by its own tools");
        }
        boolean alone = held || home.lock() != null;
        Instant began = clock.instant();
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Archive archive = new Archive(
                    home.folder(),
                    Encrypted.to(Files.newOutputStream(unfinished, StandardOpenOption.WRITE), password, began),
                    watch::copied);
            try (archive) {
                archive.text(home.resolve(Manifest.NAME), manifest(databases, began));
                others(databases, archive, target, false);
                for (Path database : databases) {
                    copy(database, archive, alone, watch);
                }
                others(databases, archive, target, true);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            return new Done(
                    archive.files(),
                    archive.bytes(),
                    Duration.between(began, clock.instant()),
                    elsewhere(home.folder()));
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /// The bucket with the lake's files; null if they are in the home.
    static @Nullable String elsewhere(Path folder) throws IOException {
        Path note = folder.resolve(Home.LAKE_PLACE);
        return Files.exists(note) ? Files.readString(note).strip() : null;
    }

    private byte[] manifest(List<Path> databases, Instant began) {
        return JsonMapper.builder()
                .build()
                .writeValueAsBytes(new Manifest(
                        Manifest.FORMAT,
                        home.folder().toString(),
                        databases.stream()
                                .map(database -> database.getFileName().toString())
                                .toList(),
                        Files.exists(home.resolve("lake")),
                        began.toString()));
    }

    /// A database that does not run is copied as its files are. That is safe if no server has the home, or the one that
    /// has it is past its start.
    private void copy(Path database, Archive archive, boolean alone, Watch watch) throws IOException, SQLException {
        DatabaseCopy copy = new DatabaseCopy(database, archive);
        var running = running(database.getFileName().toString());
        if (running.isPresent()) {
            boolean servers = database.getFileName().toString().equals(SERVER);
            copy.running(running.get(), servers ? watch : Watch.NOTHING);
        } else if (alone || (running(SERVER).isPresent() && Files.notExists(database.resolve("postmaster.pid")))) {
            copy.stopped();
        } else {
            throw new BackupRefused("the server of " + home.folder() + " is starting or stopping; try again");
        }
    }

    /// The bytes that a backup would copy.
    long size() throws IOException {
        List<Path> databases = databases();
        long bytes = 0;
        for (Path path : othersIn(databases)) {
            bytes += sizeOf(path);
        }
        for (Path database : databases) {
            for (Path path : Tree.in(database)) {
                bytes += sizeOf(path);
            }
        }
        return bytes;
    }

    private static long sizeOf(Path path) throws IOException {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : 0;
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }

    private Optional<DatabaseAddress> running(String database) {
        return EmbeddedDatabase.running(home, database, "postgres");
    }

    private List<Path> databases() throws IOException {
        try (Stream<Path> folders = Files.list(home.folder())) {
            return folders.filter(folder -> Files.exists(folder.resolve("PG_VERSION")))
                    .sorted()
                    .toList();
        }
    }

    private void others(List<Path> databases, Archive archive, Path target, boolean again) throws IOException {
        for (Path path : othersIn(databases)) {
            if (path.equals(target)
                    || (again && BEFORE_ONLY.contains(path.getFileName().toString()))
                    || path.getFileName().toString().endsWith(".part")) {
                continue;
            }
            if (Files.isDirectory(path)) {
                archive.folder(path);
            } else if (Files.isRegularFile(path)) {
                archive.file(path);
            }
        }
    }

    private List<Path> othersIn(List<Path> databases) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> top = Files.list(home.folder())) {
            for (Path path : top.sorted().toList()) {
                String name = path.getFileName().toString();
                if (!LEFT_OUT.contains(name) && !databases.contains(path) && !name.endsWith(".log")) {
                    add(path, found);
                }
            }
        }
        return found;
    }

    private static void add(Path path, List<Path> found) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new BackupRefused(path + " is a symbolic link; a backup contains the files of the home only");
        }
        found.add(path);
        if (Files.isDirectory(path)) {
            List<Path> inside;
            try (Stream<Path> children = Files.list(path)) {
                inside = children.sorted().toList();
            } catch (NoSuchFileException gone) {
                return;
            }
            for (Path child : inside) {
                add(child, found);
            }
        }
    }
}
