package org.shuguan.server.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Officer;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.RoleHeld;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The administrator's operations on accounts.
@Service
@Transactional
public class AccountAdministration {
    /// An account as the list shows it.
    ///
    /// @param lastSignIn null if the person never signed in
    /// @param secondFactor whether the person has one
    record AccountRow(
            UUID id,
            String name,
            Officer officer,
            List<RoleHeld> roles,
            AccountState state,
            @Nullable Instant lastSignIn,
            boolean secondFactor) {}

    /// An account with its new password, which is shown only once.
    public record Handed(String name, String password) {}

    /// An account without its secrets.
    public record Known(UUID id, String name, OfficerId officer, boolean disabled) {
        static Known of(Accounts.Account account) {
            return new Known(account.id(), account.name(), account.officer(), account.disabled());
        }
    }

    static final ListColumns<AccountRow> COLUMNS = ListColumns.<AccountRow>titled("identity.account.")
            .column("name", AccountRow::name, "name")
            .column("officer", row -> row.officer().name())
            .said("roles", AccountAdministration::roles)
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
    private final SecondFactor secondFactor;
    private final KnownDevices devices;
    private final PasswordEncoder passwords;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AccountAdministration(
            Accounts accounts,
            Identity identity,
            Institution institution,
            OpenSessions sessions,
            SecondFactor secondFactor,
            KnownDevices devices,
            PasswordEncoder passwords,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.identity = identity;
        this.institution = institution;
        this.sessions = sessions;
        this.secondFactor = secondFactor;
        this.devices = devices;
        this.passwords = passwords;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    Listing<AccountRow> list(@Nullable String state, ListQuery query) {
        List<OfficerId> named =
                query.q() == null || query.q().isBlank() ? List.of() : institution.officersNamed(query.q());
        Listing<Accounts.Listed> page = accounts.list(state, named, clock.instant(), query);
        Map<OfficerId, String> names = institution.namesOf(
                page.items().stream().map(Accounts.Listed::officer).toList());
        Map<OfficerId, List<RoleHeld>> held = institution.rolesHeld(institution.today());
        return page.map(account -> new AccountRow(
                account.id(),
                account.name(),
                new Officer(account.officer(), names.getOrDefault(account.officer(), account.name())),
                held.getOrDefault(account.officer(), List.of()),
                account.state(),
                account.lastSignIn(),
                account.secondFactor()));
    }

    private static String roles(AccountRow row, Texts texts) {
        return row.roles().stream()
                .map(held -> held.unit().name() + " "
                        + texts.say("role." + held.role().word()))
                .collect(Collectors.joining("；"));
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
    /// @return the account with its one-time password, which is not stored in plain text
    public Handed open(String name, OfficerId officer, boolean disabled) {
        String password = identity.openForFirstSignIn(name, officer);
        if (disabled) {
            Accounts.Account account = accounts.named(name).orElseThrow();
            accounts.disable(account.id(), true);
            tell("identity.disable-account", account);
        }
        return new Handed(name, password);
    }

    /// Gives an account a new one-time password and ends its sessions.
    Handed reset(UUID id, Actor by) {
        Accounts.Account account = other(id, by);
        String password = OneTimePassword.fresh();
        accounts.setPassword(id, passwords.encode(password), true);
        devices.forget(id);
        sessions.endAll(account.name());
        tell("identity.reset-password", account);
        return new Handed(account.name(), password);
    }

    /// Removes the second factor of a person who has lost it, with the recovery codes and known devices, and ends
    /// their sessions. The person gets a notice.
    ///
    /// @throws AccountRefused if it is the actor's own account
    /// @throws SecondFactorRefused if the account has none
    public void removeFactor(UUID id, Actor by) {
        Accounts.Account account = other(id, by);
        if (!secondFactor.remove(id)) {
            throw SecondFactorRefused.none();
        }
        sessions.endAll(account.name());
        events.publishEvent(new FactorRemoved(UUID.randomUUID(), account.name(), account.officer(), by.officerName()));
    }

    /// Prevents sign-in with an account, and ends its sessions.
    ///
    /// @throws AccountRefused if it is the actor's own account
    public void disable(UUID id, Actor by) {
        Accounts.Account account = other(id, by);
        accounts.disable(id, true);
        sessions.endAll(account.name());
        tell("identity.disable-account", account);
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
