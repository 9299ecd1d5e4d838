package org.shuguan.server.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.institution.Institution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads a workbook into what confirming would do, and takes in what was confirmed, in one transaction. Interrupted
/// anywhere, the next attempt begins that step anew.
@Component
class ImportRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRunner.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final long MOST_UNPACKED = 1L << 30;
    private static final int AT_ONCE = 500;
    private static final int TOUCHED_AT_ONCE = 100;

    private final ObjectProvider<CatalogImport> imports;
    private final ImportRuns runs;
    private final ImportRows rows;
    private final Versions versions;
    private final CodeScheme codes;
    private final MeasuredItems measured;
    private final Institution institution;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ImportRunner(
            ObjectProvider<CatalogImport> imports,
            ImportRuns runs,
            ImportRows rows,
            Versions versions,
            CodeScheme codes,
            MeasuredItems measured,
            Institution institution,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.imports = imports;
        this.runs = runs;
        this.rows = rows;
        this.versions = versions;
        this.codes = codes;
        this.measured = measured;
        this.institution = institution;
        this.transaction = new TransactionTemplate(transactions);
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.events = events;
        this.clock = clock;
    }

    /// The node went down over an import: another start does that step again.
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Ends a step, and with it its transaction, for a reason that is not a fault of this program.
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final ImportRun.State state;
        private final @Nullable String problem;

        Stopped(ImportRun.State state, @Nullable String problem) {
            super(state + " " + problem);
            this.state = state;
            this.problem = problem;
        }
    }

    /// @param shuttingDown whether the node wants to end
    void run(UUID id, BooleanSupplier shuttingDown) {
        ImportRun run = runs.find(id).orElse(null);
        if (run == null) {
            return;
        }
        var watch = new Watch(run, shuttingDown);
        try {
            switch (run.state()) {
                case QUEUED, READING -> read(run, watch);
                case CONFIRMED, APPLYING -> {
                    runs.move(id, ImportRun.State.CONFIRMED, ImportRun.State.APPLYING);
                    transaction.executeWithoutResult(status -> apply(run, watch));
                    show(run);
                }
                // Killed between the commit and here.
                case DONE -> show(run);
                case READY, FAILED, CANCELLED -> {}
            }
        } catch (Stopped stopped) {
            runs.end(id, stopped.state, stopped.problem, clock.instant());
            drop(imports.getObject().file(id));
        }
    }

    /// Ends an import that failed again and again for a reason that lies in this program.
    void giveUp(UUID id, @Nullable Throwable cause) {
        LOG.error("import {} given up", id, cause);
        runs.end(id, ImportRun.State.FAILED, "broken", clock.instant());
    }

    private void read(ImportRun run, Watch watch) {
        Path file = imports.getObject().file(run.id());
        rows.clear(run.id());
        try {
            sane(file);
            runs.begin(run.id(), GuideReader.count(file), clock.instant());
            var staging = new ImportStaging(
                    run, versions, runs, rows, measured, transaction, institution.units(institution.today()));
            boolean any = new GuideReader(
                            file,
                            code -> codes.ours(run.unit(), code),
                            new GuideReader.Listener(staging::add, staging::add, watch::read, watch::cancelled))
                    .read();
            watch.orStop();
            if (!any) {
                throw new Stopped(ImportRun.State.FAILED, "no-catalog");
            }
            staging.keep();
        } catch (IOException | org.dhatim.fastexcel.reader.ExcelReaderException broken) {
            LOG.warn("import {} cannot be read: {}", run.id(), broken.getMessage());
            throw new Stopped(ImportRun.State.FAILED, "file-broken");
        }
        runs.read(run.id(), watch.rows);
        if (!runs.move(run.id(), ImportRun.State.READING, ImportRun.State.READY)) {
            throw new Stopped(ImportRun.State.CANCELLED, null);
        }
        drop(file);
    }

    /// A workbook is an archive: what it would unpack to is looked at before it is.
    private static void sane(Path file) throws IOException {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            long unpacked = archive.stream()
                    .mapToLong(entry -> Math.max(0, entry.getSize()))
                    .sum();
            if (unpacked > MOST_UNPACKED) {
                throw new Stopped(ImportRun.State.FAILED, "file-too-large");
            }
        }
    }

    private void apply(ImportRun run, Watch watch) {
        Map<ImportRun.Verdict, Long> counts = rows.verdicts(run.id());
        int fresh = counts.getOrDefault(ImportRun.Verdict.NEW, 0L).intValue();
        Iterator<ResourceCode> given =
                codes.next(run.unit(), Math.max(1, fresh)).iterator();
        Instant now = clock.instant();
        long applied = 0;
        int last = -1;
        for (var part = part(run, ImportRun.Verdict.NEW, last);
                !part.isEmpty();
                part = part(run, ImportRun.Verdict.NEW, last)) {
            versions.addAll(
                    run.unit(),
                    part.stream()
                            .map(one -> new Versions.Fresh(entry(one), given.next(), content(one)))
                            .toList(),
                    now,
                    by(run));
            alias(run, part);
            last = part.getLast().seq();
            applied += part.size();
            watch.applied(applied);
        }
        last = -1;
        for (var part = part(run, ImportRun.Verdict.CHANGED, last);
                !part.isEmpty();
                part = part(run, ImportRun.Verdict.CHANGED, last)) {
            change(run, part, now);
            alias(run, part);
            last = part.getLast().seq();
            applied += part.size();
            watch.applied(applied);
        }
        runs.applied(run.id(), applied);
        runs.end(run.id(), ImportRun.State.DONE, null, now);
        events.publishEvent(new ImportEvent(
                "catalog.import",
                run,
                run.startedAccount(),
                Map.of(
                        "file", run.fileName(),
                        "new", fresh,
                        "changed", counts.getOrDefault(ImportRun.Verdict.CHANGED, 0L))));
    }

    /// Writes into drafts that are still what they were compared with; a published version stays and gets a draft
    /// beside it.
    private void change(ImportRun run, List<ImportRun.Staged> part, Instant now) {
        Map<UUID, Version> standing = new HashMap<>();
        versions.standing(part.stream().map(one -> String.valueOf(one.code())).toList())
                .forEach(version -> standing.put(version.entry(), version));
        for (ImportRun.Staged one : part) {
            Version version = standing.get(entry(one));
            if (version == null
                    || !Objects.equals(one.baseNumber(), version.number())
                    || !Objects.equals(one.baseRevision(), version.revision())) {
                throw new Stopped(ImportRun.State.FAILED, "changed-meanwhile");
            }
            if (version.state() == Version.State.PUBLISHED) {
                versions.add(version.entry(), versions.lastNumber(version.entry()) + 1, content(one), now, by(run));
            } else if (version.state() != Version.State.DRAFT
                    || !versions.save(
                            version.entry(), version.number(), version.revision(), content(one), now, by(run))) {
                throw new Stopped(ImportRun.State.FAILED, "changed-meanwhile");
            }
        }
    }

    private void alias(ImportRun run, List<ImportRun.Staged> part) {
        Map<String, UUID> aliases = new HashMap<>();
        part.forEach(one -> {
            if (one.alias() != null) {
                aliases.put(one.alias(), entry(one));
            }
        });
        rows.addAliases(run.unit(), aliases);
    }

    /// Lets the search index see what came in.
    private void show(ImportRun run) {
        for (ImportRun.Verdict verdict : List.of(ImportRun.Verdict.NEW, ImportRun.Verdict.CHANGED)) {
            int last = -1;
            for (var part = rows.after(run.id(), verdict, last, TOUCHED_AT_ONCE);
                    !part.isEmpty();
                    part = rows.after(run.id(), verdict, last, TOUCHED_AT_ONCE)) {
                versions.touch(part.stream().map(ImportRunner::entry).toList());
                last = part.getLast().seq();
            }
        }
    }

    private List<ImportRun.Staged> part(ImportRun run, ImportRun.Verdict verdict, int last) {
        return rows.after(run.id(), verdict, last, AT_ONCE);
    }

    private static Person by(ImportRun run) {
        return new Person(null, run.startedBy());
    }

    private static UUID entry(ImportRun.Staged staged) {
        return Objects.requireNonNull(staged.entry());
    }

    private static Content content(ImportRun.Staged staged) {
        return Objects.requireNonNull(staged.content());
    }

    private static void drop(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot remove {}: {}", file, e.getMessage());
        }
    }

    /// Writes down how far a step is, and looks whether it shall stop.
    private final class Watch {
        private final ImportRun run;
        private final BooleanSupplier shuttingDown;
        private Instant looked = Instant.EPOCH;
        private boolean cancelled;
        private long rows;

        Watch(ImportRun run, BooleanSupplier shuttingDown) {
            this.run = run;
            this.shuttingDown = shuttingDown;
        }

        void read(long now) {
            rows = now;
            look(() -> runs.read(run.id(), now));
        }

        void applied(long entries) {
            look(() -> runs.applied(run.id(), entries));
            orStop();
        }

        boolean cancelled() {
            return cancelled
                    || shuttingDown.getAsBoolean()
                    || Thread.currentThread().isInterrupted();
        }

        void orStop() {
            if (cancelled || runs.cancelRequested(run.id())) {
                throw new Stopped(ImportRun.State.CANCELLED, null);
            }
            if (cancelled()) {
                throw new Interrupted();
            }
        }

        private void look(Runnable write) {
            Instant now = clock.instant();
            if (now.isAfter(looked.plus(BETWEEN_LOOKS))) {
                looked = now;
                apart.executeWithoutResult(status -> write.run());
                cancelled = cancelled || runs.cancelRequested(run.id());
            }
        }
    }
}
