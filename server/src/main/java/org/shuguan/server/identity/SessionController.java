package org.shuguan.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
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
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
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

    record Credentials(@Nullable String username, @Nullable String password) {}

    record PasswordChange(
            @Nullable String current, @Nullable String next) {}

    /// @param remember whether the device is the person's own and asks for no code for some days
    record GivenCode(@Nullable String code, @Nullable Boolean remember) {}

    /// @param roles that the person holds themselves
    /// @param actsAs roles in which they act today for whatever unit: their own, and those of whom they stand in
    ///     for or who delegated to them
    /// @param secondFactor whether they have a second factor
    /// @param mustEnrolSecondFactor whether their role requires one that they do not have: nothing else is allowed
    ///     before
    /// @param may what they may do for some unit, by the words of the permissions, in all capacities of today
    record SessionState(
            UUID account,
            String username,
            Officer officer,
            List<RoleHeld> roles,
            List<Role> actsAs,
            List<String> may,
            boolean mustChangePassword,
            SessionStart.@Nullable SignInBefore signInBefore,
            boolean secondFactor,
            boolean mustEnrolSecondFactor) {}

    private final Identity identity;
    private final Institution institution;
    private final Access access;
    private final SessionStart start;
    private final OpenSessions sessions;
    private final SignInThrottle door;
    private final CurrentActor origins;
    private final SecondFactor secondFactor;
    private final FactorRules factorRules;
    private final FreshFactor fresh;

    SessionController(
            Identity identity,
            Institution institution,
            Access access,
            SessionStart start,
            OpenSessions sessions,
            SignInThrottle door,
            CurrentActor origins,
            SecondFactor secondFactor,
            FactorRules factorRules,
            FreshFactor fresh) {
        this.identity = identity;
        this.institution = institution;
        this.access = access;
        this.start = start;
        this.sessions = sessions;
        this.door = door;
        this.origins = origins;
        this.secondFactor = secondFactor;
        this.factorRules = factorRules;
        this.fresh = fresh;
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
        String device = KnownDeviceCookie.of(request);
        Identity.Granted granted = door.pass(origin, () -> identity.signIn(username, password, origin, device));
        if (granted.codeDue() != null) {
            start.keep(granted.codeDue(), request);
            throw SecondFactorRefused.due(factorRules.deviceKnown().toDays());
        }
        Actor actor = start.begin(granted, origin, request, response);
        return state(actor, request.getSession());
    }

    /// The second step of a sign-in: the code, after the password was right.
    @PostMapping("/second-factor")
    SessionState giveCode(@RequestBody GivenCode given, HttpServletRequest request, HttpServletResponse response) {
        Identity.CodeDue due = SessionStart.codeDue(request);
        String origin = origins.origin();
        Identity.Granted granted = door.pass(origin, () -> identity.signIn(due, given.code(), origin));
        Actor actor = start.begin(granted, origin, request, response);
        HttpSession session = request.getSession();
        fresh.given(session);
        if (Boolean.TRUE.equals(given.remember())) {
            KnownDeviceCookie.set(secondFactor.remember(actor.account()), factorRules.deviceKnown(), request, response);
        }
        return state(actor, session);
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
                SessionStart.before(session),
                secondFactor.has(actor.account()),
                identity.present(actor.account()).mustEnrol());
    }
}
