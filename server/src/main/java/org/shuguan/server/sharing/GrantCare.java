package org.shuguan.server.sharing;

import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.ItemMask;
import org.shuguan.dataplane.serve.RowFilter;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.client.MachineClients;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What happens to a grant after it was given: the owner suspends, narrows and ends it, the consumer chooses its
/// machine clients, says that it is still needed, or gives it up.
@Service
@Transactional
public class GrantCare {
    static final String UNUSED = "sharing.unused";
    static final String EXPIRING = "sharing.expiring";

    private final GrantRecords grants;
    private final Granting granting;
    private final OfferedEntries offered;
    private final MachineClients clients;
    private final Access access;
    private final Institution institution;
    private final Tasks tasks;
    private final Setting<Integer> unused;
    private final Setting<Integer> expiring;
    private final Clock clock;

    GrantCare(
            GrantRecords grants,
            Granting granting,
            OfferedEntries offered,
            MachineClients clients,
            Access access,
            Institution institution,
            Tasks tasks,
            Settings settings,
            Clock clock) {
        this.grants = grants;
        this.granting = granting;
        this.offered = offered;
        this.clients = clients;
        this.access = access;
        this.institution = institution;
        this.tasks = tasks;
        this.unused = settings.days("sharing.unused");
        this.expiring = settings.days("sharing.expiring");
        this.clock = clock;
    }

    /// How a grant is narrowed: what is null stays as it is. Nothing can be widened: that needs a request.
    ///
    /// @param items the names of the items that remain
    /// @param masks stricter masks of items
    /// @param rowFilter conditions that rows must fulfil in addition
    public record Narrowing(
            @Nullable @Size(max = 2000) Set<String> items,
            @Nullable @Size(max = 2000) Map<String, ItemMask> masks,
            @Nullable RowFilter rowFilter,
            @Nullable Set<Grant.Mode> modes,
            @Nullable Integer perSecond,
            @Nullable Long perDay,
            @Nullable LocalDate lastDay,
            @Nullable String reason) {}

    /// Suspends a grant at once.
    public void suspend(UUID id, @Nullable String reason, Actor actor) {
        Grant grant = lock(id);
        access.must(actor, SharingPermission.SUSPEND, grant.owner());
        String because = AskRules.reason(reason);
        must(grant.state() == Grant.State.ACTIVE);
        change(grant.with(Grant.State.SUSPENDED, because, clock.instant()), GrantEvent.What.SUSPEND, because, actor);
    }

    /// Resumes a suspended grant.
    public void resume(UUID id, @Nullable String comment, Actor actor) {
        Grant grant = lock(id);
        access.must(actor, SharingPermission.MANAGE, grant.owner());
        must(grant.state() == Grant.State.SUSPENDED);
        change(grant.with(Grant.State.ACTIVE, null, clock.instant()), GrantEvent.What.RESUME, comment, actor);
    }

    /// Ends a grant for good, by the owner or the consumer.
    public void end(UUID id, @Nullable String reason, Actor actor) {
        Grant grant = lock(id);
        if (!access.can(actor, SharingPermission.USE, grant.consumer())) {
            access.must(actor, SharingPermission.MANAGE, grant.owner());
        }
        String because = AskRules.reason(reason);
        must(grant.state() != Grant.State.ENDED);
        change(grant.with(Grant.State.ENDED, because, clock.instant()), GrantEvent.What.END, because, actor);
        tasks.close(UNUSED, id.toString(), because);
        tasks.close(EXPIRING, id.toString(), because);
    }

