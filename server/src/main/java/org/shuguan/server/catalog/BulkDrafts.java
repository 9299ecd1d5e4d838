package org.shuguan.server.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.shuguan.server.access.Person;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Looks up entries and writes drafts in batches, for imports. It checks no permission and publishes no events:
/// the caller checks the actor and records the import as a whole.
@Service
public class BulkDrafts {
    /// The first draft of a new entry.
    ///
    /// @param entry id of the new entry, chosen by the caller
    public record NewEntry(UUID entry, Content content) {}

    /// New content for an existing entry.
    ///
    /// @param code of the entry
    /// @param number of the version that the caller compared with
    /// @param revision of that version
    public record Change(String code, int number, long revision, Content content) {}

    private final Versions versions;
    private final CodeScheme codes;
    private final MeasuredItems measured;
    private final Approvals approvals;

    BulkDrafts(Versions versions, CodeScheme codes, MeasuredItems measured, Approvals approvals) {
        this.versions = versions;
        this.codes = codes;
        this.measured = measured;
        this.approvals = approvals;
    }

    /// Whether a code has the fixed part of the codes that this city gives to the unit's entries.
    public boolean isCodeOf(UnitCode unit, String code) {
        return codes.ours(unit, code);
    }

    /// The unit of each code that was ever given to an entry, including entries of which every version is deleted.
    public Map<String, UnitCode> unitsOf(Collection<String> codes) {
        Map<String, UnitCode> units = new HashMap<>();
        versions.unitsOf(codes).forEach((code, unit) -> units.put(code, new UnitCode(unit)));
        return units;
    }

    /// The newest version of each entry with one of the codes, by code; deleted and superseded versions do not
    /// count.
    public Map<String, Version> newestByCode(Collection<String> codes) {
        Map<String, Version> newest = new HashMap<>();
        versions.standing(codes).forEach(version -> newest.put(version.code().value(), version));
        return newest;
    }

    /// The newest version of each of the unit's entries with exactly one of the titles; only drafts, versions
    /// under way and published ones.
    public List<Version> newestByTitle(UnitCode unit, Collection<String> titles) {
        return versions.titled(unit, titles);
    }

    /// The content that saving an edited version would store: its mount and what the census measured stay, and the
    /// grade is at least that of the items.
    ///
    /// @param base content of the version that was edited
    /// @throws InvalidInput if an item's grade is lower than the census measured
    public Content revised(Content edited, Content base) {
        return measured.revised(edited, base);
    }

    /// Creates entries with their first drafts in the transaction of the caller.
    ///
    /// @return their codes, in the order of the entries
    @Transactional(propagation = Propagation.MANDATORY)
    public List<ResourceCode> create(UnitCode unit, List<NewEntry> entries, Instant at, Person by) {
        List<ResourceCode> given = codes.next(unit, entries.size());
        versions.addAll(
                unit,
                IntStream.range(0, entries.size())
                        .mapToObj(i -> new Versions.Fresh(
                                entries.get(i).entry(),
                                given.get(i),
                                entries.get(i).content()))
                        .toList(),
                at,
                by);
        drafted(entries.stream().map(one -> CatalogFlow.subject(one.entry(), 1)), by);
        return given;
    }

    /// Changes entries in the transaction of the caller: a draft is overwritten; a published version stays and
    /// gets a draft as its next version.
    ///
    /// @throws ChangedMeanwhile if a version is not the one that the caller compared with, or is under way; the
    ///     transaction is then rolled back
    @Transactional(propagation = Propagation.MANDATORY)
    public void change(List<Change> changes, Instant at, Person by) {
        Map<String, Version> newest =
                newestByCode(changes.stream().map(Change::code).toList());
        List<String> subjects = new ArrayList<>();
        for (Change change : changes) {
            Version version = newest.get(change.code());
            if (version == null || version.number() != change.number() || version.revision() != change.revision()) {
                throw new ChangedMeanwhile(version == null ? 0 : version.revision());
            }
            UUID entry = version.entry();
            int number = version.state() == Version.State.PUBLISHED ? versions.lastNumber(entry) + 1 : version.number();
            boolean written = switch (version.state()) {
                case DRAFT -> versions.save(entry, version.number(), version.revision(), change.content(), at, by);
                case PUBLISHED -> {
                    versions.add(entry, number, change.content(), at, by);
                    yield true;
                }
                case SUBMITTED, SIGNED, SUPERSEDED, WITHDRAWN, DELETED -> false;
            };
            if (!written) {
                throw new ChangedMeanwhile(version.revision());
            }
            subjects.add(CatalogFlow.subject(entry, number));
        }
        drafted(subjects.stream(), by);
    }

    private void drafted(Stream<String> subjects, Person by) {
        if (by.id() != null) {
            approvals.drafted(CatalogFlow.FLOW, subjects.toList(), by.id());
        }
    }

    /// Gives the drafts of entries new change numbers, so that readers of [CatalogReader#changesAfter] see them.
    /// It is called in small batches after the commit of a long transaction, because readers may have passed its
    /// numbers.
    @Transactional
    public void renumber(Collection<UUID> entries) {
        versions.touch(entries);
    }
}
