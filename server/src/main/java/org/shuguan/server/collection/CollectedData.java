package org.shuguan.server.collection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What was collected, for modules that read it. It checks no permission and delivers real values: who reads for a
/// person asks [ItemMasks], and only the reader of [org.shuguan.dataplane.serve] may read rows for a consumer.
@Service
@Transactional(readOnly = true)
public class CollectedData {
    /// An entry that is collected.
    ///
    /// @param cycle the update cycle that the catalog promises
    /// @param paused whether a person has stopped the schedule
    /// @param plannedAt since when it is collected
    public record Collected(
            UUID plan,
            UUID entry,
            String code,
            String title,
            UnitCode unit,
            @Nullable UpdateCycle cycle,
            boolean paused,
            Instant plannedAt) {}

    /// The collections of a time that have ended.
    ///
    /// @param failed those of `ended` that brought nothing
    public record Attempts(long ended, long failed) {}

    private final Plans plans;
    private final CollectionRuns runs;
    private final CityLake lake;
    private final Collecting collecting;

    CollectedData(Plans plans, CollectionRuns runs, CityLake lake, Collecting collecting) {
        this.plans = plans;
        this.runs = runs;
        this.lake = lake;
        this.collecting = collecting;
    }

    public Optional<Collected> of(UUID entry) {
        return plans.of(entry).map(CollectedData::collected);
    }

    public List<Collected> all() {
        return plans.all().stream().map(CollectedData::collected).toList();
    }

    private static Collected collected(Plan plan) {
        return new Collected(
                plan.id(),
                plan.entry(),
                plan.code(),
                plan.title(),
                plan.unit(),
                plan.cycle(),
                plan.state() == Plan.State.PAUSED,
                plan.createdAt());
    }

    /// The table with the entry's versions; empty before its first collection.
    public Optional<LakeTable> table(UUID entry) {
        return plans.of(entry).flatMap(plan -> Optional.ofNullable(lake.table(plan)));
    }

    /// The content by which the entry's data are collected: of the published version, else of the newest.
    public Content content(UUID entry) {
        return collecting.published(entry).map(Version::content).orElseGet(() -> collecting.newest(entry));
    }

    /// The masks of the entry's values.
    public ItemMasks masks(UUID entry) {
        return new ItemMasks(content(entry));
    }

    /// The collections of a plan that ended since a moment.
    public Attempts attempts(UUID plan, Instant since) {
        return runs.attempts(plan, since);
    }

    /// When the newest version of each plan came; plans without one are left out.
    public Map<UUID, Instant> newestVersions() {
        return runs.newestVersions();
    }
}
