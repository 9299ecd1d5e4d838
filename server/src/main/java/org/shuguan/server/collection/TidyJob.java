package org.shuguan.server.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.Lane;
import org.shuguan.server.job.NewJob;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Removes versions beyond the rule of retention with their quarantines, and files that belong to no version. A table
/// that somebody writes to is left to the next day.
@Component
class TidyJob implements JobKind {
    static final String NAME = "collection-tidy";
    private static final Logger LOG = LoggerFactory.getLogger(TidyJob.class);
    /// Younger files may belong to a program that is about to commit.
    private static final Duration YOUNG = Duration.ofDays(1);

    private final ObjectProvider<Jobs> jobs;
    private final Plans plans;
    private final CollectionRuns runs;
    private final ObjectProvider<Pushing> pushing;
    private final CityLake lake;
    private final Setting<Integer> keepVersions;
    private final Setting<Integer> keepDays;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TidyJob(
            ObjectProvider<Jobs> jobs,
            Plans plans,
            CollectionRuns runs,
            ObjectProvider<Pushing> pushing,
            CityLake lake,
            Settings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jobs = jobs;
        this.plans = plans;
        this.runs = runs;
        this.pushing = pushing;
        this.lake = lake;
        this.keepVersions = settings.number("collection.keep-versions");
        this.keepDays = settings.days("collection.keep-days");
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /// Starts the job, unless it still runs.
    void start() {
        transaction.executeWithoutResult(status -> jobs.getObject()
                .start(new NewJob(UUID.randomUUID(), NAME, "city", null, Map.of(), "/office/collection", null)));
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
        return "tables";
    }

    @Override
    public void run(JobContext job) {
        List<Plan> all = plans.all();
        job.total(all.size());
        Instant before = clock.instant().minus(Duration.ofDays(keepDays.today()));
        for (int i = 0; i < all.size(); i++) {
            job.orStop();
            LakeTable table = lake.table(all.get(i));
            if (table != null) {
                tidy(all.get(i), table, before);
            }
            job.done(i + 1);
        }
        sweep();
        pushing.getObject().sweep(clock.instant().minus(YOUNG));
    }

    private void tidy(Plan plan, LakeTable table, Instant before) {
        List<LakeVersion> gone = table.expire(keepVersions.today(), before);
        if (!gone.isEmpty()) {
            gone.stream()
                    .map(version -> version.facts().get(LakeTable.RUN))
                    .forEach(run -> delete(lake.quarantine(UUID.fromString(String.valueOf(run)))));
            transaction.executeWithoutResult(status -> events.publishEvent(CollectionEvent.of(
                    CollectionEvent.What.EXPIRE,
                    plan,
                    null,
                    null,
                    Map.of(
                            "versions", Integer.toString(gone.size()),
                            "newest", gone.getFirst().at().toString()))));
        }
        try {
            int orphans = table.removeOrphans(YOUNG);
            if (orphans > 0) {
                LOG.info("{} files of {} belonged to no version and were removed", orphans, plan.lakeTable());
            }
        } catch (LakeRefused refused) {
            LOG.warn("files of {} cannot be looked at: {}", plan.lakeTable(), refused.getMessage());
        }
    }

    /// Deletes uploaded files that a crash between a commit and the deletion has left.
    private void sweep() {
        Path folder = lake.upload(UUID.randomUUID()).getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> folders = Files.list(folder)) {
            folders.filter(one -> !isWanted(one)).toList().forEach(CollectedFiles::delete);
        } catch (IOException e) {
            LOG.warn("cannot look for uploaded files that nobody needs: {}", e.getMessage());
        }
    }

    private boolean isWanted(Path folder) {
        try {
            Instant changed = Files.getLastModifiedTime(folder).toInstant();
            return changed.isAfter(clock.instant().minus(YOUNG))
                    || runs.find(UUID.fromString(folder.getFileName().toString()))
                            .filter(run -> !run.state().over() || run.state() == Job.State.FAILED)
                            .isPresent();
        } catch (IOException | IllegalArgumentException strange) {
            return true;
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
