package org.shuguan.server.catalogimport;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.shuguan.server.access.Person;
import org.shuguan.server.catalog.BulkDrafts;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.JobStopped;
import org.shuguan.server.job.Lane;
import org.shuguan.server.platform.ChangedMeanwhile;
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
    private final BulkDrafts drafts;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ImportApplying(
            ImportRuns runs,
            ImportRows rows,
            BulkDrafts drafts,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.rows = rows;
        this.drafts = drafts;
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
        Instant now = clock.instant();
        long applied = 0;
        int last = -1;
        for (var part = part(run, ImportRun.Verdict.NEW, last);
                !part.isEmpty();
                part = part(run, ImportRun.Verdict.NEW, last)) {
            create(run, part, now);
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

    private void create(ImportRun run, List<ImportRun.Staged> part, Instant now) {
        List<ResourceCode> given = drafts.create(
                run.unit(),
                part.stream()
                        .map(one -> new BulkDrafts.NewEntry(entry(one), content(one)))
                        .toList(),
                now,
                by(run));
        Map<String, String> aliases = new HashMap<>();
        for (int i = 0; i < part.size(); i++) {
            alias(part.get(i), given.get(i).value(), aliases);
        }
        rows.addAliases(run.unit(), aliases);
    }

    private void change(ImportRun run, List<ImportRun.Staged> part, Instant now) {
        try {
            drafts.change(
                    part.stream()
                            .map(one -> new BulkDrafts.Change(
                                    code(one),
                                    Objects.requireNonNull(one.baseNumber()),
                                    Objects.requireNonNull(one.baseRevision()),
                                    content(one)))
                            .toList(),
                    now,
                    by(run));
        } catch (ChangedMeanwhile changed) {
            throw new JobFailed(CHANGED_MEANWHILE, null);
        }
        Map<String, String> aliases = new HashMap<>();
        part.forEach(one -> alias(one, code(one), aliases));
        rows.addAliases(run.unit(), aliases);
    }

    private static void alias(ImportRun.Staged one, String code, Map<String, String> aliases) {
        if (one.alias() != null) {
            aliases.put(one.alias(), code);
        }
    }

    /// Lets the search index see the written drafts.
    private void show(ImportRun run) {
        for (ImportRun.Verdict verdict : List.of(ImportRun.Verdict.NEW, ImportRun.Verdict.CHANGED)) {
            int last = -1;
            for (var part = rows.after(run.id(), verdict, last, TOUCHED_AT_ONCE);
                    !part.isEmpty();
                    part = rows.after(run.id(), verdict, last, TOUCHED_AT_ONCE)) {
                drafts.renumber(part.stream().map(ImportApplying::entry).toList());
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

    private static String code(ImportRun.Staged staged) {
        return Objects.requireNonNull(staged.code());
    }

    private static Content content(ImportRun.Staged staged) {
        return Objects.requireNonNull(staged.content());
    }
}
