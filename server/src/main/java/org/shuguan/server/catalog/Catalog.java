package org.shuguan.server.catalog;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Decided;
import org.shuguan.server.approval.Decision;
import org.shuguan.server.approval.Given;
import org.shuguan.server.approval.NewCase;
import org.shuguan.server.approval.OwnSubmission;
import org.shuguan.server.approval.StepGone;
import org.shuguan.server.census.Census;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The city's catalog of data resources: drafts, signatures, publication, versions.
@Service
@Transactional
public class Catalog {
    private static final int LONGEST_REASON = 1000;
    private static final List<String> SIGNATURE = List.of(
            "signed_by", "signed_by_id", "signed_for", "signed_capacity", "signed_role", "signed_unit", "signed_at");

    private final Versions versions;
    private final CodeScheme codes;
    private final Approvals approvals;
    private final Census census;
    private final MeasuredItems measured;
    private final Institution institution;
    private final Access access;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Catalog(
            Versions versions,
            CodeScheme codes,
            Approvals approvals,
            Census census,
            MeasuredItems measured,
            Institution institution,
            Access access,
            ApplicationEventPublisher events,
            Clock clock) {
        this.versions = versions;
        this.codes = codes;
        this.approvals = approvals;
        this.census = census;
        this.measured = measured;
        this.institution = institution;
        this.access = access;
        this.events = events;
        this.clock = clock;
    }

    /// Creates an entry with a draft that a person wrote.
    public UUID create(UnitCode unit, Content content, Actor actor) {
        UnitCode of = access.mustBegin(actor, CatalogPermission.WRITE, unit);
        PublishingRules.draft(content).orRefuse();
        return add(of, content.gradedByItems(), actor);
    }

    /// Creates entries with drafts of tables that a census found, with everything that was measured. Creates all
    /// of them or none.
    ///
    /// @throws CatalogRefused if a table already has an entry
    public List<UUID> createFromCensus(UUID run, List<Long> tables, Actor actor) {
        List<UUID> made = new ArrayList<>();
        for (long table : new LinkedHashSet<>(tables)) {
            Census.Found found = census.found(run, table).orElseThrow(NotFound::new);
            if (!access.can(actor, CatalogPermission.WRITE, found.unit())) {
                throw new NotFound();
            }
            if (found.result().profile() != null) {
                Content content = measured.content(found);
                mustStandAlone(content, null);
                made.add(add(found.unit(), content, actor));
            }
        }
        return made;
    }

    /// The content of a draft of a found table: what was measured, without what only a person can know.
    @Transactional(readOnly = true)
    public Content measured(UUID run, long table) {
        Census.Found found = census.found(run, table).orElseThrow(NotFound::new);
        return measured.content(found);
    }

    /// Whether a unit has an entry, whatever its state.
    @Transactional(readOnly = true)
    public boolean hasEntries(UnitCode unit) {
        return versions.hasEntries(unit);
    }

    /// Saves a draft.
    ///
    /// @param revision of the version that the editor loaded
    /// @throws ChangedMeanwhile if another person has saved since
    public void edit(Version version, long revision, Content content, Actor actor) {
        access.must(actor, CatalogPermission.WRITE, version.unit());
        if (version.state() != Version.State.DRAFT) {
            throw CatalogRefused.notADraft();
        }
        PublishingRules.draft(content).orRefuse();
        // A steward cannot talk down what a census measured; and where it was measured is not theirs to say.
        Content saved = measured.revised(content, version.content());
        if (!versions.save(version.entry(), version.number(), revision, saved, clock.instant(), Person.of(actor))) {
            throw new ChangedMeanwhile(version.revision());
        }
        drafted(version.entry(), version.number(), version.unit(), actor);
        events.publishEvent(new EntryEdited(EntryRef.of(version), actor.officer()));
    }

    /// Submits a draft to the unit's CDO.
    public void submit(UUID entry, int number, Actor actor) {
        Version version = locked(entry, number);
        access.must(actor, CatalogPermission.WRITE, version.unit());
        if (version.state() != Version.State.DRAFT) {
            throw CatalogRefused.notADraft();
        }
        PublishingRules.submission(version.content()).orRefuse();
        String caseId = version.caseId();
        if (caseId == null) {
            caseId = approvals.start(
                    CatalogFlow.FLOW,
                    new NewCase(
                            CatalogFlow.subject(entry, number),
                            version.unit(),
                            access.servedBy(Role.BUREAU_OPERATOR, version.unit()),
                            version.content().title(),
                            EntryRef.of(version).link(),
                            Role.DATA_STEWARD,
                            Map.of()),
                    actor);
        } else {
            approvals.decide(
                    CatalogFlow.FLOW,
                    caseId,
                    Version.State.DRAFT,
                    CatalogFlow.Outcome.SUBMIT,
                    Given.comment(version.content().title(), null),
                    actor);
        }
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("case_id", caseId);
        also.put("returned_because", null);
        move(version, Version.State.SUBMITTED, also, actor);
        events.publishEvent(new EntrySubmitted(
                EntryRef.of(version),
                actor.officer(),
                clock.instant(),
                approvals.last(caseId).facts()));
    }

