package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder in which rows lie open while they are read: copies for the engine, what it swaps out, unpacked books.
/// Only its owner reads it. Whoever names it by [#PROPERTY] empties it before anything is read, so that what a killed
/// process left does not stay; else it is a fresh one that goes with this process.
public final class Scratch {
    /// The system property that names the folder.
    public static final String PROPERTY = "shuguan.scratch";

    private static final String OWNER_ALONE = "rwx------";

    private Scratch() {}

    /// Only where nobody named one.
    private static final class Fresh {
        static final Path FOLDER = made();

        private static Path made() {
            try {
                Path folder = Files.createTempDirectory("shuguan");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "scratch"));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// A fresh file that its owner alone reads.
    static Path file(String prefix, String suffix) throws IOException {
        return Files.createTempFile(root(), prefix, suffix);
    }

    /// A fresh folder that its owner alone reads.
    static Path folder(String prefix) throws IOException {
        return Files.createTempDirectory(root(), prefix);
    }

    /// A path where nothing is yet, for what makes its folder only when it needs one.
    static Path unused(String prefix) throws IOException {
        return root().resolve(prefix + UUID.randomUUID());
    }

    /// Takes a folder away with all that lies in it.
    static void remove(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            folder.toFile().deleteOnExit();
        }
    }

    private static Path root() throws IOException {
        String named = System.getProperty(PROPERTY);
        if (named == null || named.isBlank()) {
            return Fresh.FOLDER;
        }
        Path folder = Path.of(named);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE)));
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWNER_ALONE));
        return folder;
    }
}
