package org.shuguan.server.catalog;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.FreeSpace;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Workbooks of the national guide on their way into a unit's catalog: dropped, read by a job, shown, confirmed,
/// taken in whole by a job or not at all. They make and change drafts and nothing else.
@Service
@Transactional
class CatalogImport {
    private static final int LONGEST_NAME = 200;

    private final ImportRuns runs;
    private final ImportRows rows;
    private final Institution institution;
    private final SchedulerClient scheduler;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final FreeSpace room;
    private final Path folder;

    CatalogImport(
            ImportRuns runs,
            ImportRows rows,
            Institution institution,
            SchedulerClient scheduler,
            ApplicationEventPublisher events,
            Clock clock,
            FreeSpace room,
            @Value("${shuguan.home}") Path home) {
        this.runs = runs;
        this.rows = rows;
        this.institution = institution;
        this.scheduler = scheduler;
        this.events = events;
        this.clock = clock;
        this.room = room;
        this.folder = home.resolve("imports");
    }

    /// Takes a workbook in to be read.
    ///
    /// @param name as the browser said
    UUID start(UnitCode unit, String name, InputStream content, Actor actor) {
        actor.must(Role.DATA_STEWARD, unit);
        new InvalidInput.Check()
                .that(institution.unit(unit).isPresent(), "unit", "unit-unknown")
                .orRefuse();
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{C}", "");
        if (!last.toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
            throw CatalogRefused.importNoWorkbook();
        }
        UUID id = UUID.randomUUID();
        long bytes;
        try {
            Files.createDirectories(folder);
            bytes = room.copy(content, file(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ImportRun run = new ImportRun(
                id,
                unit,
                last.substring(Math.max(0, last.length() - LONGEST_NAME)),
                bytes,
                ImportRun.State.QUEUED,
                0,
                0,
                0,
                false,
                null,
                actor.officerName(),
                actor.name(),
                clock.instant(),
                null,
                null);
        runs.add(run);
        schedule(id, "read");
        tell("catalog.import-upload", run, actor, Map.of("file", run.fileName(), "bytes", bytes));
        return id;
    }

    /// Lets what was shown be taken in. Nothing that is wrong goes in: the workbook is mended and dropped again.
    void confirm(ImportRun run, Actor actor) {
        actor.must(Role.DATA_STEWARD, run.unit());
        Map<ImportRun.Verdict, Long> verdicts = rows.verdicts(run.id());
        if (verdicts.containsKey(ImportRun.Verdict.WRONG)) {
            throw CatalogRefused.importWrong();
        }
        if (!verdicts.containsKey(ImportRun.Verdict.NEW) && !verdicts.containsKey(ImportRun.Verdict.CHANGED)) {
            throw CatalogRefused.importNothing();
        }
        if (!runs.move(run.id(), ImportRun.State.READY, ImportRun.State.CONFIRMED)) {
            throw CatalogRefused.importNotReady();
        }
        schedule(run.id(), "apply");
        tell("catalog.import-confirm", run, actor, Map.of("file", run.fileName()));
    }

    /// Drops an import; one that is being taken in is rolled back.
    void cancel(ImportRun run, Actor actor) {
        actor.must(Role.DATA_STEWARD, run.unit());
        if (run.state().over()) {
            throw CatalogRefused.importNotReady();
        }
        runs.requestCancel(run.id());
        if (runs.move(run.id(), ImportRun.State.READY, ImportRun.State.CANCELLED)) {
            rows.clear(run.id());
        }
        tell("catalog.import-cancel", run, actor, Map.of("file", run.fileName()));
    }

    Path file(UUID run) {
        return folder.resolve(run + ".xlsx");
    }

    private void schedule(UUID id, String step) {
        scheduler.scheduleIfNotExists(ImportTask.TASK.instance(id + " " + step).scheduledTo(clock.instant()));
    }

    private void tell(String action, ImportRun run, Actor actor, Map<String, ?> facts) {
        events.publishEvent(new ImportEvent(action, run, actor.name(), facts));
    }
}
