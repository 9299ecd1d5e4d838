package org.shuguan.server.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.OneTimeSecret;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// One-time links ([OneTimeLink]): nobody but the owner of an account ever learns its password. Whoever issues a
/// link hands it over; where two persons were needed, one of them has the link and the other a code, and neither
/// is enough.
@Service
@Transactional
class Welcome {
    private static final int MOST_WRONG_CODES = 5;
    /// Longer texts are no token; they are not hashed.
    private static final int LONGEST = 200;

    /// @param link the path of the page, with the token behind `#`, so that it reaches no log of a server or proxy
    record Issued(String link, Instant expiresAt) {}

    /// What the page tells before a password is chosen.
    ///
    /// @param codeNeeded whether the person needs the code that somebody else has
    record Guest(String name, String person, boolean codeNeeded, Instant expiresAt) {}

    private final OneTimeLinks links;
    private final Accounts accounts;
    private final Identity identity;
    private final Access access;
    private final OpenSessions sessions;
    private final PasswordEncoder passwords;
    private final Setting<Duration> valid;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Welcome(
            OneTimeLinks links,
            Accounts accounts,
            Identity identity,
            Access access,
            OpenSessions sessions,
            PasswordEncoder passwords,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.links = links;
        this.accounts = accounts;
        this.identity = identity;
        this.access = access;
        this.sessions = sessions;
        this.passwords = passwords;
        this.valid = settings.minutes("identity.link");
        this.events = events;
        this.clock = clock;
    }

    /// Issues a link; every earlier one of the account becomes invalid, and so do its password and sessions.
    ///
    /// @param codeHash see [OneTimeSecret#hashOfCode], null if the link alone is enough
    Issued issue(UUID account, @Nullable String codeHash, boolean ofStart) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Accounts.Account known = accounts.find(account).orElseThrow();
        links.voidAll(account, now);
        if (!known.passwordHash().equals(identity.nobodysHash())) {
            accounts.setPassword(account, identity.nobodysHash(), true);
        }
        sessions.endAll(known.name());
        String token = OneTimeSecret.token();
        Instant expires = now.plus(valid.today());
        links.add(new OneTimeLink(
                UUID.randomUUID(), account, OneTimeSecret.hash(token), codeHash, ofStart, now, expires, null, null, 0));
        return new Issued("/welcome#" + token, expires);
    }

    /// @throws SignInRefused if the link is not valid, with what to do
    @Transactional(readOnly = true)
    Guest look(String token) {
        OneTimeLink link = valid(token);
        Accounts.Account account = owner(link);
        return new Guest(account.name(), identity.nameOf(account), link.codeHash() != null, link.expiresAt());
    }

    /// Sets the owner's password; the link is used up.
    ///
    /// @throws SignInRefused if the link is not valid or the code is wrong
    /// @throws InvalidInput if the password is not good enough; the link stays valid
    @Transactional(noRollbackFor = SignInRefused.class)
    void redeem(String token, String code, String next) {
        OneTimeLink link = valid(token);
        Accounts.Account account = owner(link);
        if (link.codeHash() != null && !link.codeHash().equals(OneTimeSecret.hashOfCode(code))) {
            links.wrongCode(link.id(), MOST_WRONG_CODES, clock.instant());
            events.publishEvent(new AccountEvent("identity.link-refused", account.name()));
            throw SignInRefused.link("code-wrong");
        }
        identity.checkNext(account, "next", next);
        if (!links.use(link.id(), clock.instant())) {
            throw SignInRefused.link("used");
        }
        accounts.setPassword(account.id(), passwords.encode(next), false);
        sessions.endAll(account.name());
        events.publishEvent(new AccountEvent("identity.use-link", account.name()));
    }

    private OneTimeLink valid(String token) {
        OneTimeLink link = token.isEmpty() || token.length() > LONGEST
                ? null
                : links.find(OneTimeSecret.hash(token)).orElse(null);
        if (link == null) {
            throw SignInRefused.link("unknown");
        }
        if (link.usedAt() != null) {
            throw SignInRefused.link("used");
        }
        if (link.voidedAt() != null) {
            throw SignInRefused.link("replaced");
        }
        if (!clock.instant().isBefore(link.expiresAt())) {
            throw SignInRefused.link("expired");
        }
        return link;
    }

    /// A link that one administrator issued alone is of no use for an account whose owner got powers since.
    private Accounts.Account owner(OneTimeLink link) {
        Accounts.Account account = accounts.find(link.account()).orElseThrow();
        boolean alone = link.codeHash() == null && !link.ofStart();
        if (account.disabled() || (alone && access.hasPowers(account.officer()))) {
            throw SignInRefused.link("replaced");
        }
        return account;
    }
}
