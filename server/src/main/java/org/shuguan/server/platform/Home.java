package org.shuguan.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder with a node's state: the embedded database, uploads, the key of the secrets. Only its owner can read
/// it.
public record Home(Path folder) {
    /// Names the bucket with the files of the lake; there is no such file if they are in the home. A backup of the home
    /// says by it what it does not contain.
    public static final String LAKE_PLACE = "lake.place";

    /// A restore leaves it for the next start, which must not take the bucket of the installation that was copied.
    public static final String LAKE_RESTORED = "lake.restored";

    private static final SecureRandom RANDOM = new SecureRandom();

    /// Keeps locks reachable: if a lock's channel is garbage collected, it is closed and the lock is released.
    private static final Set<FileLock> HELD = ConcurrentHashMap.newKeySet();

    /// Creates the folder if it does not exist.
    public static Home at(Path folder) {
        try {
            Path absolute = folder.toAbsolutePath().normalize();
            Files.createDirectories(absolute);
            OwnerOnly.close(absolute);
            return new Home(absolute);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + folder + " as home", e);
        }
    }

    /// Closes the home to everybody but its owner: what this process and the databases that it starts will create,
    /// and what earlier ones left, which an older version may have made readable. Called once, with the lock held.
    public void closeToOthers() {
        OwnerOnly.closeWhatIsCreated();
        try {
            OwnerOnly.closeAll(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + folder + " as home", e);
        }
    }

    /// The home that is there, for a command that only reads: no folder is made and no permission is changed.
    ///
    /// @return empty where there is no such folder, or this user may not look into it
    public static Optional<Home> existing(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return Files.isDirectory(absolute) && Files.isExecutable(absolute)
                ? Optional.of(new Home(absolute))
                : Optional.empty();
    }

    public Path resolve(String name) {
        return folder.resolve(name);
    }

    public Path folder(String name) {
        return at(folder.resolve(name)).folder();
    }

    /// Returns the subfolder after deleting its content. The caller must hold the home's lock, so that no other
    /// process uses it. Symbolic links are deleted, not followed.
    public Path emptied(String name) {
        Path old = folder.resolve(name);
        if (Files.exists(old, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> left = Files.walk(old)) {
                for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot empty " + old + ": " + e.getMessage(), e);
            }
        }
        return folder(name);
    }

    /// Locks the home for this process; the lock ends with the process in every case.
    ///
    /// @return null if another process holds the lock
    public @Nullable FileLock lock() {
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                HELD.add(lock);
            }
            return lock;
        } catch (OverlappingFileLockException heldHere) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + folder + ": " + e.getMessage(), e);
        }
    }

    /// A secret that an earlier start made.
    public Optional<String> existingSecret(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    /// A random secret stored in its own file, created at first use.
    ///
    /// @param bytes its length before Base64 encoding
    public String secret(String name, int bytes) {
        if (!Files.exists(folder.resolve(name))) {
            keep(name, random(bytes));
        }
        return existingSecret(name).orElseThrow();
    }

    /// Stores a secret in its own file, whole or not at all, where there is none yet.
    void keep(String name, String secret) {
        store(name, secret);
    }

    /// Stores a text in its own file in place of the one before, whole or not at all.
    void replace(String name, String text) {
        store(name, text, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Waits until the content is on the disk before the file gets its name.
    private void store(String name, String text, CopyOption... how) {
        try {
            // A temporary file is its owner's only.
            Path fresh = Files.createTempFile(folder, name, ".new");
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, folder.resolve(name), how);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
