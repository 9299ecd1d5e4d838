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

/// The folder for temporary files with readable rows: copies for the engine, its spill files, unpacked workbooks.
/// Only its owner can read it. A process that sets the folder by [#PROPERTY] empties it at start, so that files of
/// a killed process do not remain; otherwise a new folder is created and deleted when the process exits.
public final class Scratch {
    /// System property with the path of the folder.
    public static final String PROPERTY = "shuguan.scratch";

    private static final String OWNER_ALONE = "rwx------";

    private Scratch() {}

    /// Created only if the property is not set.
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

    /// Creates a file that only its owner can read.
    public static Path file(String prefix, String suffix) throws IOException {
        return Files.createTempFile(root(), prefix, suffix);
    }

    /// Creates a folder that only its owner can read.
    static Path folder(String prefix) throws IOException {
        return Files.createTempDirectory(root(), prefix);
    }

    /// A path that does not exist yet, for the engine, which creates its folder when needed.
    static Path unused(String prefix) throws IOException {
        return root().resolve(prefix + UUID.randomUUID());
    }

    /// Deletes a folder with its content.
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
