package org.shuguan.server.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.UUID;
import org.shuguan.server.platform.Home;
import org.shuguan.server.platform.KeptFiles;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The folder of prepared files in the home, which only its owner can read.
@Component
class FileFolder {
    private static final String UNFINISHED = ".part";

    private final Path folder;
    private final KeptFiles files;
    private final FileRecords records;
    private final Clock clock;

    FileFolder(@Value("${shuguan.home}") Path home, FileRecords records, Clock clock) {
        this.folder = home.resolve("exchange-files");
        this.files = new KeptFiles(folder);
        this.records = records;
        this.clock = clock;
    }

    /// Where the file is once it is whole.
    Path place(UUID id) {
        return files.place(id.toString());
    }

    /// Where the file is written to.
    Path unfinished(UUID id) {
        Home.at(folder);
        return folder.resolve(id + UNFINISHED);
    }

    /// Makes an unfinished file the file.
    void finished(UUID id) {
        try {
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

    /// Deletes files that a crash has left.
    void sweep() {
        files.sweep(clock.instant(), records::open);
        files.old(clock.instant()).stream()
                .filter(file -> file.toString().endsWith(UNFINISHED))
                .filter(file -> records.find(
                                UUID.fromString(file.getFileName().toString().replace(UNFINISHED, "")))
                        .filter(row -> row.state() == FileRecords.State.WAITING)
                        .isEmpty())
                .forEach(KeptFiles::delete);
    }
}
