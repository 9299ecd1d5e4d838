package org.shuguan.server.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.SecondPersonNeeded;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Officer;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.RoleHeld;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The administrator's operations on accounts.
@Service
@Transactional
public class AccountAdministration {
    /// An account as the list shows it.
    ///
    /// @param lastSignIn null if the person never signed in
    /// @param resetNeedsSecond whether a new link needs a second person
    /// @param disableNeedsSecond whether disabling the account needs a second person
    /// @param secondFactor whether the person has one
    record AccountRow(
            UUID id,
            String name,
            Officer officer,
            List<RoleHeld> roles,
            AccountState state,
            @Nullable Instant lastSignIn,
            boolean secondFactor,
            boolean resetNeedsSecond,
            boolean disableNeedsSecond) {}

    /// An account with its new one-time link, which is shown only once.
    ///
    /// @param link path of the page at which the person sets the password; null if the person has powers, so that
    ///     a second person is needed to issue one
    public record Handed(
            UUID account,
            String name,
            @Nullable String link,
            @Nullable Instant expiresAt) {}

    /// An account without its secrets.
    public record Known(UUID id, String name, OfficerId officer, boolean disabled) {
        static Known of(Accounts.Account account) {
            return new Known(account.id(), account.name(), account.officer(), account.disabled());
        }
    }

    static final ListColumns<AccountRow> COLUMNS = ListColumns.<AccountRow>titled("identity.account.")
            .column("name", AccountRow::name, "name")
            .column("officer", row -> row.officer().name())
            .said("roles", (row, texts) -> RoleHeld.said(row.roles(), texts))
            .word("state", "identity.account.state.", row -> row.state().word(), "state")
            .column("lastSignIn", AccountRow::lastSignIn, "last_sign_in")
            .said(
                    "secondFactor",
                    (row, texts) -> texts.say("identity.second-factor." + (row.secondFactor() ? "yes" : "no")))
            .filter("state", AccountState.values());