    /// Signs for the unit: its CDO, or a substitute or delegate.
    public void sign(UUID entry, int number, @Nullable String comment, Actor actor) {
        decide(entry, number, CatalogFlow.Outcome.SIGN, comment, actor);
    }

    /// Publishes a signed version; the published version before it is superseded.
    public void publish(UUID entry, int number, @Nullable String comment, Actor actor) {
        decide(entry, number, CatalogFlow.Outcome.PUBLISH, comment, actor);
    }

    /// Returns a version to its steward: a submitted one by the CDO, a signed one by the bureau.
    public void giveBack(UUID entry, int number, @Nullable String reason, Actor actor) {
        decide(entry, number, CatalogFlow.Outcome.RETURN, reason, actor);
    }

    /// Decides the current step of a version's case; the case gives the next state.
    void decide(UUID entry, int number, CatalogFlow.Outcome outcome, @Nullable String comment, Actor actor) {
        Version version = locked(entry, number);
        if (version.state() == Version.State.DRAFT) {
            throw CatalogRefused.notThere();
        }
        Decided<Version.State> decided;
        try {
            decided = approvals.decide(
                    CatalogFlow.FLOW,
                    version.caseId(),
                    version.state(),
                    outcome,
                    Given.comment(version.content().title(), comment),
                    actor);
        } catch (StepGone gone) {
            throw CatalogRefused.notThere();
        }
        Decision decision = decided.decision();
        Map<String, @Nullable Object> also = new HashMap<>();
        if (decided.state() == Version.State.SIGNED) {
            also.put("signed_by", decision.officerName());
            also.put("signed_by_id", decision.officer().value());
            also.put("signed_for", decision.onBehalfOf());
            also.put(
                    "signed_capacity",
                    decision.capacity() == null ? null : decision.capacity().word());
            also.put("signed_role", decision.role().word());
            also.put("signed_unit", decision.unit().value());
            also.put("signed_at", Rows.parameter(decision.at()));
        } else if (decided.state() == Version.State.DRAFT) {
            also.put("returned_because", outcome == CatalogFlow.Outcome.RETURN ? decision.comment() : null);
            for (String column : SIGNATURE) {
                also.put(column, null);
            }
        } else if (decided.state() == Version.State.PUBLISHED) {
            supersede(entry, actor);
            also.put("published_at", Rows.parameter(clock.instant()));
        }
        move(version, decided.state(), also, actor);
        events.publishEvent(event(version, outcome, decision));
    }

    private void supersede(UUID entry, Actor actor) {
        for (Version other : versions.of(entry)) {
            if (other.state() == Version.State.PUBLISHED) {
                move(other, Version.State.SUPERSEDED, Map.of(), actor);
            }
        }
    }

    private EntryEvent event(Version version, CatalogFlow.Outcome outcome, Decision decision) {
        EntryRef ref = EntryRef.of(version);
        return switch (outcome) {
            case SIGN ->
                new EntrySigned(
                        ref,
                        decision.officer(),
                        decision.onBehalfOf(),
                        digest(version),
                        decision.at(),
                        decision.facts());
            case PUBLISH ->
                new EntryPublished(ref, decision.officer(), decision.onBehalfOf(), digest(version), decision.facts());
            case TAKE_BACK -> new EntryTakenBack(ref, decision.officer(), decision.at(), decision.facts());
            case RETURN ->
                new EntryReturned(
                        ref,
                        decision.officer(),
                        decision.onBehalfOf(),
                        String.valueOf(decision.comment()),
                        version.state() == Version.State.SIGNED,
                        decision.at(),
                        decision.facts());
            case SUBMIT -> new EntrySubmitted(ref, decision.officer(), decision.at(), decision.facts());
        };
    }

    /// SHA-256 of the current content of a version.
    private String digest(Version version) {
        return versions.digest(version.entry(), version.number());
    }

    /// Starts the next version of an entry as a draft: a copy of its published version or, if it was withdrawn, of
    /// the withdrawn one. The code stays the same.
    public int nextVersion(UUID entry, Actor actor) {
        List<Version> all = versions.of(entry);
        Version last = all.stream()
                .filter(version -> version.state() == Version.State.PUBLISHED)
                .findFirst()
                .or(() -> all.stream()
                        .filter(version -> version.state() == Version.State.WITHDRAWN)
                        .findFirst())
                .orElseThrow(CatalogRefused::notPublished);
        access.must(actor, CatalogPermission.WRITE, last.unit());
        if (last.state() == Version.State.WITHDRAWN) {
            mustStandAlone(last.content(), entry);
        }
        int number = versions.lastNumber(entry) + 1;
        versions.add(entry, number, last.content(), clock.instant(), Person.of(actor));
        drafted(entry, number, last.unit(), actor);
        EntryRef ref = EntryRef.of(last);
        events.publishEvent(new EntryVersionStarted(
                new EntryRef(ref.entry(), ref.code(), number, ref.unit(), ref.title()), actor.officer()));
        return number;
    }

