package org.shuguan.server.catalogimport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.AfterCommit;
import org.shuguan.server.platform.IncomingFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Stores uploaded workbooks in the home until they have been read. A file is deleted after the commit of the
/// transaction that no longer needs it.
@Component
class ImportFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ImportFiles.class);
    private static final String ENDING = ".xlsx";
    /// A younger file may belong to a transaction that has not committed yet.
    private static final Duration YOUNG = Duration.ofHours(1);
    /// How long a reading that failed because of an internal error can be run again.
    private static final Duration KEPT_AFTER_FAULT = Duration.ofDays(7);

    private final Path folder;
    private final Jobs jobs;
    private final Clock clock;

    ImportFiles(@Value("${shuguan.home}") Path home, Jobs jobs, Clock clock) {
        this.folder = home.resolve("imports");
        this.jobs = jobs;
        this.clock = clock;
    }

    /// Keeps a workbook; it is deleted again if the transaction rolls back.
    void add(UUID run, IncomingFile workbook) {
        AfterCommit.onRollback(() -> delete(file(run)));
        try {
            Files.createDirectories(folder);
            workbook.moveTo(file(run));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(UUID run) {
        return folder.resolve(run + ENDING);
    }

    boolean has(UUID run) {
        return Files.exists(file(run));
    }

    void remove(UUID run) {
        AfterCommit.run(() -> delete(file(run)));
    }

    /// Deletes files that a crash between a commit and the deletion has left.
    @Scheduled(initialDelay = 2, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old = files.filter(file -> isOlder(file, clock.instant().minus(YOUNG)))
                    .toList();
            old.stream().filter(file -> !isWanted(file)).forEach(ImportFiles::delete);
        } catch (IOException e) {
            LOG.warn("cannot look for workbooks that nobody needs in {}: {}", folder, e.getMessage());
        }
    }

    private boolean isWanted(Path file) {
        return run(file)
                .flatMap(jobs::find)
                .filter(job -> !job.state().over() || mayBeReadAgain(job))
                .isPresent();
    }

    private boolean mayBeReadAgain(Job job) {
        Instant ended = job.finishedAt();
        return job.state() == Job.State.FAILED
                && ended != null
                && ended.isAfter(clock.instant().minus(KEPT_AFTER_FAULT));
    }

    private static Optional<UUID> run(Path file) {
        String name = file.getFileName().toString();
        try {
            return name.endsWith(ENDING)
                    ? Optional.of(UUID.fromString(name.substring(0, name.length() - ENDING.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException strange) {
            return Optional.empty();
        }
    }

    private static boolean isOlder(Path file, Instant than) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(than);
        } catch (IOException gone) {
            return false;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot remove {}: {}", file, e.getMessage());
        }
    }
}
