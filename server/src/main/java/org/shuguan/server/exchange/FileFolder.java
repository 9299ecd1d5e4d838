package org.shuguan.server.exchange;

import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.shuguan.server.platform.KeptFiles;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The folder of prepared files in the home, which only its owner can read.
@Component
class FileFolder {
    private final KeptFiles files;
    private final FileRecords records;
    private final Clock clock;

    FileFolder(@Value("${shuguan.home}") Path home, FileRecords records, Clock clock) {
        this.files = new KeptFiles(home.resolve("exchange-files"));
        this.records = records;
        this.clock = clock;
    }

    /// Where the file is once it is whole.
    Path place(UUID id) {
        return files.place(id.toString());
    }

    /// Where the file is written to.
    Path unfinished(UUID id) {
        return files.unfinished(id.toString());
    }

    /// Makes an unfinished file the file.
    void finished(UUID id) {
        files.finish(id.toString());
    }

    /// Deletes what was written of a file.
    void discard(UUID id) {
        files.discard(id.toString());
    }

    /// Deletes the file after the commit.
    void remove(UUID id) {
        files.remove(id.toString());
    }

    /// Deletes files that a crash has left.
    void sweep() {
        files.sweep(clock.instant(), records::open);
        files.old(clock.instant()).stream()
                .filter(file -> file.toString().endsWith(KeptFiles.UNFINISHED))
                .filter(file -> records.find(
                                UUID.fromString(file.getFileName().toString().replace(KeptFiles.UNFINISHED, "")))
                        .filter(row -> row.state() == FileRecords.State.WAITING)
                        .isEmpty())
                .forEach(KeptFiles::delete);
    }
}
