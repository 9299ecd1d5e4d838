package org.shuguan.server.identity;

import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Actors;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Accounts, and the rights of their owners today.
@Service
@Transactional
public class Identity implements Actors {
    record SignedIn(String actor, String subject) implements Audited {
        @Override
        public String action() {
            return "identity.sign-in";
        }
    }

    record SignInFailed(String actor, String subject, String why) implements Audited {
        @Override
        public String action() {
            return "identity.sign-in-failed";
        }

        @Override
        public Map<String, ?> facts() {
            return Map.of("why", why);
        }
    }

    private static final Duration CODE_STEP = Duration.ofMinutes(5);

    private final Accounts accounts;
    private final Institution institution;
    private final Access access;
    private final PasswordEncoder passwords;
    private final PasswordRules passwordRules;
    private final Lockout lockout;
    private final SecondFactor secondFactor;
    private final KnownDevices devices;
    private final FactorRules factorRules;
    private final Setting<Integer> formerPasswords;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final String nobodysHash;

    Identity(
            Accounts accounts,
            Institution institution,
            Access access,
            PasswordEncoder passwords,
            PasswordRules passwordRules,
            Lockout lockout,
            SecondFactor secondFactor,
            KnownDevices devices,
            FactorRules factorRules,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.institution = institution;
        this.access = access;
        this.passwords = passwords;
        this.passwordRules = passwordRules;
        this.lockout = lockout;
        this.secondFactor = secondFactor;
        this.devices = devices;
        this.factorRules = factorRules;
        this.formerPasswords = settings.number("identity.former-passwords");
        this.events = events;
        this.clock = clock;
        this.nobodysHash = passwords.encode(UUID.randomUUID().toString());
    }

    /// The hash of a password that nobody knows: of an account whose owner has not chosen one.
    String nobodysHash() {
        return nobodysHash;
    }

    /// Opens an account for a person. The name is used for sign-in: 3 to 40 of `a-z 0-9 . _ -`.
    ///
    /// @param mustChange whether the password must be changed at the first sign-in
    public UUID open(String name, OfficerId officer, String password, boolean mustChange) {
        var check = checkNew(name, officer);
        passwordRules.check(check, "password", password, List.of(name));
        check.orRefuse();
        return add(name, officer, passwords.encode(password), mustChange);
    }

    /// Validates a new account.
    InvalidInput.Check checkNew(String name, OfficerId officer) {
        return new InvalidInput.Check()
                .that(isName(name), "name", "account-name")
                .that(accounts.named(name).isEmpty(), "name", "account-taken")
                .that(!accounts.has(officer), "officer", "has-account");
    }

    /// Opens an account whose owner sets the password by a one-time link; until then nobody can sign in.
    UUID openUnset(String name, OfficerId officer) {
        checkNew(name, officer).orRefuse();
        return add(name, officer, nobodysHash, true);
    }

    private UUID add(String name, OfficerId officer, String passwordHash, boolean mustChange) {
        UUID id = UUID.randomUUID();
        accounts.add(id, name.toLowerCase(Locale.ROOT), officer, passwordHash, mustChange);
        events.publishEvent(new AccountEvent("identity.open-account", name));
        return id;
    }

    /// A sign-in that was granted.
    ///
    /// @param lastSignIn the one before; null at the first
    /// @param failuresSince attempts that failed since then
    /// @param codeDue what the next step needs to know if the code of the second factor is due; the sign-in is
    ///     not granted before
    record Granted(
            UUID account,
            @Nullable Instant lastSignIn,
            @Nullable String lastOrigin,
            int failuresSince,
            @Nullable CodeDue codeDue) {}

    /// A sign-in whose password was right and whose code is missing, as kept in the session.
    ///
    /// @param passwordHash SHA-256 of the stored hash, so that the step ends when the password is changed
    record CodeDue(UUID account, String passwordHash, long untilMillis) implements Serializable {}

    /// Checks a name and a password. A wrong name, a wrong password and a locked account take the same time and
    /// give the same answer, so that the answer does not reveal whether an account exists.
    ///
    /// @param origin the address that it comes from
    /// @param device value of the device's cookie, null if it has none
    /// @throws SignInRefused if they do not match, or the account is locked or disabled
    @Transactional(noRollbackFor = SignInRefused.class)
    Granted signIn(String name, String password, String origin, @Nullable String device) {
        // Input that is not a valid name may be a password typed into the wrong field: it is neither looked up nor
        // recorded.
        Optional<Accounts.Account> found = isName(name) ? accounts.named(name) : Optional.empty();
        boolean fits = passwords.matches(
                password, found.map(Accounts.Account::passwordHash).orElse(nobodysHash));
        if (found.isEmpty()) {
            throw refused("?", "unknown");
        }
        Accounts.Account account = found.get();
        if (lockout.isLocked(account)) {
            throw refused(account.name(), "locked");
        }
        if (!fits || account.disabled()) {
            lockout.failed(account);
            throw refused(account.name(), account.disabled() ? "disabled" : "password");
        }
        if (account.secondFactor() && !devices.knows(device, account.id())) {
            // Failures are not forgotten before the code was right: whoever knows the password guesses no further.
            return new Granted(
                    account.id(),
                    null,
                    null,
                    0,
                    new CodeDue(
                            account.id(),
                            print(account),
                            clock.instant().plus(CODE_STEP).toEpochMilli()));
        }
        return granted(account, origin);
    }

