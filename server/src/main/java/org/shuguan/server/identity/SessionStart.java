package org.shuguan.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.InputText;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/// Begins the session of a person whose sign-in was granted, and keeps a sign-in whose code is still due.
@Component
class SessionStart {
    private static final int LONGEST_DEVICE = 200;
    private static final String BEFORE = "shuguan.sign-in-before";
    private static final String CODE_DUE = "shuguan.code-due";

    /// The sign-in before this one, so that a person notices somebody else's.
    ///
    /// @param origin the address that it came from
    /// @param failuresSince attempts that failed since then
    record SignInBefore(Instant at, @Nullable String origin, int failuresSince) implements Serializable {}

    private final Identity identity;
    private final SecurityContextRepository contexts;
    private final OpenSessions sessions;
    private final Setting<Duration> idle;
    private final Setting<Integer> mostSessions;
    private final Clock clock;

    SessionStart(
            Identity identity,
            SecurityContextRepository contexts,
            OpenSessions sessions,
            Settings settings,
            Clock clock) {
        this.identity = identity;
        this.contexts = contexts;
        this.sessions = sessions;
        this.idle = settings.minutes("identity.idle");
        this.mostSessions = settings.number("identity.sessions");
        this.clock = clock;
    }

    /// Begins the session of the account.
    Actor begin(Identity.Granted granted, String origin, HttpServletRequest request, HttpServletResponse response) {
        renew(request);
        Actor actor = identity.actor(granted.account()).orElseThrow(NotSignedIn::new);
        sessions.makeRoom(actor.name(), mostSessions.today());
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                new SignedInAccount(granted.account(), actor.name(), clock.millis()), null, List.of()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        HttpSession session = request.getSession();
        // What the session knows of a person who signed in before in the same browser.
        List.of(CODE_DUE, FreshFactor.GIVEN, BEFORE).forEach(session::removeAttribute);
        session.setMaxInactiveInterval(Math.toIntExact(idle.today().toSeconds()));
        session.setAttribute(OpenSessions.ADDRESS, origin);
        session.setAttribute(OpenSessions.DEVICE, device(request));
        if (granted.lastSignIn() != null) {
            session.setAttribute(
                    BEFORE, new SignInBefore(granted.lastSignIn(), granted.lastOrigin(), granted.failuresSince()));
        }
        return actor;
    }

    /// Keeps the first step of a sign-in in the session, which belongs to nobody yet.
    void keep(Identity.CodeDue due, HttpServletRequest request) {
        renew(request);
        request.getSession().setAttribute(CODE_DUE, due);
    }

    /// @throws SecondFactorRefused if there was no first step
    static Identity.CodeDue codeDue(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(CODE_DUE) instanceof Identity.CodeDue due) {
            return due;
        }
        throw SecondFactorRefused.passwordFirst();
    }

    static @Nullable SignInBefore before(HttpSession session) {
        return session.getAttribute(BEFORE) instanceof SignInBefore before ? before : null;
    }

    /// A new session id, so that an id known before sign-in is not valid after it (session fixation).
    private static void renew(HttpServletRequest request) {
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
    }

    private static String device(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        String text = agent == null || !InputText.isAllowed(agent) ? "" : agent;
        return InputText.cut(text, LONGEST_DEVICE);
    }
}