    /// Narrows a grant.
    ///
    /// @throws InvalidInput for anything that would widen it
    public void narrow(UUID id, Narrowing wanted, Actor actor) {
        Grant grant = lock(id);
        access.must(actor, SharingPermission.MANAGE, grant.owner());
        must(grant.state() != Grant.State.ENDED);
        String because = AskRules.reason(wanted.reason());
        check(grant, wanted);
        List<Grant.Item> items = grant.items().stream()
                .filter(item -> wanted.items() == null || wanted.items().contains(item.name()))
                .map(item -> {
                    ItemMask mask =
                            wanted.masks() == null ? null : wanted.masks().get(item.name());
                    return mask == null ? item : new Grant.Item(item.code(), item.name(), mask);
                })
                .toList();
        Grant.Limits before = grant.limits();
        Grant narrowed = grant.narrowed(
                items,
                wanted.rowFilter() == null
                        ? grant.rowFilter()
                        : grant.rowFilter().and(wanted.rowFilter()),
                wanted.modes() == null ? grant.modes() : wanted.modes(),
                new Grant.Limits(
                        wanted.perSecond() == null ? before.perSecond() : wanted.perSecond(),
                        wanted.perDay() == null ? before.perDay() : wanted.perDay(),
                        before.addresses(),
                        before.hours()),
                wanted.lastDay() == null ? grant.lastDay() : wanted.lastDay(),
                clock.instant());
        change(narrowed, GrantEvent.What.NARROW, because, actor);
    }

    private void check(Grant grant, Narrowing wanted) {
        var check = new InvalidInput.Check();
        Set<String> items = wanted.items();
        check.that(
                items == null || grant.items().stream().map(Grant.Item::name).anyMatch(items::contains),
                "items",
                "items-none");
        if (wanted.masks() != null) {
            for (Grant.Item item : grant.items()) {
                ItemMask mask = wanted.masks().get(item.name());
                check.that(
                        mask == null || stricter(item.mask(), mask),
                        "masks",
                        "mask-wider",
                        Map.of("item", item.name()));
            }
        }
        RowFilter rows = wanted.rowFilter();
        if (rows != null) {
            Content content =
                    offered.published(grant.entry()).map(Version::content).orElseThrow(NotFound::new);
            AskRules.rows(check, "rowFilter", content, rows);
            check.that(
                    grant.rowFilter().conditions().size() + rows.conditions().size() <= RowFilter.MOST_CONDITIONS,
                    "rowFilter",
                    "too-many-conditions",
                    Map.of("max", RowFilter.MOST_CONDITIONS));
        }
        Set<Grant.Mode> modes = wanted.modes();
        check.that(modes == null || (!modes.isEmpty() && grant.modes().containsAll(modes)), "modes", "modes-wider")
                .that(within(wanted.perSecond(), grant.limits().perSecond()), "perSecond", "wider")
                .that(within(wanted.perDay(), grant.limits().perDay()), "perDay", "wider")
                .that(
                        wanted.lastDay() == null
                                || (!wanted.lastDay().isAfter(grant.lastDay())
                                        && !wanted.lastDay().isBefore(grant.firstDay())),
                        "lastDay",
                        "wider")
                .orRefuse();
    }

    private static boolean within(@Nullable Number wanted, long most) {
        return wanted == null || (wanted.longValue() >= 1 && wanted.longValue() <= most);
    }

    /// Whether a mask shows nothing that another does not show.
    static boolean stricter(ItemMask before, ItemMask after) {
        if (before.equals(after) || after.kind() == ItemMask.Kind.DROP || before.kind() == ItemMask.Kind.CLEAR) {
            return true;
        }
        return before.kind() == ItemMask.Kind.KEEP
                && after.kind() == ItemMask.Kind.KEEP
                && after.first() <= before.first()
                && after.last() <= before.last();
    }

    /// Sets the machine clients of the consumer that may use the grant; none for all of them.
    public void setClients(UUID id, Set<UUID> chosen, Actor actor) {
        Grant grant = lock(id);
        access.must(actor, SharingPermission.USE, grant.consumer());
        must(grant.state() != Grant.State.ENDED);
        Set<UUID> active = Set.copyOf(clients.activeOf(grant.consumer()).stream()
                .map(MachineClients.Active::id)
                .toList());
        new InvalidInput.Check()
                .that(active.containsAll(chosen), "clients", "client-unknown")
                .orRefuse();
        change(grant.usedBy(chosen, clock.instant()), GrantEvent.What.CLIENTS, null, actor);
    }

