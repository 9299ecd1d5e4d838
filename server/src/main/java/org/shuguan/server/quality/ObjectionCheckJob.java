package org.shuguan.server.quality;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.VersionCollected;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.Lane;
import org.shuguan.server.job.NewJob;
import org.shuguan.server.platform.Reconciliation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Compares confirmed objections of an entry with the version that consumers read, whenever that becomes another one.
@Component
class ObjectionCheckJob implements JobKind, Reconciliation {
    static final String NAME = "objection-check";

    private final ObjectionStore store;
    private final ObjectProvider<Objections> objections;
    private final Quality quality;
    private final CollectedData data;
    private final ObjectProvider<Jobs> jobs;

    ObjectionCheckJob(
            ObjectionStore store,
            ObjectProvider<Objections> objections,
            Quality quality,
            CollectedData data,
            ObjectProvider<Jobs> jobs) {
        this.store = store;
        this.objections = objections;
        this.quality = quality;
        this.data = data;
        this.jobs = jobs;
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
        return "objections";
    }

    @Override
    public void run(JobContext job) {
        List<Objection> open = store.confirmed(UUID.fromString(job.subject()));
        job.total(open.size());
        for (int i = 0; i < open.size(); i++) {
            job.orStop();
            objections.getObject().check(open.get(i).id());
            job.done(i + 1L);
        }
    }

    @ApplicationModuleListener
    void on(VersionCollected event) {
        begin(event.entry());
    }

    /// Begins a comparison if a confirmed objection was not compared with the version that consumers read now.
    @Transactional
    public boolean begin(UUID entry) {
        List<Objection> open = store.confirmed(entry);
        LakeVersion good = open.isEmpty() ? null : quality.goodVersion(entry).orElse(null);
        CollectedData.Collected of = good == null ? null : data.of(entry).orElse(null);
        return good != null
                && of != null
                && open.stream().anyMatch(one -> !Objects.equals(one.checkedSnapshot(), good.id()))
                && jobs.getObject()
                        .start(new NewJob(
                                UUID.randomUUID(),
                                NAME,
                                entry.toString(),
                                of.unit(),
                                Map.of("title", of.title()),
                                RuleBook.link(entry),
                                null));
    }

    @Override
    @Transactional
    public int reconcile() {
        return (int) store.awaited().stream().filter(this::begin).count();
    }
}
