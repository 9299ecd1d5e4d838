package org.shuguan.server.identity;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.InputText;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.OneTimeSecret;
import org.shuguan.server.platform.Secrets;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// A person's second factor: codes of an app (RFC 6238) and ten recovery codes. Each code is good for one use, and
/// wrong ones count as wrong passwords.
@Service
@Transactional(noRollbackFor = {InvalidInput.class, SignInRefused.class})
class SecondFactor {
    private static final int RECOVERY_CODES = 10;
    private static final Duration OFFER = Duration.ofMinutes(30);
    private static final int LONGEST = 100;

    /// What the person sees of their own factor.
    ///
    /// @param since null if they have none
    /// @param required whether their roles require it
    /// @param devices that do not ask for the code
    /// @param deviceDays for how long they do not, 0 if every sign-in asks
    record State(@Nullable Instant since, boolean required, int recoveryCodes, int devices, long deviceDays) {}

    /// A new secret, shown once.
    ///
    /// @param secret to be typed into an app
    /// @param address the same for an app on this device
    /// @param picture the same as a QR code
    record Offer(String secret, String address, TimeCodes.Picture picture) {}

    private final Accounts accounts;
    private final Factors factors;
    private final KnownDevices devices;
    private final FactorRules rules;
    private final Lockout lockout;
    private final Secrets secrets;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SecondFactor(
            Accounts accounts,
            Factors factors,
            KnownDevices devices,
            FactorRules rules,
            Lockout lockout,
            Secrets secrets,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.factors = factors;
        this.devices = devices;
        this.rules = rules;
        this.lockout = lockout;
        this.secrets = secrets;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    State state(Actor actor) {
        return new State(
                factors.of(actor.account()).map(Factors.Factor::since).orElse(null),
                rules.requireOf(actor),
                factors.codes(actor.account()),
                devices.count(actor.account()),
                rules.deviceKnown().toDays());
    }

    @Transactional(readOnly = true)
    boolean has(UUID account) {
        return factors.of(account).isPresent();
    }

    /// Offers a new secret; the present factor remains until it is confirmed.
    Offer offer(Actor actor) {
        String secret = TimeCodes.freshSecret();
        factors.offer(actor.account(), secrets.seal(secret, context(actor.account())), clock.instant());
        String address = TimeCodes.address(secret, actor.name());
        return new Offer(secret, address, TimeCodes.picture(address));
    }

    /// Makes the offered secret the person's factor. Devices that were known are forgotten.
    ///
    /// @return the recovery codes, which are not stored in plain text
    /// @throws InvalidInput if it is no code of the offered secret
    List<String> confirm(Actor actor, @Nullable String code) {
        Instant now = clock.instant();
        Accounts.Account account = unlocked(actor.account());
        byte[] sealed =
                factors.offered(account.id(), now.minus(OFFER)).orElseThrow(SecondFactorRefused::nothingOffered);
        String secret = secrets.open(sealed, context(account.id()));
        OptionalLong step = TimeCodes.step(secret, plain(code), now);
        if (step.isEmpty()) {
            wrong(account);
            throw wrongCode();
        }
        factors.confirm(account.id(), sealed, now, step.getAsLong());
        devices.forget(account.id());
        tell("identity.enrol-factor", account);
        return freshCodes(account.id());
    }

    /// Checks a code of the person who is signed in.
    ///
    /// @throws InvalidInput if it is none of the factor
    void prove(UUID account, @Nullable String code) {
        Accounts.Account known = unlocked(account);
        if (!uses(known, code)) {
            throw wrongCode();
        }
    }

    /// Checks a code at sign-in.
    ///
    /// @throws SignInRefused if it is none of the factor, or the account is locked
    void proveAtSignIn(Accounts.Account account, @Nullable String code) {
        if (lockout.isLocked(account) || !uses(account, code)) {
            throw SignInRefused.wrongCode();
        }
    }

    /// New recovery codes; the former become invalid.
    List<String> renewCodes(Actor actor) {
        if (!has(actor.account())) {
            throw SecondFactorRefused.none();
        }
        tell("identity.renew-recovery-codes", actor.name());
        return freshCodes(actor.account());
    }

    /// Removes one's own factor.
    ///
    /// @throws SecondFactorRefused if the person must have one
    void giveUp(Actor actor) {
        if (rules.requireOf(actor)) {
            throw SecondFactorRefused.required();
        }
        remove(actor.account());
        tell("identity.give-up-factor", actor.name());
    }

    /// @return whether there was one
    boolean remove(UUID account) {
        devices.forget(account);
        return factors.remove(account);
    }

    /// @return the value for the device's cookie, null if no device may be known
    @Nullable
    String remember(UUID account) {
        return rules.deviceKnown().isZero() ? null : devices.remember(account);
    }

    /// Forgets all devices of the person.
    void forgetDevices(Actor actor) {
        devices.forget(actor.account());
        tell("identity.forget-devices", actor.name());
    }

    private boolean uses(Accounts.Account account, @Nullable String given) {
        String code = plain(given);
        if (TimeCodes.isCode(code)) {
            OptionalLong step = factors.of(account.id())
                    .map(factor ->
                            TimeCodes.step(secrets.open(factor.secret(), context(account.id())), code, clock.instant()))
                    .orElseGet(OptionalLong::empty);
            if (step.isPresent() && factors.use(account.id(), step.getAsLong())) {
                return true;
            }
        } else if (hashes(account.id(), code).stream().anyMatch(hash -> factors.useCode(account.id(), hash))) {
            tell("identity.use-recovery-code", account);
            return true;
        }
        wrong(account);
        return false;
    }

    private void wrong(Accounts.Account account) {
        lockout.failed(account);
        events.publishEvent(new Identity.SignInFailed(account.name(), "account " + account.name(), "second-factor"));
    }

    private Accounts.Account unlocked(UUID account) {
        Accounts.Account known = accounts.find(account).orElseThrow(NotSignedIn::new);
        if (lockout.isLocked(known)) {
            throw wrongCode();
        }
        return known;
    }

    private List<String> freshCodes(UUID account) {
        List<String> codes =
                Stream.generate(OneTimeSecret::code).limit(RECOVERY_CODES).toList();
        factors.replaceCodes(
                account,
                codes.stream()
                        .map(code -> hashes(account, plain(code)).getFirst())
                        .toList());
        return codes;
    }

    private static String plain(@Nullable String code) {
        return code == null ? "" : OneTimeSecret.plain(InputText.cut(code, LONGEST));
    }

    /// The hash of a code by the present key, then by earlier ones: codes are not known and cannot be hashed again.
    private List<byte[]> hashes(UUID account, String code) {
        byte[] content = (account + " " + code).getBytes(StandardCharsets.UTF_8);
        return secrets.everyDerived("recovery codes").stream()
                .map(key -> Hashes.hmac(key).doFinal(content))
                .toList();
    }

    private static InvalidInput wrongCode() {
        return new InvalidInput(List.of(new InvalidInput.FieldError("code", "code-wrong", Map.of())));
    }

    static String context(UUID account) {
        return "second-factor " + account;
    }

    private void tell(String action, Accounts.Account account) {
        tell(action, account.name());
    }

    private void tell(String action, String account) {
        events.publishEvent(new AccountEvent(action, account));
    }
}