    /// Withdraws a published entry. Its versions can still be read.
    public void withdraw(UUID entry, int number, String reason, Actor actor) {
        Version version = at(entry, number, Version.State.PUBLISHED);
        access.must(actor, CatalogPermission.WITHDRAW, version.unit());
        reason(reason);
        move(version, Version.State.WITHDRAWN, Map.of("withdrawn_because", reason), actor);
        events.publishEvent(new EntryWithdrawn(EntryRef.of(version), actor.officer(), reason.strip()));
    }

    /// Deletes a draft; [#restore] undoes that.
    public void delete(UUID entry, int number, Actor actor) {
        Version version = at(entry, number, Version.State.DRAFT);
        access.must(actor, CatalogPermission.WRITE, version.unit());
        if (version.caseId() != null) {
            approvals.abandon(version.caseId(), "draft deleted");
        }
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("case_id", null);
        move(version, Version.State.DELETED, also, actor);
        events.publishEvent(new EntryDeleted(EntryRef.of(version), actor.officer()));
    }

    /// Restores a deleted draft.
    public void restore(UUID entry, int number, Actor actor) {
        Version version = at(entry, number, Version.State.DELETED);
        access.must(actor, CatalogPermission.WRITE, version.unit());
        mustStandAlone(version.content(), entry);
        move(version, Version.State.DRAFT, Map.of(), actor);
        events.publishEvent(new EntryRestored(EntryRef.of(version), actor.officer()));
    }

    /// Sets a grade other than that of the items, by a security reviewer with a reason. A signed version cannot be
    /// changed: it is returned first.
    public void lowerGrade(UUID entry, int number, Grade grade, String reason, Actor actor) {
        Version version = locked(entry, number);
        access.must(actor, CatalogPermission.REGRADE, version.unit());
        if (version.state() != Version.State.DRAFT && version.state() != Version.State.SUBMITTED) {
            throw CatalogRefused.notThere();
        }
        Capacity as = regradesAs(version, actor).orElseThrow(OwnSubmission::new);
        reason(reason);
        if (!versions.save(
                entry,
                number,
                version.revision(),
                version.content().graded(grade, reason),
                clock.instant(),
                Person.of(actor))) {
            throw new ChangedMeanwhile(version.revision());
        }
        events.publishEvent(new EntryRegraded(
                EntryRef.of(version), actor.officer(), grade.word(), reason.strip(), clock.instant(), as.facts()));
    }

    /// The capacity in which the actor may lower the grade; empty also where four eyes forbid it.
    Optional<Capacity> regradesAs(Version version, Actor actor) {
        return approvals.decidesAs(
                CatalogFlow.FLOW,
                CatalogFlow.subject(version.entry(), version.number()),
                version.caseId(),
                CatalogPermission.REGRADE,
                version.unit(),
                actor);
    }

    /// Refuses content of a table that another entry is mounted on.
    ///
    /// @param itself the entry that may be mounted on the table
    private void mustStandAlone(Content content, @Nullable UUID itself) {
        Content.Mount mount = content.mount();
        if (mount == null) {
            return;
        }
        versions.makeAlone(mount.source());
        versions.standingFor(mount.source(), mount.path())
                .filter(other -> !other.entry().equals(itself))
                .ifPresent(other -> {
                    throw CatalogRefused.tableHasEntry(mount.path(), other);
                });
    }

    private UUID add(UnitCode of, Content content, Actor actor) {
        // New entries belong to the unit that is responsible today, for example the successor.
        UnitCode unit = institution.answering(of, institution.today());
        UUID id = UUID.randomUUID();
        ResourceCode code = codes.next(unit);
        versions.addEntry(id, unit, code, clock.instant(), Person.of(actor));
        versions.add(id, 1, content, clock.instant(), Person.of(actor));
        drafted(id, 1, unit, actor);
        events.publishEvent(new EntryCreated(new EntryRef(id, code, 1, unit, content.title()), actor.officer()));
        return id;
    }

    /// Records that the actor wrote at a version: they must not sign or publish it.
    void drafted(UUID entry, int number, UnitCode unit, Actor actor) {
        approvals.drafted(CatalogFlow.FLOW, CatalogFlow.subject(entry, number), CatalogPermission.WRITE, unit, actor);
    }

    private Version locked(UUID entry, int number) {
        return versions.lock(entry, number).orElseThrow(NotFound::new);
    }

    private Version at(UUID entry, int number, Version.State state) {
        Version version = locked(entry, number);
        if (version.state() != state) {
            throw CatalogRefused.notThere();
        }
        return version;
    }

    private void move(Version version, Version.State to, Map<String, @Nullable Object> also, Actor actor) {
        if (!versions.move(version, to, also, clock.instant(), Person.of(actor))) {
            throw CatalogRefused.notThere();
        }
    }

    private static void reason(String reason) {
        new InvalidInput.Check()
                .that(!reason.isBlank(), "reason", "required")
                .that(reason.length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .orRefuse();
    }
}
