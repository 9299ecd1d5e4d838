package org.shuguan.server.quality;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.quality.Examination;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.institution.Role;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.JobStopped;
import org.shuguan.server.job.Lane;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Examines one version by the rules that were pinned to the run. The rows are read once; an interrupted run begins
/// again.
@Component
class ExaminationJob implements JobKind {
    static final String NAME = "quality";
    static final String TASK = "quality.broken";
    private static final long BETWEEN_WRITES = TimeUnit.SECONDS.toNanos(1);
    private static final int ALL = 100;

    private final QualityRuns runs;
    private final KeptRules rules;
    private final RuleForms forms;
    private final VersionChecks versionChecks;
    private final CollectedData data;
    private final ObjectionCheckJob objections;
    private final Tasks tasks;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ExaminationJob(
            QualityRuns runs,
            KeptRules rules,
            RuleForms forms,
            VersionChecks versionChecks,
            CollectedData data,
            ObjectionCheckJob objections,
            Tasks tasks,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.rules = rules;
        this.forms = forms;
        this.versionChecks = versionChecks;
        this.data = data;
        this.objections = objections;
        this.tasks = tasks;
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
        return Lane.LONG;
    }

    @Override
    public String measure() {
        return "percent";
    }

    @Override
    public void run(JobContext job) throws Exception {
        QualityRun run = runs.find(job.id()).orElseThrow(JobStopped::new);
        if (run.finishedAt() != null) {
            return;
        }
        LakeTable table = data.table(run.entry()).orElseThrow(ExaminationJob::gone);
        LakeVersion version = table.version(run.snapshotId()).orElseThrow(ExaminationJob::gone);
        List<QualityRuns.Found> pinned = runs.rules(run.id());
        Map<UUID, QualityRule> known = rules
                .all(pinned.stream().map(QualityRuns.Found::rule).toList())
                .stream()
                .collect(Collectors.toMap(QualityRule::id, Function.identity()));
        List<Examination.Counted> counted = new ArrayList<>();
        List<Examination.Named> checks = new ArrayList<>();
        for (QualityRuns.Found one : pinned) {
            QualityRule rule = known.get(one.rule());
            if (rule != null && rule.kind().isOfVersion()) {
                counted.add(versionChecks.count(rule, rules.terms(rule), run, table, version));
            } else if (rule != null) {
                Examination.Named check = check(rule, one);
                if (check == null) {
                    counted.add(
                            new Examination.Counted(rule.id().toString(), 0, 0, Examination.Problem.REFERENCE, null));
                } else {
                    checks.add(check);
                }
            }
        }
        job.total(ALL);
        try {
            Examination.Result result =
                    new Examination(table, version, run.day()).examine(checks, new Progress(run.id(), job));
            counted.addAll(result.checks());
            transaction.executeWithoutResult(status -> store(run, version, result, counted, known));
            job.done(ALL);
        } catch (Examination.Cancelled cancelled) {
            throw new JobStopped();
        } catch (LakeRefused refused) {
            if (refused.reason() == LakeRefused.Reason.NO_VERSION) {
                throw gone();
            }
            throw refused;
        }
    }

    private static JobFailed gone() {
        return new JobFailed("quality.problem.version-gone", null);
    }

    /// What the engine carries out for a rule of a run; null if the version with which it compares is gone.
    Examination.@Nullable Named check(QualityRule rule, QualityRuns.Found pinned) {
        Terms terms = rules.terms(rule);
        RuleForms.Other other =
                pinned.otherSnapshot() == null ? null : forms.other(rule.kind(), terms, pinned.otherSnapshot());
        return rule.kind() == RuleKind.REFERENCE && other == null
                ? null
                : new Examination.Named(rule.id().toString(), forms.check(rule.kind(), terms, rule.entry(), other));
    }

    private void store(
            QualityRun run,
            LakeVersion version,
            Examination.Result result,
            List<Examination.Counted> counted,
            Map<UUID, QualityRule> known) {
        double weights = 0;
        double points = 0;
        long applicable = 0;
        int broken = 0;
        boolean held = false;
        for (Examination.Counted one : counted) {
            QualityRule rule = known.get(UUID.fromString(one.id()));
            if (rule == null) {
                continue;
            }
            Examination.Problem problem = one.problem();
            runs.found(new QualityRuns.Found(
                    run.id(),
                    rule.id(),
                    0,
                    null,
                    one.applicable(),
                    one.failed(),
                    problem == null ? null : Rows.word(problem),
                    one.detail()));
            if (problem != null || rule.isBroken(one.applicable(), one.failed())) {
                broken++;
                // What cannot be examined is not known to be good.
                held |= rule.holds();
            }
            if (one.applicable() > 0) {
                weights += rule.weight();
                points += rule.weight() * (1 - (double) one.failed() / one.applicable());
                applicable += one.applicable();
            }
        }
        QualityRun ended = new QualityRun(
                run.id(),
                run.entry(),
                run.plan(),
                run.unit(),
                run.code(),
                run.title(),
                run.snapshot(),
                run.versionAt(),
                run.day(),
                run.cause(),
                run.createdAt(),
                ALL,
                clock.instant(),
                result.rows(),
                result.failing(),
                applicable,
                weights == 0 ? null : ALL * points / weights,
                broken,
                held);
        runs.finish(ended);
        if (version.current()) {
            tell(ended);
        }
        // Consumers may read another version from now on.
        objections.begin(run.entry());
    }

    private void tell(QualityRun run) {
        String entry = run.entry().toString();
        int broken = run.broken() == null ? 0 : run.broken();
        Map<String, String> facts = new HashMap<>();
        facts.put("title", run.title());
        facts.put("broken", Integer.toString(broken));
        facts.put("rows", String.valueOf(run.failing()));
        facts.put("score", run.score() == null ? "—" : "%.1f".formatted(run.score()));
        if (broken == 0) {
            tasks.close(TASK, entry, "run " + run.id());
        } else {
            tasks.open(new NewTask(
                    TASK,
                    entry,
                    run.unit(),
                    Role.DATA_STEWARD,
                    facts,
                    RuleBook.link(run.entry()),
                    NewTask.Closing.WITH_SUBJECT,
                    null));
        }
        publish(
                run.isHeld() ? QualityEvent.What.HOLD : broken == 0 ? QualityEvent.What.PASS : QualityEvent.What.BREAK,
                run,
                facts);
    }

    private void publish(QualityEvent.What what, QualityRun run, Map<String, String> facts) {
        events.publishEvent(new QualityEvent(
                what, run.entry(), run.code(), run.title(), run.unit(), null, "run " + run.id(), facts));
    }

    @Override
    public void ended(Job job) {
        if (job.state() == Job.State.FAILED) {
            runs.find(job.id()).ifPresent(run -> publish(QualityEvent.What.FAIL, run, Map.of()));
        }
    }

    private final class Progress implements Examination.Listener {
        private final UUID run;
        private final JobContext job;
        private long lastWrite = System.nanoTime();

        Progress(UUID run, JobContext job) {
            this.run = run;
            this.job = job;
        }

        @Override
        public void progress(int percent) {
            job.done(percent);
            long now = System.nanoTime();
            if (now - lastWrite > BETWEEN_WRITES) {
                lastWrite = now;
                runs.progress(run, percent);
            }
        }

        @Override
        public boolean cancelled() {
            return job.stopping();
        }
    }
}
