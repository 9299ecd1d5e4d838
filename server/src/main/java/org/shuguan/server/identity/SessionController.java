package org.shuguan.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Sign-in, sign-out, one's own sessions and password.
@RestController
@RequestMapping("/api/session")
class SessionController {
    record Credentials(@Nullable String username, @Nullable String password) {}

    record PasswordChange(
            @Nullable String current, @Nullable String next) {}

    record SignedInOfficer(OfficerId id, String name) {}

    record UnitRef(UnitCode code, String name, String nameEn) {}

    record RoleHeld(Role role, UnitRef unit) {}

    record SessionState(
            UUID account, String username, SignedInOfficer officer, List<RoleHeld> roles, boolean mustChangePassword) {}

    record OpenSession(Instant since, Instant lastUsed, boolean current) {}

    private final Identity identity;
    private final Institution institution;
    private final SecurityContextRepository contexts;
    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final Clock clock;

    SessionController(
            Identity identity,
            Institution institution,
            SecurityContextRepository contexts,
            FindByIndexNameSessionRepository<? extends Session> sessions,
            Clock clock) {
        this.identity = identity;
        this.institution = institution;
        this.contexts = contexts;
        this.sessions = sessions;
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
                .orRefuse();
        UUID account = identity.signIn(username, password);
        if (request.getSession(false) != null) {
            // A session that somebody else may know must not become a signed-in one.
            request.changeSessionId();
        }
        Actor actor = identity.actor(account).orElseThrow(NotSignedIn::new);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                new SignedInAccount(account, actor.name(), clock.millis()), null, List.of()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
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
        endOthers(actor, request);
        return state(actor);
    }

    @GetMapping("/list")
    List<OpenSession> sessions(Actor actor, HttpServletRequest request) {
        String current = request.getSession().getId();
        return sessions.findByPrincipalName(actor.name()).values().stream()
                .map(session -> new OpenSession(
                        session.getCreationTime(),
                        session.getLastAccessedTime(),
                        session.getId().equals(current)))
                .sorted(Comparator.comparing(OpenSession::lastUsed).reversed())
                .toList();
    }

    /// Ends all sessions of this account but this one.
    @DeleteMapping("/all")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endAll(Actor actor, HttpServletRequest request) {
        endOthers(actor, request);
    }

    private void endOthers(Actor actor, HttpServletRequest request) {
        String current = request.getSession().getId();
        for (Map.Entry<String, ? extends Session> session :
                sessions.findByPrincipalName(actor.name()).entrySet()) {
            if (!session.getKey().equals(current)) {
                sessions.deleteById(session.getKey());
            }
        }
    }

    private SessionState state(Actor actor) {
        List<RoleHeld> roles = actor.held().stream()
                .map(held -> institution
                        .unit(held.unit())
                        .map(unit -> new RoleHeld(held.role(), new UnitRef(unit.code(), unit.name(), unit.nameEn())))
                        .orElseThrow())
                .toList();
        return new SessionState(
                actor.account(),
                actor.name(),
                new SignedInOfficer(actor.officer(), actor.officerName()),
                roles,
                identity.mustChangePassword(actor.account()));
    }
}
