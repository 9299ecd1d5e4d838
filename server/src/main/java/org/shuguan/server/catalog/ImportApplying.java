package org.shuguan.server.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.shuguan.server.access.Person;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.JobStopped;
import org.shuguan.server.job.Lane;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes the entries of a confirmed import, all in one transaction.
@Component
class ImportApplying implements JobKind {
    static final String NAME = "catalog-import-apply";
    private static final String CHANGED_MEANWHILE = "catalog.import-problem.changed-meanwhile";
    private static final int AT_ONCE = 500;
    private static final int TOUCHED_AT_ONCE = 100;

    private final ImportRuns runs;
    private final ImportRows rows;
    private final Versions versions;
    private final CodeScheme codes;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ImportApplying(
            ImportRuns runs,
            ImportRows rows,
            Versions versions,
            CodeScheme codes,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.rows = rows;
        this.versions = versions;
        this.codes = codes;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Lane lane() {
        return Lane.SHORT;
    }

    @Override
    public String measure() {
        return "entries";
    }

    @Override
    public void run(JobContext job) {
        ImportRun run = runs.find(UUID.fromString(job.subject())).orElseThrow(JobStopped::new);
        transaction.executeWithoutResult(status -> {
            // False if the process died between this commit and the end of the job.
            if (runs.lockForApplying(run.id())) {
                apply(run, job);
            }
        });
        show(run);
    }

    /// Not if a draft differs from the preview: that needs a new preview.
    @Override
    public boolean canRunAgain(Job failed) {
        return !CHANGED_MEANWHILE.equals(failed.problem());
    }

    private void apply(ImportRun run, JobContext job) {
        Map<ImportRun.Verdict, Long> counts = rows.verdicts(run.id());
        job.total(counts.getOrDefault(ImportRun.Verdict.NEW, 0L) + counts.getOrDefault(ImportRun.Verdict.CHANGED, 0L));
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
            job.done(applied);
            job.orStop();
        }
        last = -1;
        for (var part = part(run, ImportRun.Verdict.CHANGED, last);
                !part.isEmpty();
                part = part(run, ImportRun.Verdict.CHANGED, last)) {
            change(run, part, now);
            alias(run, part);
            last = part.getLast().seq();
            applied += part.size();
            job.done(applied);
            job.orStop();
        }
        runs.applied(run.id(), now);
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
                throw new JobFailed(CHANGED_MEANWHILE, null);
            }
            if (version.state() == Version.State.PUBLISHED) {
                versions.add(version.entry(), versions.lastNumber(version.entry()) + 1, content(one), now, by(run));
            } else if (version.state() != Version.State.DRAFT
                    || !versions.save(
                            version.entry(), version.number(), version.revision(), content(one), now, by(run))) {
                throw new JobFailed(CHANGED_MEANWHILE, null);
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
                versions.touch(part.stream().map(ImportApplying::entry).toList());
                last = part.getLast().seq();
            }
        }
    }

    private List<ImportRun.Staged> part(ImportRun run, ImportRun.Verdict verdict, int last) {
        return rows.after(run.id(), verdict, last, AT_ONCE);
    }

    private static Person by(ImportRun run) {
        return new Person(run.startedById(), run.startedBy());
    }

    private static UUID entry(ImportRun.Staged staged) {
        return Objects.requireNonNull(staged.entry());
    }

    private static Content content(ImportRun.Staged staged) {
        return Objects.requireNonNull(staged.content());
    }
}
