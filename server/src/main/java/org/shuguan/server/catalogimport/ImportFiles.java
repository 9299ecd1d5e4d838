package org.shuguan.server.catalogimport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.KeptFiles;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Stores uploaded workbooks in the home until they have been read. A file is deleted after the commit of the
/// transaction that no longer needs it.
@Component
class ImportFiles {
    private static final String ENDING = ".xlsx";
    /// How long a reading that failed because of an internal error can be run again.
    private static final Duration KEPT_AFTER_FAULT = Duration.ofDays(7);

    private final KeptFiles files;
    private final Jobs jobs;
    private final Clock clock;

    ImportFiles(@Value("${shuguan.home}") Path home, Jobs jobs, Clock clock) {
        this.files = new KeptFiles(home.resolve("imports"));
        this.jobs = jobs;
        this.clock = clock;
    }

    /// Keeps a workbook; it is deleted again if the transaction rolls back.
    void add(UUID run, IncomingFile workbook) {
        files.add(run + ENDING, workbook);
    }

    Path file(UUID run) {
        return files.place(run + ENDING);
    }

    boolean has(UUID run) {
        return Files.exists(file(run));
    }

    void remove(UUID run) {
        files.remove(run + ENDING);
    }

    /// Deletes files that a crash between a commit and the deletion has left.
    @Scheduled(initialDelay = 2, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        files.old(clock.instant()).stream().filter(file -> !isWanted(file)).forEach(KeptFiles::delete);
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
}