    private final Accounts accounts;
    private final Identity identity;
    private final Institution institution;
    private final OpenSessions sessions;
    private final OneTimeLinks links;
    private final Welcome welcome;
    private final Access access;
    private final SecondFactor secondFactor;
    private final KnownDevices devices;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AccountAdministration(
            Accounts accounts,
            Identity identity,
            Institution institution,
            OpenSessions sessions,
            OneTimeLinks links,
            Welcome welcome,
            Access access,
            SecondFactor secondFactor,
            KnownDevices devices,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.identity = identity;
        this.institution = institution;
        this.sessions = sessions;
        this.links = links;
        this.welcome = welcome;
        this.access = access;
        this.secondFactor = secondFactor;
        this.devices = devices;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    Listing<AccountRow> list(@Nullable String state, ListQuery query) {
        List<OfficerId> named =
                query.q() == null || query.q().isBlank() ? List.of() : institution.officersNamed(query.q());
        Listing<Accounts.Listed> page = accounts.list(state, named, clock.instant(), query);
        Set<OfficerId> owners =
                page.items().stream().map(Accounts.Listed::officer).collect(Collectors.toSet());
        Map<OfficerId, String> names = institution.namesOf(owners);
        Set<OfficerId> withPowers = access.withPowers(owners);
        Set<OfficerId> holdingPower = access.holdingPower(owners);
        Map<OfficerId, List<RoleHeld>> held = institution.rolesHeld(institution.today());
        return page.map(account -> new AccountRow(
                account.id(),
                account.name(),
                new Officer(account.officer(), names.getOrDefault(account.officer(), account.name())),
                held.getOrDefault(account.officer(), List.of()),
                account.state(),
                account.lastSignIn(),
                account.secondFactor(),
                withPowers.contains(account.officer()),
                holdingPower.contains(account.officer())));
    }

    /// Every account, by name.
    @Transactional(readOnly = true)
    public List<Known> all() {
        return accounts.all().stream().map(Known::of).toList();
    }

    /// Validates a new account.
    @Transactional(readOnly = true)
    public InvalidInput.Check checkNew(String name, OfficerId officer) {
        return identity.checkNew(name, officer);
    }

    /// Opens an account for a person.
    ///
    /// @param disabled whether nobody can sign in with it until it is enabled
    /// @return the account with its one-time link, which is not stored in plain text; without one if the person
    ///     has powers: then a second person is needed
    public Handed open(String name, OfficerId officer, boolean disabled) {
        UUID id = identity.openUnset(name, officer);
        Accounts.Account account = accounts.find(id).orElseThrow();
        if (disabled) {
            accounts.disable(id, true);
            tell("identity.disable-account", account);
        }
        return access.hasPowers(officer)
                ? new Handed(id, account.name(), null, null)
                : handed(account, welcome.issue(id, null, false));
    }

    /// Opens an account for a power that nobody holds, with a link that the server prints.
    public Handed openAtStart(String name, OfficerId officer) {
        UUID id = identity.openUnset(name, officer);
        return handed(accounts.find(id).orElseThrow(), welcome.issue(id, null, true));
    }

    /// New links for the accounts that [#openAtStart] opened and that nobody has entered yet.
    public List<Handed> reissuedAtStart() {
        return links.waitingSinceStart().stream()
                .flatMap(id -> accounts.find(id).stream())
                .filter(account -> !account.disabled())
                .map(account -> handed(account, welcome.issue(account.id(), null, true)))
                .toList();
    }

    private static Handed handed(Accounts.Account account, Welcome.Issued issued) {
        return new Handed(account.id(), account.name(), issued.link(), issued.expiresAt());
    }

    /// Gives an account a new one-time link; its password and sessions end.
    ///
    /// @throws AccountRefused if it is the actor's own account
    /// @throws SecondPersonNeeded if the person has powers
    public Handed reset(UUID id, Actor by) {
        Accounts.Account account = other(id, by);
        if (access.hasPowers(account.officer())) {
            throw new SecondPersonNeeded();
        }
        return relink(account, null, by.officerName(), null);
    }

    /// The same, asked for by one person and confirmed by another.
    ///
    /// @param codeHash hash of the code that the asking person has; the confirming one gets the link
    public Handed resetByTwo(UUID id, String codeHash, String askedBy, String confirmedBy) {
        return relink(accounts.find(id).orElseThrow(NotFound::new), codeHash, askedBy, confirmedBy);
    }

    private Handed relink(
            Accounts.Account account, @Nullable String codeHash, String askedBy, @Nullable String confirmedBy) {
        Welcome.Issued issued = welcome.issue(account.id(), codeHash, false);
        devices.forget(account.id());
        Instant now = clock.instant();
        events.publishEvent(new AccountReset(
                account.id(),
                account.name(),
                account.officer(),
                institution.nameOf(account.officer()).orElse(account.name()),
                askedBy,
                confirmedBy,
                now));
        return handed(account, issued);
    }

    /// Removes the second factor of a person who has lost it, with the recovery codes and known devices, and ends
    /// their sessions. The person gets a notice.
    ///
    /// @throws AccountRefused if it is the actor's own account
    /// @throws SecondPersonNeeded if the person has powers
    /// @throws SecondFactorRefused if the account has none
    public void removeFactor(UUID id, Actor by) {
        Accounts.Account account = other(id, by);
        if (access.hasPowers(account.officer())) {
            throw new SecondPersonNeeded();
        }
        removeFactor(account, by.officerName());
    }

    /// The same, asked for by one person and confirmed by another.
    public void removeFactorByTwo(UUID id, String askedBy, String confirmedBy) {
        removeFactor(accounts.find(id).orElseThrow(NotFound::new), askedBy + "、" + confirmedBy);
    }

    private void removeFactor(Accounts.Account account, String by) {
        if (!secondFactor.remove(account.id())) {
            throw SecondFactorRefused.none();
        }
        sessions.endAll(account.name());
        events.publishEvent(new FactorRemoved(UUID.randomUUID(), account.name(), account.officer(), by));
    }

    /// Prevents sign-in with an account, and ends its sessions.
    ///
    /// @throws AccountRefused if it is the actor's own account
    /// @throws SecondPersonNeeded if the person holds one of the three powers
    public void disable(UUID id, Actor by) {
        Accounts.Account account = other(id, by);
        if (access.holdsPower(account.officer())) {
            throw new SecondPersonNeeded();
        }
        disable(account);
    }

    /// The same for the account of a holder of a power, after a second person confirmed it.
    public void disableByTwo(UUID id) {
        disable(accounts.find(id).orElseThrow(NotFound::new));
    }

    private void disable(Accounts.Account account) {
        accounts.disable(account.id(), true);
        sessions.endAll(account.name());
        tell("identity.disable-account", account);
    }

    /// An account by its id.
    @Transactional(readOnly = true)
    public Optional<Known> find(UUID id) {
        return accounts.find(id).map(Known::of);
    }

    /// The account of a person.
    @Transactional(readOnly = true)
    public Optional<Known> of(OfficerId officer) {
        return accounts.all().stream()
                .filter(account -> account.officer().equals(officer))
                .map(Known::of)
                .findFirst();
    }

    public void enable(UUID id) {
        Accounts.Account account = accounts.find(id).orElseThrow(NotFound::new);
        accounts.disable(id, false);
        tell("identity.enable-account", account);
    }

    void unlock(UUID id) {
        Accounts.Account account = accounts.find(id).orElseThrow(NotFound::new);
        accounts.forgetFailures(id);
        tell("identity.unlock-account", account);
    }

    private Accounts.Account other(UUID id, Actor by) {
        if (id.equals(by.account())) {
            throw AccountRefused.own();
        }
        return accounts.find(id).orElseThrow(NotFound::new);
    }

    private void tell(String action, Accounts.Account account) {
        events.publishEvent(new AccountEvent(action, account.name()));
    }
}
