package org.shuguan.server.province;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.shuguan.server.platform.Durable;
import org.shuguan.server.platform.Home;
import org.shuguan.server.platform.KeptFiles;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The folder of the batches' files in the home, which only its owner can read.
@Component("provinceFolder")
class BatchFolder {
    private static final String UNFINISHED = ".part";

    private final Path folder;
    private final KeptFiles files;

    BatchFolder(@Value("${shuguan.home}") Path home) {
        this.folder = home.resolve("province-files");
        this.files = new KeptFiles(folder);
    }

    /// Where the file is once it is whole.
    Path place(UUID id) {
        return files.place(id.toString());
    }

    /// Where the file is written to; what an interrupted start has left is replaced.
    Path unfinished(UUID id) {
        Home.at(folder);
        return folder.resolve(id + UNFINISHED);
    }

    /// Makes an unfinished file the file.
    void finished(UUID id) {
        try {
            Durable.force(unfinished(id));
            Files.move(unfinished(id), place(id), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes what was written of a file.
    void discard(UUID id) {
        KeptFiles.delete(unfinished(id));
        KeptFiles.delete(place(id));
    }

    /// Deletes the file after the commit.
    void remove(UUID id) {
        files.remove(id.toString());
    }
}
