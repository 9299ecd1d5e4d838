package org.shuguan.server.collection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.shuguan.server.platform.AfterCommit;
import org.shuguan.server.platform.IncomingFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files that were uploaded to be collected. They are kept until they have been collected.
final class CollectedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CollectedFiles.class);

    private CollectedFiles() {}

    /// Keeps a file in a folder of its own; it is deleted again if the transaction rolls back.
    static void add(Path folder, String name, IncomingFile file) {
        AfterCommit.onRollback(() -> delete(folder));
        try {
            Files.createDirectories(folder);
            file.moveTo(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes a folder with its file after the commit.
    static void remove(Path folder) {
        AfterCommit.run(() -> delete(folder));
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path one : all) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            LOG.warn("cannot remove {}: {}", folder, e.getMessage());
        }
    }
}
