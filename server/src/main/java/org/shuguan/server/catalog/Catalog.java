package org.shuguan.server.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Decision;
import org.shuguan.server.census.Census;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The city's catalog of data resources: drafts, signatures, publication, versions.
@Service
@Transactional
public class Catalog {
    private static final String FLOW = "catalog-entry";
    private static final int LONGEST_REASON = 1000;

    private final Versions versions;
    private final CodeScheme codes;
    private final Approvals approvals;
    private final Census census;
    private final MeasuredItems measured;
    private final Institution institution;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Catalog(
            Versions versions,
            CodeScheme codes,
            Approvals approvals,
            Census census,
            MeasuredItems measured,
            Institution institution,
            ApplicationEventPublisher events,
            Clock clock) {
        this.versions = versions;
        this.codes = codes;
        this.approvals = approvals;
        this.census = census;
        this.measured = measured;
        this.institution = institution;
        this.events = events;
        this.clock = clock;
    }

    /// A draft by hand.
    public UUID create(UnitCode unit, Content content, Actor actor) {
        mustKeep(unit, actor);
        PublishingRules.draft(content).orRefuse();
        return add(unit, content.graded(content.grade().orHigher(content.gradeOfItems()), null), actor);
    }

    /// Drafts of tables that a census found, everything measured filled in: of all of them or of none.
    ///
    /// @throws CatalogRefused where one of them has an entry already
    public List<UUID> createFromCensus(UUID run, List<Long> tables, Actor actor) {
        List<UUID> made = new ArrayList<>();
        for (long table : new LinkedHashSet<>(tables)) {
            Census.Found found = census.found(run, table).orElseThrow(NotFound::new);
            if (!actor.is(Role.DATA_STEWARD, found.unit())) {
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

    /// What a draft of a found table would say: everything measured, nothing that only a person can know.
    @Transactional(readOnly = true)
    public Content measured(UUID run, long table) {
        Census.Found found = census.found(run, table).orElseThrow(NotFound::new);
        return measured.content(found);
    }

    /// Whether a unit has any entry, whatever its state.
    @Transactional(readOnly = true)
    public boolean hasEntries(UnitCode unit) {
        return versions.hasEntries(unit);
    }

    /// Saves a draft.
    ///
    /// @param revision as it was seen
    /// @throws ChangedMeanwhile where somebody else saved in between
    public void edit(Version version, long revision, Content content, Actor actor) {
        mustKeep(version.unit(), actor);
        if (version.state() != Version.State.DRAFT) {
            throw CatalogRefused.notADraft();
        }
        PublishingRules.draft(content).orRefuse();
        // A steward cannot talk down what a census measured; and where it was measured is not theirs to say.
        Content held = measured.hold(content.mounted(version.content().mount()), version.content());
        Content saved = held.graded(held.grade().orHigher(held.gradeOfItems()), null);
        if (!versions.save(version.entry(), version.number(), revision, saved, clock.instant(), actor.officerName())) {
            throw new ChangedMeanwhile(version.revision());
        }
        tell("catalog.edit", version, Map.of());
    }

    /// Hands a draft to the unit's CDO.
    public void submit(UUID entry, int number, Actor actor) {
        Version version = locked(entry, number);
        mustKeep(version.unit(), actor);
        if (version.state() != Version.State.DRAFT) {
            throw CatalogRefused.notADraft();
        }
        PublishingRules.submission(version.content()).orRefuse();
        String title = version.content().title();
        String caseId = version.caseId();
        if (caseId == null) {
            caseId = approvals.start(
                    FLOW,
                    entry + ":" + number,
                    version.unit(),
                    title,
                    "/office/catalog/" + entry + "?version=" + number,
                    actor,
                    Role.DATA_STEWARD);
        } else {
            approvals.complete(caseId, "revise", "submit", null, title, actor);
        }
        Map<String, @Nullable Object> also = new java.util.HashMap<>();
        also.put("case_id", caseId);
        also.put("returned_because", null);
        move(version, Version.State.SUBMITTED, also, actor);
        tell("catalog.submit", version, Map.of());
    }

    /// Signs for the unit: its CDO, or whom they delegated.
    public void sign(UUID entry, int number, @Nullable String comment, Actor actor) {
        Version version = at(entry, number, Version.State.SUBMITTED);
        Decision decision = decide(version, "sign", "sign", comment, actor);
        Map<String, @Nullable Object> also = new java.util.HashMap<>();
        also.put("signed_by", decision.officerName());
        also.put("signed_role", decision.role().word());
        also.put("signed_at", org.shuguan.server.platform.Rows.parameter(decision.at()));
        move(version, Version.State.SIGNED, also, actor);
        tell("catalog.sign", version, decided(version, decision));
    }

    /// Publishes a signed version; the one before it becomes history.
    public void publish(UUID entry, int number, @Nullable String comment, Actor actor) {
        Version version = at(entry, number, Version.State.SIGNED);
        Decision decision = decide(version, "review", "publish", comment, actor);
        for (Version other : versions.of(entry)) {
            if (other.state() == Version.State.PUBLISHED) {
                move(other, Version.State.SUPERSEDED, Map.of(), actor);
            }
        }
        Instant now = clock.instant();
        move(version, Version.State.PUBLISHED, Map.of("published_at", now.atOffset(java.time.ZoneOffset.UTC)), actor);
        tell("catalog.publish", version, decided(version, decision));
    }

    /// Gives a version back to its steward, from the CDO's or the bureau's desk.
    public void giveBack(UUID entry, int number, String reason, Actor actor) {
        Version version = locked(entry, number);
        if (version.state() != Version.State.SUBMITTED && version.state() != Version.State.SIGNED) {
            throw CatalogRefused.notThere();
        }
        reason(reason);
        String step = version.state() == Version.State.SUBMITTED ? "sign" : "review";
        Decision decision = decide(version, step, "return", reason, actor);
        Map<String, @Nullable Object> also = new java.util.HashMap<>();
        also.put("returned_because", reason);
        also.put("signed_by", null);
        also.put("signed_role", null);
        also.put("signed_at", null);
        move(version, Version.State.DRAFT, also, actor);
        tell("catalog.return", version, behalf(decision));
    }

    /// Starts the next version of a published entry as a draft beside it.
    public int nextVersion(UUID entry, Actor actor) {
        Version published = versions.of(entry).stream()
                .filter(version -> version.state() == Version.State.PUBLISHED)
                .findFirst()
                .orElseThrow(CatalogRefused::notPublished);
        actor.must(Role.DATA_STEWARD, published.unit());
        int number = versions.lastNumber(entry) + 1;
        versions.add(entry, number, published.content(), clock.instant(), actor.officerName());
        tell("catalog.next-version", published, Map.of("number", number));
        return number;
    }

    /// Takes a published entry out of the catalog. It stays readable as history.
    public void withdraw(UUID entry, int number, String reason, Actor actor) {
        Version version = at(entry, number, Version.State.PUBLISHED);
        if (!actor.is(Role.UNIT_CDO, version.unit()) && !actor.is(Role.BUREAU_OPERATOR)) {
            throw new Forbidden();
        }
        reason(reason);
        move(version, Version.State.WITHDRAWN, Map.of("withdrawn_because", reason), actor);
        tell("catalog.withdraw", version, Map.of("reason", reason));
    }

    /// Puts a draft away; [#restore] brings it back.
    public void delete(UUID entry, int number, Actor actor) {
        Version version = at(entry, number, Version.State.DRAFT);
        actor.must(Role.DATA_STEWARD, version.unit());
        if (version.caseId() != null) {
            approvals.abandon(version.caseId(), "draft deleted");
        }
        Map<String, @Nullable Object> also = new java.util.HashMap<>();
        also.put("case_id", null);
        move(version, Version.State.DELETED, also, actor);
        tell("catalog.delete", version, Map.of());
    }

    /// Brings a deleted draft back.
    public void restore(UUID entry, int number, Actor actor) {
        Version version = at(entry, number, Version.State.DELETED);
        actor.must(Role.DATA_STEWARD, version.unit());
        mustStandAlone(version.content(), entry);
        move(version, Version.State.DRAFT, Map.of(), actor);
        tell("catalog.restore", version, Map.of());
    }

    /// Sets another grade than the items demand; a security reviewer's word, with its reason. What is signed stays as
    /// it was signed: there it is given back first.
    public void lowerGrade(UUID entry, int number, Grade grade, String reason, Actor actor) {
        Version version = locked(entry, number);
        actor.must(Role.SECURITY_REVIEWER);
        if (version.state() != Version.State.DRAFT && version.state() != Version.State.SUBMITTED) {
            throw CatalogRefused.notThere();
        }
        reason(reason);
        if (!versions.save(
                entry,
                number,
                version.revision(),
                version.content().graded(grade, reason),
                clock.instant(),
                actor.officerName())) {
            throw new ChangedMeanwhile(version.revision());
        }
        tell("catalog.lower-grade", version, Map.of("grade", grade.word(), "reason", reason));
    }

    /// A table has one entry.
    ///
    /// @param itself the entry that may stand there
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
        // What begins today belongs to the unit that answers today.
        UnitCode unit = institution.answering(of, institution.today());
        UUID id = UUID.randomUUID();
        ResourceCode code = codes.next(unit);
        versions.addEntry(id, unit, code, clock.instant(), actor.officerName());
        versions.add(id, 1, content, clock.instant(), actor.officerName());
        events.publishEvent(new EntryEvent("catalog.create", id, code, 1, unit.value(), Map.of()));
        return id;
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

    private Decision decide(Version version, String step, String outcome, @Nullable String comment, Actor actor) {
        String caseId = Optional.ofNullable(version.caseId()).orElseThrow(CatalogRefused::notThere);
        return approvals.complete(
                caseId, step, outcome, comment, version.content().title(), actor);
    }

    private void move(Version version, Version.State to, Map<String, @Nullable Object> also, Actor actor) {
        if (!versions.move(version, to, also, clock.instant(), actor.officerName())) {
            throw CatalogRefused.notThere();
        }
    }

    private static void reason(String reason) {
        new InvalidInput.Check()
                .that(!reason.isBlank(), "reason", "required")
                .that(reason.length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .orRefuse();
    }

    private static Map<String, ?> behalf(Decision decision) {
        return decision.onBehalfOf() == null ? Map.of() : Map.of("onBehalfOf", decision.onBehalfOf());
    }

    /// What was decided on, so that nobody can put another content under a signature later.
    private Map<String, ?> decided(Version version, Decision decision) {
        Map<String, Object> facts = new java.util.TreeMap<>(behalf(decision));
        facts.put("sha256", versions.digest(version.entry(), version.number()));
        return facts;
    }

    /// Whoever keeps the unit's entries today: its steward, or whom they delegated it to.
    private void mustKeep(UnitCode unit, Actor actor) {
        boolean keeps = approvals.capacities(actor).stream()
                .anyMatch(capacity ->
                        capacity.role() == Role.DATA_STEWARD && capacity.unit().equals(unit));
        if (!keeps) {
            throw new Forbidden();
        }
    }

    private void tell(String action, Version version, Map<String, ?> facts) {
        events.publishEvent(new EntryEvent(
                action,
                version.entry(),
                version.code(),
                version.number(),
                version.unit().value(),
                facts));
    }
}
