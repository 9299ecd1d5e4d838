package org.shuguan.server.catalog;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.CensusFinished;
import org.shuguan.server.census.Sightings;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Reconciliation;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Compares entries with their tables after each census, opens a task for the unit's steward if they differ, and
/// stores what the steward decides.
@Service
@Transactional
class SourceChanges implements Reconciliation {
    private static final String TASK = "catalog.source-changed";
    private static final int LONGEST_REASON = 1000;
    private static final Person NOBODY = new Person(null, "-");

    private final SourceChangeRecords records;
    private final Versions versions;
    private final Catalog catalog;
    private final Census census;
    private final Sightings sightings;
    private final Tasks tasks;
    private final Access access;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SourceChanges(
            SourceChangeRecords records,
            Versions versions,
            Catalog catalog,
            Census census,
            Sightings sightings,
            Tasks tasks,
            Access access,
            ApplicationEventPublisher events,
            Clock clock) {
        this.records = records;
        this.versions = versions;
        this.catalog = catalog;
        this.census = census;
        this.sightings = sightings;
        this.tasks = tasks;
        this.access = access;
        this.events = events;
        this.clock = clock;
    }

    @ApplicationModuleListener
    void on(CensusFinished finished) {
        if (!sightings.isNewest(finished.source(), finished.run())) {
            // The event is late: a later census exists and is compared instead.
            return;
        }
        for (UUID entry : versions.mountedOn(finished.source())) {
            records.takeTurns(entry);
            current(entry).ifPresent(version -> look(version, finished.run()));
        }
        records.compared(finished.source(), finished.run());
    }

    @Override
    public String name() {
        return "entries compared with the newest census";
    }

    /// Compares the entries of sources whose newest census was not compared: its event was missed, or an entry was
    /// created in the meantime.
    @Override
    public int reconcile() {
        int found = 0;
        for (UUID source : versions.mountedSources()) {
            CensusFinished newest = sightings.newest(source).orElse(null);
            if (newest != null && !records.compared(source).equals(Optional.of(newest.run()))) {
                on(newest);
                found++;
            }
        }
        return found;
    }

    /// Closes a change that was taken over into a draft when that draft is published, and opens it again when the
    /// draft is deleted. Ends it if the entry has no open or published version left.
    @EventListener
    void on(EntryEvent event) {
        UUID entry = event.entry();
        int version = event.ref().version();
        switch (event) {
            case EntryPublished published -> {
                if (records.published(entry, version)) {
                    tasks.close(TASK, entry.toString(), "v" + version);
                }
            }
            case EntryDeleted deleted -> {
                records.reopen(entry, version);
                endWhereNothingIsLeft(deleted);
            }
            case EntryWithdrawn withdrawn -> endWhereNothingIsLeft(withdrawn);
            default -> {}
        }
    }

    private void endWhereNothingIsLeft(EntryEvent event) {
        if (current(event.entry()).isEmpty() && records.end(event.entry(), "gone-by", NOBODY, clock.instant(), null)) {
            tasks.close(TASK, event.entry().toString(), event.action());
        }
    }

