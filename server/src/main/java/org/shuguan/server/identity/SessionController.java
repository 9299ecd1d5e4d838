package org.shuguan.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Officer;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.RoleHeld;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
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

    record Credentials(@Nullable String username, @Nullable String password) {}

    record PasswordChange(
            @Nullable String current, @Nullable String next) {}

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
            boolean mustChangePassword) {}

    private final Identity identity;
    private final Institution institution;
    private final Access access;
    private final SecurityContextRepository contexts;
    private final OpenSessions sessions;
    private final SignInThrottle door;
    private final Setting<Duration> idle;
    private final Clock clock;

    SessionController(
            Identity identity,
            Institution institution,
            Access access,
            SecurityContextRepository contexts,
            OpenSessions sessions,
            SignInThrottle door,
            Settings settings,
            Clock clock) {
        this.identity = identity;
        this.institution = institution;
        this.access = access;
        this.contexts = contexts;
        this.sessions = sessions;
        this.door = door;
        this.idle = settings.minutes("identity.idle");
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
        UUID account = door.pass(request.getRemoteAddr(), () -> identity.signIn(username, password));
        if (request.getSession(false) != null) {
            // A new session id, so that an id known before sign-in is not valid after it (session fixation).
            request.changeSessionId();
        }
        Actor actor = identity.actor(account).orElseThrow(NotSignedIn::new);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                new SignedInAccount(account, actor.name(), clock.millis()), null, List.of()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        request.getSession().setMaxInactiveInterval(Math.toIntExact(idle.today().toSeconds()));
        return state(actor);
    }

    @GetMapping
    SessionState current(Actor actor) {
        return state(actor);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request) {
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
        return state(actor);
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

    private SessionState state(Actor actor) {
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
                identity.mustChangePassword(actor.account()));
    }
}
