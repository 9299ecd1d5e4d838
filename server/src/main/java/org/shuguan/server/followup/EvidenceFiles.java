package org.shuguan.server.followup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.KeptFiles;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The files of evidence, in a folder of the home. A file's name there is the id of its row, so no name that was sent
/// is a path; a file without a row is one that a crash left, and is deleted.
@Component
class EvidenceFiles {
    private final KeptFiles files;
    private final KeptDetails details;
    private final Clock clock;

    EvidenceFiles(@Value("${shuguan.home}") Path home, KeptDetails details, Clock clock) {
        this.files = new KeptFiles(home.resolve("evidence"));
        this.details = details;
        this.clock = clock;
    }

    /// Keeps a file; it is deleted again if the transaction rolls back.
    ///
    /// @return its SHA-256
    String add(UUID id, IncomingFile file) {
        String hash = Hashes.hexSha256(file.path());
        files.add(id.toString(), file);
        return hash;
    }

    /// The file; empty if somebody removed it from the disk.
    Optional<Path> find(UUID id) {
        return Optional.of(place(id)).filter(Files::isRegularFile);
    }

    void remove(UUID id) {
        files.remove(id.toString());
    }

    /// Deletes files that a crash between a commit and the deletion has left.
    @Scheduled(initialDelay = 3, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        files.sweep(clock.instant(), details::knownEvidence);
    }

    private Path place(UUID id) {
        return files.place(id.toString());
    }
}
