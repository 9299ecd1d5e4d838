package org.shuguan.server.collection;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.KeyDigest;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.lake.Removal;
import org.shuguan.dataplane.lake.RemovedKeys;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.approval.FourEyes;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.NewJob;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Reconciliation;
import org.shuguan.server.settings.Code;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Orders to remove rows from every version for good: one person orders with a legal basis, another confirms, a job
/// does it. Removed keys stay out of later versions until the CDO lets them come again.
@Service
@Transactional
public class Removing implements Reconciliation {
    static final String CONFIRM = "collection.removal";
    static final String BACK = "collection.key-back";
    private static final int LONGEST_REASON = 1000;
    private static final int LONGEST_VALUE = 1000;
    private static final int MOST_LINES = 20;

    /// What is ordered.
    ///
    /// @param keys values of each key, in the order of the key's columns
    /// @param basis code of the rule `collection.removal-bases`
    /// @param reason what happened, with the number of the document
    public record Wanted(
            @Nullable List<List<String>> keys,
            @Nullable String basis,
            @Nullable String reason) {}

    private final Removals removals;
    private final RemovalKeys sealing;
    private final Plans plans;
    private final CityLake lake;
    private final Access access;
    private final Jobs jobs;
    private final Tasks tasks;
    private final Setting<List<Code>> bases;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Removing(
            Removals removals,
            RemovalKeys sealing,
            Plans plans,
            CityLake lake,
            Access access,
            Jobs jobs,
            Tasks tasks,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.removals = removals;
        this.sealing = sealing;
        this.plans = plans;
        this.lake = lake;
        this.access = access;
        this.jobs = jobs;
        this.tasks = tasks;
        this.bases = settings.codes("collection.removal-bases");
        this.events = events;
        this.clock = clock;
    }

    /// Whether a removal was ever ordered for a plan.
    @Transactional(readOnly = true)
    public boolean hasRemovals(UUID plan) {
        return removals.isAny(plan);
    }

    /// The legal bases from which an order chooses.
    List<Code> bases() {
        return bases.today();
    }

    /// The columns by which rows of a plan's versions are named; empty if there are none.
    @Transactional(readOnly = true)
    List<String> keyColumns(Plan plan) {
        return Optional.ofNullable(lake.table(plan))
                .flatMap(LakeTable::current)
                .map(LakeVersion::key)
                .orElse(List.of());
    }

