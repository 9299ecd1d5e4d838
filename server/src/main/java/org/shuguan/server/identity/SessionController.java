package org.shuguan.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.audit.CurrentActor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Officer;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.RoleHeld;
import org.shuguan.server.platform.InputText;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Sign-in, sign-out, and the user's own sessions and password.
@RestController
@RequestMapping("/api/session")
class SessionController {
    private static final int LONGEST = 1000;
    private static final int LONGEST_DEVICE = 200;
    private static final String BEFORE = "shuguan.sign-in-before";

    record Credentials(@Nullable String username, @Nullable String password) {}

    record PasswordChange(
            @Nullable String current, @Nullable String next) {}

    /// The sign-in before this one, so that a person notices somebody else's.
    ///
    /// @param origin the address that it came from
    /// @param failuresSince attempts that failed since then
    record SignInBefore(Instant at, @Nullable String origin, int failuresSince) implements Serializable {}

    /// @param roles that the person holds themselves
    /// @param actsAs roles in which they act today for whatever unit: their own, and those of whom they stand in
    ///     for or who delegated to them
    /// @param may what they may do for some unit, by the words of the permissions, in all capacities of today
    record SessionState(
            UUID account,
            String username,
            Officer officer,
            List<RoleHeld> roles,
            List<Role> actsAs,
            List<String> may,
            boolean mustChangePassword,
            @Nullable SignInBefore signInBefore) {}

    private final Identity identity;
    private final Institution institution;
    private final Access access;
    private final SecurityContextRepository contexts;
    private final OpenSessions sessions;
    private final SignInThrottle door;
    private final CurrentActor origins;
    private final Setting<Duration> idle;
    private final Setting<Integer> mostSessions;
    private final Clock clock;

    SessionController(
            Identity identity,
            Institution institution,
            Access access,
            SecurityContextRepository contexts,
            OpenSessions sessions,
            SignInThrottle door,
            CurrentActor origins,
            Settings settings,
            Clock clock) {
        this.identity = identity;
        this.institution = institution;
        this.access = access;
        this.contexts = contexts;
        this.sessions = sessions;
        this.door = door;
        this.origins = origins;
        this.idle = settings.minutes("identity.idle");
        this.mostSessions = settings.number("identity.sessions");
        this.clock = clock;
    }

    @PostMapping
    SessionState signIn(
            @RequestBody Credentials credentials, HttpServletRequest request, HttpServletResponse response) {
        String username =
                credentials.username() == null ? "" : credentials.username().strip();
        String password = credentials.password() == null ? "" : credentials.password();
        new InvalidInput.Check()
                .that(!username.isEmpty(), "username", "required")
                .that(!password.isEmpty(), "password", "required")
                .that(password.length() <= LONGEST, "password", "too-long", Map.of("max", LONGEST))
                .orRefuse();
        String origin = origins.origin();
        Identity.Granted granted = door.pass(origin, () -> identity.signIn(username, password, origin));
        if (request.getSession(false) != null) {
            // A new session id, so that an id known before sign-in is not valid after it (session fixation).
            request.changeSessionId();
        }
        Actor actor = identity.actor(granted.account()).orElseThrow(NotSignedIn::new);
        sessions.makeRoom(actor.name(), mostSessions.today());
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                new SignedInAccount(granted.account(), actor.name(), clock.millis()), null, List.of()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        HttpSession session = request.getSession();
        session.setMaxInactiveInterval(Math.toIntExact(idle.today().toSeconds()));
        session.setAttribute(OpenSessions.ADDRESS, origin);
        session.setAttribute(OpenSessions.DEVICE, device(request));
        if (granted.lastSignIn() != null) {
            session.setAttribute(
                    BEFORE, new SignInBefore(granted.lastSignIn(), granted.lastOrigin(), granted.failuresSince()));
        }
        return state(actor, session);
    }

    private static String device(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        String text = agent == null || !InputText.isAllowed(agent) ? "" : agent;
        return text.substring(0, Math.min(text.length(), LONGEST_DEVICE));
    }

    @GetMapping
    SessionState current(Actor actor, HttpServletRequest request) {
        return state(actor, request.getSession());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(Actor actor, HttpServletRequest request) {
        identity.signedOut(actor);
        SecurityContextHolder.clearContext();
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    @PostMapping("/password")
    SessionState changePassword(@RequestBody PasswordChange change, Actor actor, HttpServletRequest request) {
        identity.changePassword(
                actor.account(),
                change.current() == null ? "" : change.current(),
                change.next() == null ? "" : change.next());
        endAll(actor, request);
        return state(actor, request.getSession());
    }

    @GetMapping("/list")
    List<OpenSessions.OpenSession> sessions(Actor actor, HttpServletRequest request) {
        return sessions.of(actor.name(), request.getSession().getId());
    }

    /// Ends all other sessions of this account.
    @DeleteMapping("/all")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endAll(Actor actor, HttpServletRequest request) {
        sessions.endAllBut(actor.name(), request.getSession().getId());
    }

    /// Ends one of this account's sessions.
    ///
    /// @param key as the list names it
    @DeleteMapping("/list/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String key, Actor actor) {
        if (!sessions.end(actor.name(), key)) {
            throw new NotFound();
        }
    }

    private SessionState state(Actor actor, HttpSession session) {
        return new SessionState(
                actor.account(),
                actor.name(),
                new Officer(actor.officer(), actor.officerName()),
                institution.rolesHeld(institution.today()).getOrDefault(actor.officer(), List.of()),
                actor.capacities().stream()
                        .map(Capacity::role)
                        .distinct()
                        .sorted()
                        .toList(),
                access.words(actor),
                identity.mustChangePassword(actor.account()),
                session.getAttribute(BEFORE) instanceof SignInBefore before ? before : null);
    }
}
