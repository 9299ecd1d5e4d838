package org.shuguan.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Home;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/// Brings a home back from a backup.
public final class HomeRestore {
    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /// @param files number of files
    /// @param madeAt when the backup began, ISO 8601
    /// @param elsewhere the bucket of the collected data, which are not in the backup; null if they are
    public record Done(long files, String madeAt, @Nullable String elsewhere) {}

    private HomeRestore() {}

    /// Writes the home. It is there when the whole backup was read and found unchanged; a failure leaves nothing.
    ///
    /// @param home must not exist, or be an empty folder
    /// @throws BackupRefused if the password does not open the backup, it is damaged or of another version, or the
    ///     home has to be at another path
    public static Done read(Path file, Path home, String password) throws IOException {
        return read(file, home, password, false, bytes -> {});
    }

    /// The same for a drill, which may write a home with a lake to another path, because nobody opens it as a lake.
    ///
    /// @param anywhere whether a home with a lake may be written to another path than it had
    /// @param written is called with the number of bytes that were written so far
    static Done read(Path file, Path home, String password, boolean anywhere, LongConsumer written) throws IOException {
        Path target = home.toAbsolutePath().normalize();
        if (Files.exists(target) && !isEmptyFolder(target)) {
            throw new BackupRefused(target + " is not empty; a restore replaces no home. Name another by --home");
        }
        Path parent = target.getParent();
        if (parent == null) {
            throw new BackupRefused(target + " cannot be a home");
        }
        Files.createDirectories(parent);
        Path unfinished = Files.createTempDirectory(parent, target.getFileName() + ".restoring", OWNER_ALONE);
        try (InputStream in = Files.newInputStream(file);
                Encrypted.Opened opened = Encrypted.open(in, password)) {
            Done done = extract(opened, unfinished, target, anywhere, written);
            opened.verify();
            Files.deleteIfExists(target);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            return done;
        } finally {
            FileSystemUtils.deleteRecursively(unfinished);
        }
    }

    private static Done extract(
            Encrypted.Opened opened, Path folder, Path target, boolean anywhere, LongConsumer written)
            throws IOException {
        // Not closed: the rest of the message is read afterwards.
        @SuppressWarnings("resource")
        TarArchiveInputStream tar = new TarArchiveInputStream(opened.content(), "UTF-8");
        TarArchiveEntry entry = tar.getNextEntry();
        if (entry == null || !entry.getName().equals(Manifest.NAME)) {
            throw new BackupRefused("this is no backup of Shuguan");
        }
        Manifest manifest = JsonMapper.builder().build().readValue(tar.readAllBytes(), Manifest.class);
        if (manifest.format() != Manifest.FORMAT) {
            throw new BackupRefused("this backup has format " + manifest.format() + "; this program reads format "
                    + Manifest.FORMAT + ". Use the version of the program that made it");
        }
        if (manifest.lake() && !anywhere && !Path.of(manifest.home()).equals(target)) {
            throw new BackupRefused("the lake names its files by their path: bring this backup back to "
                    + manifest.home() + " (--home " + manifest.home() + ")");
        }
        long files = 0;
        long bytes = 0;
        for (entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path path = folder.resolve(entry.getName()).normalize();
            if (!path.startsWith(folder)) {
                throw new BackupRefused("the backup names a file outside of the home: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(path, OWNER_ALONE);
            } else if (entry.isFile()) {
                Files.createDirectories(path.getParent(), OWNER_ALONE);
                Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
                files++;
                bytes += entry.getSize();
                written.accept(bytes);
            } else {
                throw new BackupRefused("the backup contains something that is no file: " + entry.getName());
            }
        }
        String elsewhere = HomeBackup.elsewhere(folder);
        if (elsewhere != null) {
            Files.writeString(folder.resolve(Home.LAKE_RESTORED), manifest.at() + "\n");
        }
        return new Done(files, manifest.at(), elsewhere);
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }
}