    /// Orders that the rows with some keys are removed from every version. Somebody else must confirm it.
    ///
    /// @return the id of the removal
    public UUID order(UUID planId, Wanted wanted, Actor actor) {
        Plan plan = visible(plans.lock(planId), actor);
        access.must(actor, CollectionPermission.ORDER_REMOVAL, plan.unit());
        LakeTable table = lake.table(plan);
        List<String> columns = keyColumns(plan);
        if (table == null || columns.isEmpty()) {
            throw table == null ? CollectionRefused.noVersion() : CollectionRefused.removalNoKey();
        }
        if (removals.isOpen(planId)) {
            throw CollectionRefused.removalOpen();
        }
        List<List<String>> values = checked(columns, wanted);
        UUID id = UUID.randomUUID();
        RemovedKeys keys = new RemovedKeys(columns, values);
        Removal removal = new Removal(table, keys, id);
        List<String> digests;
        int found;
        try {
            digests = digests(plan, keys, removal.written());
            found = (int) removal.foundKeys();
        } catch (LakeRefused refused) {
            throw CollectionRefused.unreadable(refused);
        }
        List<Capacity> capacities = access.capacities(actor, CollectionPermission.ORDER_REMOVAL, plan.unit());
        FourEyes.Party party = FourEyes.Party.of(actor, capacities);
        removals.add(
                new RowRemoval(
                        id,
                        0,
                        planId,
                        RowRemoval.State.ORDERED,
                        columns,
                        keys.values().size(),
                        found,
                        null,
                        Objects.requireNonNull(wanted.basis()),
                        Objects.requireNonNull(wanted.reason()).strip(),
                        actor.officerName(),
                        actor.officer(),
                        party.principal(),
                        clock.instant(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                sealing.sealed(id, keys.values()),
                digests);
        // What the unit's CDO has ordered nobody in the unit can confirm.
        boolean byCdo = access.capacities(actor, CollectionPermission.CONFIRM_REMOVAL, plan.unit()).stream()
                .anyMatch(capacity -> capacity.role() == Role.UNIT_CDO);
        tasks.open(new NewTask(
                CONFIRM,
                id.toString(),
                byCdo ? UnitCode.CITY : plan.unit(),
                byCdo ? Role.CITY_CDO : Role.UNIT_CDO,
                Map.of(
                        "title",
                        plan.title(),
                        "keys",
                        Integer.toString(keys.values().size()),
                        "by",
                        actor.officerName()),
                link(plan, id),
                NewTask.Closing.WITH_SUBJECT,
                null));
        tell(
                CollectionEvent.What.ORDER_REMOVAL,
                plan,
                id,
                actor,
                Map.of(
                        "basis", wanted.basis(),
                        "keys", Integer.toString(keys.values().size()),
                        "found", Integer.toString(found)));
        return id;
    }

    private List<List<String>> checked(List<String> columns, Wanted wanted) {
        List<List<String>> values = new ArrayList<>();
        List<Integer> wrong = new ArrayList<>();
        List<List<String>> given = wanted.keys() == null ? List.of() : wanted.keys();
        for (int i = 0; i < given.size(); i++) {
            List<String> key = given.get(i) == null
                    ? List.of()
                    : given.get(i).stream()
                            .map(value -> value == null ? "" : value.strip())
                            .toList();
            boolean right = key.size() == columns.size()
                    && key.stream().allMatch(value -> !value.isEmpty() && value.length() <= LONGEST_VALUE);
            if (right) {
                values.add(key);
            } else {
                wrong.add(i + 1);
            }
        }
        String reason = wanted.reason() == null ? "" : wanted.reason();
        String basis = wanted.basis() == null ? "" : wanted.basis();
        new InvalidInput.Check()
                .that(!given.isEmpty(), "keys", "required")
                .that(given.size() <= RemovedKeys.MOST, "keys", "removal-keys", Map.of("most", RemovedKeys.MOST))
                .that(
                        wrong.isEmpty(),
                        "keys",
                        "removal-lines",
                        Map.of("lines", lines(wrong), "columns", String.join(", ", columns)))
                .that(!basis.isEmpty(), "basis", "required")
                .that(
                        basis.isEmpty()
                                || bases.today().stream()
                                        .anyMatch(code -> code.code().equals(basis)),
                        "basis",
                        "removal-basis")
                .that(!reason.isBlank(), "reason", "required")
                .that(reason.length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .orRefuse();
        return values;
    }

    private static String lines(List<Integer> numbers) {
        return numbers.stream().limit(MOST_LINES).map(String::valueOf).collect(Collectors.joining(", "))
                + (numbers.size() > MOST_LINES ? " …" : "");
    }

    /// The digests of the keys.
    ///
    /// @throws InvalidInput with the numbers of those that the columns cannot have
    private List<String> digests(Plan plan, RemovedKeys keys, List<@Nullable List<String>> written) {
        KeyDigest digest = sealing.digest(plan.id(), keys.columns());
        List<String> digests = new ArrayList<>();
        List<Integer> wrong = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            List<String> values = written.get(i);
            if (values == null) {
                wrong.add(i + 1);
            } else {
                digests.add(digest.of(values));
            }
        }
        new InvalidInput.Check()
                .that(wrong.isEmpty(), "keys", "removal-unfit", Map.of("lines", lines(wrong)))
                .orRefuse();
        return digests.stream().distinct().toList();
    }

    /// Whether the actor may confirm or refuse it: the permission, and not the one who ordered it.
    boolean mayDecide(RowRemoval removal, Plan plan, Actor actor) {
        return access.capacities(actor, CollectionPermission.CONFIRM_REMOVAL, plan.unit()).stream()
                .anyMatch(capacity -> FourEyes.allow(List.of(removal.party()), actor, capacity));
    }

    private Plan decidable(RowRemoval removal, Actor actor) {
        Plan plan = visible(plans.lock(removal.plan()), actor);
        access.must(actor, CollectionPermission.CONFIRM_REMOVAL, plan.unit());
        if (removal.state() != RowRemoval.State.ORDERED) {
            throw CollectionRefused.removalState();
        }
        if (!mayDecide(removal, plan, actor)) {
            throw CollectionRefused.ownRemoval();
        }
        return plan;
    }

    /// Confirms an order of somebody else; the job begins, and rows with the keys are kept out from now on.
    public void confirm(UUID id, Actor actor) {
        RowRemoval removal = removals.lock(id).orElseThrow(NotFound::new);
        Plan plan = decidable(removal, actor);
        removals.decide(id, RowRemoval.State.CONFIRMED, Person.of(actor), clock.instant(), "");
        start(removal, plan, Person.of(actor));
        tasks.close(CONFIRM, id.toString(), "");
        tell(
                CollectionEvent.What.CONFIRM_REMOVAL,
                plan,
                id,
                actor,
                Map.of("ordered", removal.orderedBy(), "keys", Integer.toString(removal.keyCount())));
    }

    private void start(RowRemoval removal, Plan plan, @Nullable Person by) {
        UUID job = UUID.randomUUID();
        if (jobs.start(new NewJob(
                job,
                RemovalJob.NAME,
                removal.id().toString(),
                plan.unit(),
                Map.of("title", plan.title()),
                link(plan, removal.id()),
                by))) {
            removals.job(removal.id(), job);
        }
    }

    /// Refuses an order of somebody else.
    public void refuse(UUID id, String reason, Actor actor) {
        RowRemoval removal = removals.lock(id).orElseThrow(NotFound::new);
        Plan plan = decidable(removal, actor);
        mustSay(reason);
        removals.decide(id, RowRemoval.State.REFUSED, Person.of(actor), clock.instant(), reason.strip());
        tasks.close(CONFIRM, id.toString(), "");
        tell(CollectionEvent.What.REFUSE_REMOVAL, plan, id, actor, Map.of("reason", reason.strip()));
    }

    /// Takes one's own order back before it is decided.
    public void withdraw(UUID id, Actor actor) {
        RowRemoval removal = removals.lock(id).orElseThrow(NotFound::new);
        Plan plan = visible(plans.lock(removal.plan()), actor);
        if (!removal.orderedById().equals(actor.officer())) {
            throw new Forbidden();
        }
        if (removal.state() != RowRemoval.State.ORDERED) {
            throw CollectionRefused.removalState();
        }
        removals.decide(id, RowRemoval.State.WITHDRAWN, Person.of(actor), clock.instant(), "");
        tasks.close(CONFIRM, id.toString(), "");
        tell(CollectionEvent.What.WITHDRAW_REMOVAL, plan, id, actor, Map.of());
    }

    /// Lets removed keys come again, for example because the law allows it again.
    public void lift(UUID id, String reason, Actor actor) {
        RowRemoval removal = removals.lock(id).orElseThrow(NotFound::new);
        Plan plan = visible(plans.lock(removal.plan()), actor);
        access.must(actor, CollectionPermission.CONFIRM_REMOVAL, plan.unit());
        if (removal.state() != RowRemoval.State.DONE || removal.liftedAt() != null) {
            throw CollectionRefused.removalState();
        }
        mustSay(reason);
        removals.lift(id, actor.officerName(), clock.instant(), reason.strip());
        tasks.close(BACK, plan.id().toString(), "");
        tell(CollectionEvent.What.LIFT_REMOVAL, plan, id, actor, Map.of("reason", reason.strip()));
    }

    /// Starts the job of a confirmed removal again that has failed or was cancelled.
    public void resume(UUID id, Actor actor) {
        RowRemoval removal = removals.lock(id).orElseThrow(NotFound::new);
        Plan plan = visible(plans.lock(removal.plan()), actor);
        access.must(actor, CollectionPermission.ORDER_REMOVAL, plan.unit());
        if (!isStuck(removal)) {
            throw CollectionRefused.removalState();
        }
        start(removal, plan, Person.of(actor));
    }

    /// Whether it is confirmed and nothing carries it out.
    boolean isStuck(RowRemoval removal) {
        return removal.state() == RowRemoval.State.CONFIRMED
                && !jobs.isUnderWay(RemovalJob.NAME, removal.id().toString());
    }

    private static void mustSay(String reason) {
        new InvalidInput.Check()
                .that(!reason.isBlank(), "reason", "required")
                .that(reason.length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .orRefuse();
    }

    /// Notes that a collection or a capture brought removed keys, and tells the steward if they had not come
    /// before.
    ///
    /// @param digests of the keys; empty if only their number is known
    /// @param rows number of their rows
    void cameBack(Plan plan, @Nullable UUID run, Collection<String> digests, long rows) {
        int fresh = digests.isEmpty() ? 1 : removals.cameBack(plan.id(), digests, clock.instant());
        if (fresh == 0) {
            return;
        }
        Map<String, String> facts = Map.of("title", plan.title(), "rows", Long.toString(rows));
        tasks.open(new NewTask(
                BACK,
                plan.id().toString(),
                plan.unit(),
                Role.DATA_STEWARD,
                facts,
                plan.link() + "/removals",
                NewTask.Closing.BY_HAND,
                null));
        events.publishEvent(CollectionEvent.of(CollectionEvent.What.KEY_BACK, plan, null, run, facts));
    }

    private Plan visible(Optional<Plan> plan, Actor actor) {
        return plan.filter(known -> access.can(actor, CollectionPermission.READ, known.unit())
                        || access.can(actor, CollectionPermission.OVERSEE, known.unit()))
                .orElseThrow(NotFound::new);
    }

    static String link(Plan plan, UUID removal) {
        return plan.link() + "/removals/" + removal;
    }

    private void tell(CollectionEvent.What what, Plan plan, UUID removal, Actor actor, Map<String, String> facts) {
        Map<String, String> all = new HashMap<>(facts);
        all.put(CollectionEvent.REMOVAL, removal.toString());
        events.publishEvent(CollectionEvent.of(what, plan, actor.officer(), null, all));
    }

    @Override
    public String name() {
        return "confirmed removals of rows that nothing carries out";
    }

    /// Removals whose job was cancelled or has failed go on: what was confirmed must be done.
    @Override
    public int reconcile() {
        int started = 0;
        for (RowRemoval removal : removals.confirmed()) {
            boolean failedLately = Optional.ofNullable(removal.job())
                    .flatMap(jobs::find)
                    .filter(job -> job.state() == Job.State.FAILED || job.state() == Job.State.DONE)
                    .isPresent();
            if (isStuck(removal) && !failedLately) {
                start(removal, plans.find(removal.plan()).orElseThrow(), null);
                started++;
            }
        }
        return started;
    }
}
