package org.shuguan.server.followup;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.FileNames;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Evidence of follow-ups: files, and published catalog entries, of which each reading says whether they still stand
/// as they did when they were named.
@Service
@Transactional
public class EvidenceKeeping {
    static final long LARGEST = 50L << 20;

    /// Whether what evidence names is still so.
    enum Standing {
        /// a file that is there, an entry that is published as it was
        STANDS,
        /// the entry has another title now
        RENAMED,
        /// the entry is not published any more, the file is not on the disk
        GONE;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// @param nowTitled the entry's title today, null if it did not change or is not published
    /// @param mayRemove whether the reader may remove it
    record Shown(
            Evidence evidence,
            String unitName,
            Standing standing,
            @Nullable String nowTitled,
            boolean mayRemove) {}

    private final FollowUps followUps;
    private final KeptDetails details;
    private final EvidenceFiles files;
    private final EntryDirectory entries;
    private final Access access;
    private final Clock clock;

    EvidenceKeeping(
            FollowUps followUps,
            KeptDetails details,
            EvidenceFiles files,
            EntryDirectory entries,
            Access access,
            Clock clock) {
        this.followUps = followUps;
        this.details = details;
        this.files = files;
        this.entries = entries;
        this.access = access;
        this.clock = clock;
    }

    /// Names a published entry as evidence.
    void addEntry(UUID id, @Nullable UUID entry, Actor actor) {
        FollowUp one = openFor(id, actor);
        EntryDirectory.Known known = entry == null ? null : entries.find(entry).orElse(null);
        new InvalidInput.Check()
                .that(entry != null, "entry", "required")
                .that(entry == null || (known != null && known.published()), "entry", "entry-not-published")
                .orRefuse();
        EntryDirectory.Known found = Objects.requireNonNull(known);
        keep(
                one,
                Evidence.Kind.ENTRY,
                UUID.randomUUID(),
                found.title(),
                null,
                null,
                found.entry(),
                found.code().value(),
                actor);
    }

    /// Whether a file would be taken; asked before it is received.
    @Transactional(readOnly = true)
    void mustAdd(UUID id, Actor actor) {
        FollowUp one = followUps.readable(id, actor);
        if (!followUps.mayAddEvidence(one, details.partsOf(id), actor)) {
            throw one.isOver() ? FollowUpRefused.over() : new Forbidden();
        }
    }

    /// Keeps a file as evidence.
    ///
    /// @throws Forbidden unless the actor works on the follow-up, or gave it
    public void addFile(UUID id, String name, IncomingFile file, Actor actor) {
        FollowUp one = openFor(id, actor);
        String safe = FileNames.safe(name);
        new InvalidInput.Check()
                .that(!safe.isEmpty(), "name", "required")
                .that(file.bytes() > 0, "name", "file-empty")
                .orRefuse();
        UUID evidence = UUID.randomUUID();
        String hash = files.add(evidence, file);
        keep(one, Evidence.Kind.FILE, evidence, safe, file.bytes(), hash, null, null, actor);
    }

    void remove(UUID id, UUID evidence, Actor actor) {
        followUps.readable(id, actor);
        FollowUp one = followUps.locked(id);
        Evidence found = details.evidence(id, evidence).orElseThrow(NotFound::new);
        if (one.isOver()) {
            throw FollowUpRefused.over();
        }
        if (!mayRemove(one, found, actor)) {
            throw new Forbidden();
        }
        details.removeEvidence(evidence);
        files.remove(evidence);
        followUps.record(one, FollowUpEvent.What.REMOVE_EVIDENCE, actor, null, found.title(), Map.of());
    }

    /// A file that the actor may read, with its row.
    record Opened(Evidence evidence, Path file) {}

    @Transactional(readOnly = true)
    Opened open(UUID id, UUID evidence, Actor actor) {
        followUps.readable(id, actor);
        Evidence found = details.evidence(id, evidence)
                .filter(one -> one.kind() == Evidence.Kind.FILE)
                .orElseThrow(NotFound::new);
        return new Opened(found, files.find(evidence).orElseThrow(NotFound::new));
    }

    @Transactional(readOnly = true)
    List<Shown> shown(FollowUp one, java.util.function.Function<UnitCode, String> names, Actor actor) {
        List<Evidence> all = details.evidenceOf(one.id());
        Map<UUID, EntryDirectory.Known> now = entries.find(all.stream()
                .flatMap(evidence -> Stream.ofNullable(evidence.entry()))
                .toList());
        return all.stream()
                .map(evidence -> {
                    EntryDirectory.Known known = evidence.entry() == null ? null : now.get(evidence.entry());
                    Standing standing = standing(evidence, known);
                    return new Shown(
                            evidence,
                            names.apply(evidence.unit()),
                            standing,
                            standing == Standing.RENAMED && known != null ? known.title() : null,
                            !one.isOver() && mayRemove(one, evidence, actor));
                })
                .toList();
    }

    private Standing standing(Evidence evidence, EntryDirectory.@Nullable Known known) {
        if (evidence.kind() == Evidence.Kind.FILE) {
            return files.find(evidence.id()).isPresent() ? Standing.STANDS : Standing.GONE;
        }
        if (known == null || !known.published()) {
            return Standing.GONE;
        }
        return known.title().equals(evidence.title()) ? Standing.STANDS : Standing.RENAMED;
    }

    private boolean mayRemove(FollowUp one, Evidence evidence, Actor actor) {
        return evidence.addedById().equals(actor.officer())
                || access.can(actor, FollowUpPermission.WORK, evidence.unit())
                || (evidence.unit().equals(one.giverUnit()) && one.isGivers(actor));
    }

    private FollowUp openFor(UUID id, Actor actor) {
        followUps.readable(id, actor);
        FollowUp one = followUps.locked(id);
        if (one.isOver()) {
            throw FollowUpRefused.over();
        }
        if (!followUps.mayAddEvidence(one, details.partsOf(id), actor)) {
            throw new Forbidden();
        }
        return one;
    }

    private void keep(
            FollowUp one,
            Evidence.Kind kind,
            UUID id,
            String title,
            @Nullable Long bytes,
            @Nullable String hash,
            @Nullable UUID entry,
            @Nullable String code,
            Actor actor) {
        UnitCode unit =
                Objects.requireNonNullElse(followUps.works(one, details.partsOf(one.id()), actor), one.giverUnit());
        Instant now = clock.instant();
        details.add(new Evidence(
                id, one.id(), kind, title, unit, actor.officerName(), actor.officer(), now, bytes, hash, entry, code));
        followUps.record(
                one,
                FollowUpEvent.What.ADD_EVIDENCE,
                actor,
                null,
                title,
                hash == null ? Map.of("entry", String.valueOf(code)) : Map.of("sha256", hash));
    }
}