    /// The consumer says why a grant that is not used is still needed.
    public void keep(UUID id, @Nullable String reason, Actor actor) {
        Grant grant = lock(id);
        access.must(actor, SharingPermission.USE, grant.consumer());
        must(grant.state() != Grant.State.ENDED);
        String because = AskRules.reason(reason);
        grants.need(id, institution.today(), because, Person.of(actor));
        granting.tell(grant, grants.change(grant), GrantEvent.What.KEEP, because, Person.of(actor));
        tasks.close(UNUSED, id.toString(), because);
    }

    /// Opens a task for the consumer's steward for each grant that is not used any more, and for each that ends soon.
    void remind() {
        LocalDate today = institution.today();
        for (Grant grant : grants.unusedSince(today.minusDays(unused.on(today)), today)) {
            tasks.open(task(UNUSED, grant, null, "sharing.unused-answer"));
        }
        for (Grant grant : grants.endingWithin(today, today.plusDays(expiring.on(today)))) {
            tasks.open(task(EXPIRING, grant, grant.lastDay(), null));
        }
    }

    private static NewTask task(String kind, Grant grant, @Nullable LocalDate due, @Nullable String term) {
        return new NewTask(
                kind,
                grant.id().toString(),
                grant.consumer(),
                Role.DATA_STEWARD,
                Map.of("title", grant.title(), "number", grant.number()),
                "/office/sharing/grants/" + grant.id(),
                NewTask.Closing.WITH_SUBJECT,
                due,
                term);
    }

    /// Closes the tasks of grants that are used again, were given again or are over.
    void closeSettled() {
        LocalDate today = institution.today();
        for (String subject : tasks.openSubjects(UNUSED)) {
            Optional<Grant> grant = grants.find(UUID.fromString(subject));
            LocalDate used = grant.map(Grant::lastUsedOn).orElse(null);
            if (used != null && used.isAfter(today.minusDays(unused.on(today)))) {
                tasks.close(UNUSED, subject, used.toString());
            } else if (grant.filter(one -> one.inForceOn(today)).isEmpty()) {
                tasks.close(UNUSED, subject, "");
            }
        }
        for (String subject : tasks.openSubjects(EXPIRING)) {
            LocalDate last =
                    grants.find(UUID.fromString(subject)).map(Grant::lastDay).orElse(today.minusDays(1));
            if (last.isBefore(today) || last.isAfter(today.plusDays(expiring.on(today)))) {
                tasks.close(EXPIRING, subject, last.toString());
            }
        }
    }

    /// Suspends the grants on an entry that is not published any more.
    ///
    /// @return how many were active
    int withdrawn(UUID entry, String reason) {
        if (offered.published(entry).isPresent()) {
            return 0;
        }
        List<Grant> active = new ArrayList<>(grants.activeOn(entry));
        for (Grant one : active) {
            Grant grant = lock(one.id());
            if (grant.state() == Grant.State.ACTIVE) {
                Grant suspended = grant.with(Grant.State.SUSPENDED, reason, clock.instant());
                granting.tell(suspended, grants.change(suspended), GrantEvent.What.SUSPEND, reason, null);
            }
        }
        return active.size();
    }

    private void change(Grant grant, GrantEvent.What what, @Nullable String reason, Actor actor) {
        granting.tell(grant, grants.change(grant), what, reason, Person.of(actor));
    }

    private Grant lock(UUID id) {
        return grants.lock(id).orElseThrow(NotFound::new);
    }

    private static void must(boolean allowed) {
        if (!allowed) {
            throw SharingRefused.grantState();
        }
    }
}