    /// The second step of a sign-in.
    ///
    /// @throws SecondFactorRefused if the first step was too long ago, or its account changed
    /// @throws SignInRefused if the code is wrong, or the account is locked
    @Transactional(noRollbackFor = SignInRefused.class)
    Granted signIn(CodeDue due, @Nullable String code, String origin) {
        Accounts.Account account = accounts.find(due.account())
                .filter(found -> clock.millis() < due.untilMillis()
                        && !found.disabled()
                        && found.secondFactor()
                        && print(found).equals(due.passwordHash()))
                .orElseThrow(SecondFactorRefused::passwordFirst);
        secondFactor.proveAtSignIn(account, code);
        return granted(account, origin);
    }

    private Granted granted(Accounts.Account account, String origin) {
        accounts.succeeded(account.id(), clock.instant(), origin);
        events.publishEvent(new SignedIn(account.name(), "account " + account.name()));
        return new Granted(account.id(), account.lastSignIn(), account.lastOrigin(), account.failuresSince(), null);
    }

    private static String print(Accounts.Account account) {
        return SessionIds.key(account.passwordHash());
    }

    /// Checks the present password of a person who is signed in. Wrong guesses count as failed sign-ins.
    ///
    /// @return whether it is the password and the account is not locked
    boolean isPassword(UUID account, String password) {
        Accounts.Account known = accounts.find(account).orElseThrow();
        return !lockout.isLocked(known) && fits(password, known);
    }

    private boolean fits(String password, Accounts.Account known) {
        boolean fits = passwords.matches(password, known.passwordHash());
        if (!fits) {
            lockout.failed(known);
            events.publishEvent(new AccountEvent("identity.password-refused", known.name()));
        }
        return fits;
    }

    /// Changes the user's own password. Wrong guesses of the present password count as failed sign-ins.
    ///
    /// @throws SignInRefused if the account is locked
    @Transactional(noRollbackFor = InvalidInput.class)
    public void changePassword(UUID account, String current, String next) {
        Accounts.Account known = accounts.find(account).orElseThrow();
        if (lockout.isLocked(known)) {
            throw SignInRefused.wrong();
        }
        if (!fits(current, known)) {
            // Nothing is said of the next one: whether it was used before is the owner's secret.
            new InvalidInput.Check().that(false, "current", "password-wrong").orRefuse();
        }
        checkNext(known, "next", next);
        accounts.setPassword(account, passwords.encode(next), false);
        devices.forget(account);
        events.publishEvent(new AccountEvent("identity.change-password", known.name()));
    }

    /// @throws InvalidInput if the owner of the account may not choose this password
    void checkNext(Accounts.Account known, String field, String next) {
        var check = new InvalidInput.Check();
        passwordRules.check(check, field, next, List.of(known.name(), nameOf(known)));
        int former = formerPasswords.today();
        boolean used = Stream.concat(
                        Stream.of(known.passwordHash()), accounts.formerPasswords(known.id(), former).stream())
                .limit(former)
                .anyMatch(hash -> passwords.matches(next, hash));
        check.that(!used, field, "password-used", Map.of("count", former)).orRefuse();
    }

    /// The signed-in account, read once per request.
    ///
    /// @param actor the person and their capacities today; null if the account was deleted or disabled
    /// @param mustChangePassword whether nothing else is allowed before the password is changed
    /// @param mustEnrol whether nothing else is allowed before the person has a second factor
    record Present(@Nullable Actor actor, boolean mustChangePassword, boolean mustEnrol) {}

    @Transactional(readOnly = true)
    Present present(UUID account) {
        return accounts.find(account)
                .filter(known -> !known.disabled())
                .map(known -> {
                    Actor actor = actor(known);
                    return new Present(
                            actor, known.mustChangePassword(), !known.secondFactor() && factorRules.requireOf(actor));
                })
                .orElseGet(() -> new Present(null, false, false));
    }

    /// The person and their capacities today; empty if the account was deleted or disabled.
    @Transactional(readOnly = true)
    public Optional<Actor> actor(UUID account) {
        return Optional.ofNullable(present(account).actor());
    }

    @Override
    @Transactional(readOnly = true)
    public Actor asOfNow(Actor actor) {
        return actor(actor.account()).orElseThrow(NotSignedIn::new);
    }

    private Actor actor(Accounts.Account known) {
        return new Actor(
                known.id(),
                known.name(),
                known.officer(),
                nameOf(known),
                access.capacitiesOf(known.officer(), institution.today()));
    }

    String nameOf(Accounts.Account known) {
        return institution.nameOf(known.officer()).orElse(known.name());
    }

    /// Records that a person signed out.
    void signedOut(Actor actor) {
        events.publishEvent(new AccountEvent("identity.sign-out", actor.name()));
    }

    @Transactional(readOnly = true)
    public boolean mustChangePassword(UUID account) {
        return accounts.find(account).map(Accounts.Account::mustChangePassword).orElse(false);
    }

    /// Whether no account has this name.
    @Transactional(readOnly = true)
    public boolean isFree(String name) {
        return accounts.named(name).isEmpty();
    }

    @Transactional(readOnly = true)
    public boolean nobodyYet() {
        return accounts.none();
    }

    private static boolean isName(String name) {
        return name.toLowerCase(Locale.ROOT).matches("[a-z0-9._-]{3,40}");
    }

    private SignInRefused refused(String name, String why) {
        events.publishEvent(new SignInFailed(name, "account", why));
        return SignInRefused.wrong();
    }
}
