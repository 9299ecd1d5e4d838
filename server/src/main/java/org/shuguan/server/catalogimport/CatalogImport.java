package org.shuguan.server.catalogimport;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.catalog.CatalogPermission;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.NewJob;
import org.shuguan.server.platform.IncomingFile;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Imports workbooks of the national guide: upload, reading by a job, preview, confirmation, writing by a job. All
/// entries of a workbook are written or none. Only drafts are created and changed.
@Service
@Transactional
class CatalogImport {
    /// in bytes
    static final long LARGEST = 256L << 20;

    private static final int LONGEST_NAME = 200;

    private final ImportRuns runs;
    private final ImportRows rows;
    private final Access access;
    private final Jobs jobs;
    private final ImportFiles files;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CatalogImport(
            ImportRuns runs,
            ImportRows rows,
            Access access,
            Jobs jobs,
            ImportFiles files,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.rows = rows;
        this.access = access;
        this.jobs = jobs;
        this.files = files;
        this.events = events;
        this.clock = clock;
    }

    /// The unit for which the import begins; asked before a workbook is received.
    ///
    /// @throws org.shuguan.server.platform.Refusal if the person may not import for it
    UnitCode mustImport(UnitCode unit, Actor actor) {
        return access.mustBegin(actor, CatalogPermission.WRITE, unit);
    }

    /// Stores an uploaded workbook and starts the job that reads it.
    ///
    /// @param name the file name from the browser
    UUID start(UnitCode unit, String name, IncomingFile file, Actor actor) {
        UnitCode of = mustImport(unit, actor);
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{C}", "");
        if (!last.toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
            throw ImportRefused.noWorkbook();
        }
        UUID id = UUID.randomUUID();
        String fileName = last.substring(Math.max(0, last.length() - LONGEST_NAME));
        long bytes = file.bytes();
        files.add(id, file);
        runs.add(id, of, fileName, bytes, actor.officerName(), actor.name(), clock.instant());
        start(id, ImportReading.NAME, id, of, fileName, actor);
        tell("catalog.import-upload", find(id), actor, Map.of("file", fileName, "bytes", bytes));
        return id;
    }

    /// Confirms the preview and starts the job that writes the entries. If the preview has errors, the workbook
    /// must be corrected and uploaded again.
    void confirm(ImportRun run, Actor actor) {
        access.must(actor, CatalogPermission.WRITE, run.unit());
        Map<ImportRun.Verdict, Long> verdicts = rows.verdicts(run.id());
        if (verdicts.containsKey(ImportRun.Verdict.WRONG)) {
            throw ImportRefused.wrong();
        }
        if (!verdicts.containsKey(ImportRun.Verdict.NEW) && !verdicts.containsKey(ImportRun.Verdict.CHANGED)) {
            throw ImportRefused.nothing();
        }
        UUID job = UUID.randomUUID();
        if (run.state() != ImportRun.State.READY || !runs.confirm(run.id(), job)) {
            throw ImportRefused.notReady();
        }
        start(job, ImportApplying.NAME, run.id(), run.unit(), run.fileName(), actor);
        tell("catalog.import-confirm", run, actor, Map.of("file", run.fileName()));
    }

    /// Cancels an import. One that is being written is rolled back.
    void cancel(ImportRun run, Actor actor) {
        access.must(actor, CatalogPermission.WRITE, run.unit());
        switch (run.state()) {
            case QUEUED, READING -> jobs.cancel(run.id());
            case READY -> drop(run, actor);
            case CONFIRMED, APPLYING -> jobs.cancel(runs.applyJob(run.id()).orElseThrow());
            case DONE, FAILED, CANCELLED -> throw ImportRefused.notReady();
        }
    }

    private void drop(ImportRun run, Actor actor) {
        if (!runs.drop(run.id(), clock.instant())) {
            throw ImportRefused.notReady();
        }
        rows.clear(run.id());
        tell("catalog.import-cancel", run, actor, Map.of("file", run.fileName()));
    }

    private void start(UUID job, String kind, UUID run, UnitCode unit, String fileName, Actor actor) {
        boolean started = jobs.start(new NewJob(
                job, kind, run.toString(), unit, Map.of("file", fileName), "/office/imports/" + run, Person.of(actor)));
        if (!started) {
            throw new IllegalStateException("import " + run + " has a job already");
        }
    }

    private ImportRun find(UUID run) {
        return runs.find(run).orElseThrow();
    }

    private void tell(String action, ImportRun run, Actor actor, Map<String, ?> facts) {
        events.publishEvent(new ImportEvent(action, run, actor.name(), facts));
    }
}