    /// Takes the changes over into the open draft, or into a new version.
    ///
    /// @return the version's number
    int takeOver(UUID entry, Actor actor) {
        records.takeTurns(entry);
        Version seen = current(entry).orElseThrow(NotFound::new);
        access.must(actor, CatalogPermission.WRITE, seen.unit());
        var change = records.open(entry).orElseThrow(CatalogRefused::noSourceChange);
        if (change.difference().tableGone()) {
            throw CatalogRefused.tableGone();
        }
        if (seen.state() == Version.State.SUBMITTED || seen.state() == Version.State.SIGNED) {
            throw CatalogRefused.versionOpen();
        }
        int number = seen.state() == Version.State.DRAFT ? seen.number() : catalog.nextVersion(entry, actor);
        Version draft = versions.lock(entry, number).orElseThrow(NotFound::new);
        Content.Mount mount = Objects.requireNonNull(draft.content().mount());
        // A newer census may have ended since the change was found: its result is taken over.
        Content measured = census.newest(mount.source(), mount.path())
                .flatMap(place -> measured(mount, place.run()))
                .orElseThrow(CatalogRefused::tableGone);
        Content content = SourceDifference.between(draft.content(), measured.items())
                .without(records.refused(entry))
                .takenOver(draft.content(), measured);
        if (!versions.save(entry, number, draft.revision(), content, clock.instant(), Person.of(actor))) {
            throw new ChangedMeanwhile(draft.revision());
        }
        catalog.drafted(entry, number, draft.unit(), actor);
        if (!records.draft(entry, number, Person.of(actor), clock.instant())) {
            throw CatalogRefused.noSourceChange();
        }
        events.publishEvent(new EntrySourceDecided(EntryRef.of(draft), actor.officer(), true, "v" + number));
        return number;
    }

    /// Refuses the change with a reason. The entry stays as it is, and the same change is not reported again.
    void refuse(UUID entry, String reason, Actor actor) {
        records.takeTurns(entry);
        Version seen = current(entry).orElseThrow(NotFound::new);
        access.must(actor, CatalogPermission.WRITE, seen.unit());
        new InvalidInput.Check()
                .that(!reason.isBlank(), "reason", "required")
                .that(reason.length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .orRefuse();
        if (!records.end(entry, "refused", Person.of(actor), clock.instant(), reason.strip())) {
            throw CatalogRefused.noSourceChange();
        }
        tasks.close(TASK, entry.toString(), reason.strip());
        events.publishEvent(new EntrySourceDecided(EntryRef.of(seen), actor.officer(), false, reason.strip()));
    }

    @Transactional(readOnly = true)
    List<SourceChangeRecords.SourceChange> of(UUID entry) {
        return records.of(entry);
    }

    private void look(Version version, UUID run) {
        UUID entry = version.entry();
        Content.Mount mount = Objects.requireNonNull(version.content().mount());
        boolean there = sightings.in(run, mount.path()).isPresent();
        Optional<Content> measured = measured(mount, run);
        if ((there && measured.isEmpty()) || (!there && sightings.isUnread(run, mount.path()))) {
            // The table exists but could not be read, so nothing is known about it.
            return;
        }
        SourceDifference difference = measured.map(now -> SourceDifference.between(version.content(), now.items()))
                .orElseGet(SourceDifference::gone)
                .without(records.refused(entry));
        if (difference.isNothing()) {
            // If a draft already contains the change, the task stays open until the draft is published.
            if (!records.isInDraft(entry) && records.end(entry, "gone-by", NOBODY, clock.instant(), null)) {
                tasks.close(TASK, entry.toString(), "gone by");
            }
            return;
        }
        UUID change = records.open(entry, run, difference, clock.instant());
        events.publishEvent(new EntrySourceChanged(EntryRef.of(version), change));
        tasks.open(new NewTask(
                TASK,
                entry.toString(),
                version.unit(),
                Role.DATA_STEWARD,
                Map.of(
                        "title", version.content().title(),
                        "table", mount.path(),
                        "n", Integer.toString(difference.keys().size())),
                "/office/catalog/" + entry,
                NewTask.Closing.WITH_SUBJECT,
                null));
    }

    private Optional<Content> measured(Content.Mount mount, UUID run) {
        return sightings
                .in(run, mount.path())
                .filter(place -> census.found(place.run(), place.table())
                        .filter(found -> found.result().profile() != null)
                        .isPresent())
                .map(place -> catalog.measured(place.run(), place.table()));
    }

    /// The open version, else the published one; only if it is mounted on a table.
    private Optional<Version> current(UUID entry) {
        return versions.of(entry).stream()
                .filter(version -> version.content().mount() != null
                        && (version.state().open() || version.state() == Version.State.PUBLISHED))
                .max(Comparator.comparingInt(Version::number));
    }
}
