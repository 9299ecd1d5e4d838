package org.shuguan.server.followup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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
        try {
            String hash = hash(file.path());
            files.add(id.toString(), file);
            return hash;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        List<UUID> old = files.old(clock.instant()).stream()
                .flatMap(file -> id(file).stream())
                .toList();
        Collection<UUID> known = details.knownEvidence(old);
        old.stream().filter(one -> !known.contains(one)).forEach(one -> KeptFiles.delete(place(one)));
    }

    static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path place(UUID id) {
        return files.place(id.toString());
    }

    private static Optional<UUID> id(Path file) {
        try {
            return Optional.of(UUID.fromString(file.getFileName().toString()));
        } catch (IllegalArgumentException strange) {
            return Optional.empty();
        }
    }
}
