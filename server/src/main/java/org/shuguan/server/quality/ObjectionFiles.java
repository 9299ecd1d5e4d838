package org.shuguan.server.quality;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.KeptFiles;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The files that prove objections, in a folder of the home, by the ids of their objections.
@Component
class ObjectionFiles {
    static final long LARGEST = 20L << 20;

    private final KeptFiles files;
    private final ObjectionStore store;
    private final Clock clock;

    ObjectionFiles(@Value("${shuguan.home}") Path home, ObjectionStore store, Clock clock) {
        this.files = new KeptFiles(home.resolve("objections"));
        this.store = store;
        this.clock = clock;
    }

    void add(UUID id, IncomingFile file) {
        files.add(id.toString(), file);
    }

    /// Deletes the file after the commit.
    void remove(UUID id) {
        files.remove(id.toString());
    }

    Optional<Path> find(UUID id) {
        return Optional.of(files.place(id.toString())).filter(Files::isRegularFile);
    }

    /// Deletes files that a crash has left without their row.
    @Scheduled(initialDelay = 4, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        List<UUID> old = files.old(clock.instant()).stream()
                .flatMap(file -> id(file).stream())
                .toList();
        Collection<UUID> known = store.withFile(old);
        old.stream().filter(one -> !known.contains(one)).forEach(one -> KeptFiles.delete(files.place(one.toString())));
    }

    private static Optional<UUID> id(Path file) {
        try {
            return Optional.of(UUID.fromString(file.getFileName().toString()));
        } catch (IllegalArgumentException strange) {
            return Optional.empty();
        }
    }
}
