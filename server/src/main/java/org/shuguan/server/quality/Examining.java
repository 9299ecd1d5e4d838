package org.shuguan.server.quality;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.VersionCollected;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.NewJob;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Reconciliation;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Begins examinations: of each version that is collected, when rules were approved, and when a person wants one.
@Service
@Transactional
class Examining implements Reconciliation {
    private final KeptRules rules;
    private final RuleForms forms;
    private final QualityRuns runs;
    private final CollectedData data;
    private final QualityAccess access;
    private final Jobs jobs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Examining(
            KeptRules rules,
            RuleForms forms,
            QualityRuns runs,
            CollectedData data,
            QualityAccess access,
            Jobs jobs,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rules = rules;
        this.forms = forms;
        this.runs = runs;
        this.data = data;
        this.access = access;
        this.jobs = jobs;
        this.events = events;
        this.clock = clock;
    }

    /// Examines the current version once more.
    ///
    /// @return the id of the run
    UUID examine(UUID entry, Actor actor) {
        CollectedData.Collected of = access.manageable(actor, entry);
        if (data.table(entry).flatMap(LakeTable::current).isEmpty()) {
            throw QualityRefused.noVersion();
        }
        if (rules.inForce(entry).isEmpty()) {
            throw QualityRefused.noRules();
        }
        return begin(of, QualityRun.Cause.PERSON, actor).orElseThrow(QualityRefused::underWay);
    }

    /// Begins an examination of the current version by the rules that are in force now.
    ///
    /// @param by null if the platform does
    /// @return empty if there is no version, no rule, or an examination of this version is under way
    Optional<UUID> begin(CollectedData.Collected of, QualityRun.Cause cause, @Nullable Actor by) {
        LakeVersion version = data.table(of.entry()).flatMap(LakeTable::current).orElse(null);
        List<QualityRule> inForce = rules.inForce(of.entry());
        if (version == null || inForce.isEmpty()) {
            return Optional.empty();
        }
        UUID id = UUID.randomUUID();
        NewJob job = new NewJob(
                id,
                ExaminationJob.NAME,
                of.entry() + ":" + version.id(),
                of.unit(),
                Map.of("title", of.title()),
                RuleBook.link(of.entry()),
                by == null ? null : Person.of(by));
        if (!jobs.start(job)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        runs.add(new QualityRun(
                id,
                of.entry(),
                of.plan(),
                of.unit(),
                of.code(),
                of.title(),
                Long.toString(version.id()),
                version.at(),
                CityTime.day(now),
                cause,
                now,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        int position = 0;
        for (QualityRule rule : inForce) {
            RuleForms.Other other = forms.other(rule.kind(), rules.terms(rule), null);
            runs.pin(
                    id,
                    rule.id(),
                    position++,
                    other == null ? null : other.version().id());
        }
        events.publishEvent(new QualityEvent(
                QualityEvent.What.EXAMINE,
                of.entry(),
                of.code(),
                of.title(),
                of.unit(),
                by == null ? null : by.officer(),
                "run " + id,
                Map.of("version", Long.toString(version.id()), "rules", Integer.toString(inForce.size()))));
        return Optional.of(id);
    }

    /// Records that a person saw failing rows as they are.
    void recordReading(UUID run, Actor actor) {
        QualityRun known = runs.find(run).orElseThrow(NotFound::new);
        if (access.manages(actor, known.unit())) {
            events.publishEvent(new QualityEvent(
                    QualityEvent.What.READ_VALUES,
                    known.entry(),
                    known.code(),
                    known.title(),
                    known.unit(),
                    actor.officer(),
                    "run " + run,
                    Map.of()));
        }
    }

    @ApplicationModuleListener
    void on(VersionCollected event) {
        if (runs.begun(event.entry(), event.snapshot()).isEmpty()) {
            data.of(event.entry()).ifPresent(of -> begin(of, QualityRun.Cause.COLLECTION, null));
        }
    }

    @Override
    public String name() {
        return "versions without an examination by the rules in force";
    }

    /// Begins what an event that was missed, or an examination under way, kept from being begun.
    @Override
    public int reconcile() {
        int begun = 0;
        for (UUID entry : rules.ruled()) {
            CollectedData.Collected of = data.of(entry).orElse(null);
            LakeVersion version = of == null
                    ? null
                    : data.table(entry).flatMap(LakeTable::current).orElse(null);
            if (of == null || version == null) {
                continue;
            }
            Instant newest = rules.inForce(entry).stream()
                    .map(QualityRule::approvedAt)
                    .filter(java.util.Objects::nonNull)
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
            Instant examined = runs.begun(entry, version.id()).orElse(Instant.EPOCH);
            if (examined.isBefore(newest) || examined.equals(Instant.EPOCH)) {
                begun += begin(of, QualityRun.Cause.COLLECTION, null).isPresent() ? 1 : 0;
            }
        }
        return begun;
    }
}
