package org.shuguan.server.collection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.Collection;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.source.Source;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
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

    /// The copy of a captured table, which follows its source within seconds.
    ///
    /// @param path `schema.name` in this server's database
    /// @param position up to which place in the source's log it is true
    /// @param at when the source was there, null if it has not said
    public record Copy(
            String path, String position, @Nullable Instant at) {}

    /// The kept changes of the copy of a captured table: of each change the rows before and after it.
    ///
    /// @param copy `schema.name` of the copy
    /// @param path `schema.name` of the table with the changes
    /// @param log of which `first` and `last` are numbers: another log does not go on where this one ends
    /// @param first the lowest number that is kept
    /// @param last the highest number, 0 before the first change
    public record Changes(String copy, String path, long log, long first, long last) {}

    private final Plans plans;
    private final Captures captures;
    private final CopyChanges changes;
    private final OwnDatabase own;
    private final CollectionRuns runs;
    private final CityLake lake;
    private final Collecting collecting;

    CollectedData(
            Plans plans,
            Captures captures,
            CopyChanges changes,
            OwnDatabase own,
            CollectionRuns runs,
            CityLake lake,
            Collecting collecting) {
        this.plans = plans;
        this.captures = captures;
        this.changes = changes;
        this.own = own;
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

    /// The copy of the entry's table; empty unless it is captured and the first copy is complete.
    public Optional<Copy> copy(UUID entry) {
        return captured(entry)
                .flatMap(plan -> captures.find(plan.id())
                        .filter(capture -> capture.served() != null)
                        .map(capture -> new Copy(
                                CaptureKeeper.copy(plan, Objects.requireNonNull(capture.served())),
                                String.valueOf(capture.positionText()),
                                capture.positionAt())));
    }

    /// Whether the entry's table is captured, so that its changes are those of its copy.
    public boolean isCaptured(UUID entry) {
        return captured(entry).isPresent();
    }

    /// The changes of the copy of the entry's table. They are kept from the first question on, as long as somebody
    /// asks.
    ///
    /// @return empty unless the table is captured, its first copy is complete and changes can be kept now
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Optional<Changes> changes(UUID entry) {
        return captured(entry).flatMap(changes::of);
    }

    private Optional<Plan> captured(UUID entry) {
        return plans.of(entry).filter(plan -> plan.mode() == CollectionWay.Mode.CAPTURE);
    }

    /// This server's database as the source of the copies.
    public Source copies(Source.Limits limits) {
        return own.source(limits, null);
    }

    /// The content by which the entry's data are collected: of the published version, else of the newest.
    public Content content(UUID entry) {
        return collecting.published(entry).map(Version::content).orElseGet(() -> collecting.newest(entry));
    }

    /// The columns of the entry's table as its content describes them.
    public List<Collection.Field> fields(UUID entry) {
        return CollectionJob.fields(content(entry), List.of(), Map.of());
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
