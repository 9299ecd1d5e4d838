package org.shuguan.server.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.shuguan.server.access.Actor;
import org.shuguan.server.settings.Setting;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Determines the actor of a request. Ends a session at its maximum age or if its account was deleted or disabled,
/// and refuses everything but the password change or the enrolment of a second factor if that is required.
final class SessionLimits extends OncePerRequestFilter {
    /// Request attribute that holds the [Actor]; absent if nobody is signed in, or the account was deleted or
    /// disabled.
    static final String ACTOR = Actor.class.getName();

    private static final RequestMatcher API = path("/api/**");
    private static final RequestMatcher PUBLIC = path("/api/public/**");
    private static final RequestMatcher SESSION = path("/api/session/**");

    /// What a person may do before the second factor that their role requires.
    private static final RequestMatcher ENROLMENT =
            new OrRequestMatcher(path("/api/session"), path("/api/session/second-factor/**"));

    private final Identity identity;
    private final Setting<Duration> longest;
    private final Clock clock;
    private final HandlerExceptionResolver problems;

    /// @param longest maximum age of a session, even if it is in use
    SessionLimits(Identity identity, Setting<Duration> longest, Clock clock, HandlerExceptionResolver problems) {
        this.identity = identity;
        this.longest = longest;
        this.clock = clock;
        this.problems = problems;
    }

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    /// Uses the decoded path, as the handlers do: `/%61pi/` is `/api/`.
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !API.matches(request) || PUBLIC.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedInAccount account) {
            Instant end = Instant.ofEpochMilli(account.signedInAtMillis()).plus(longest.today());
            Identity.Present present = identity.present(account.id());
            if (clock.instant().isAfter(end) || present.actor() == null) {
                SecurityContextHolder.clearContext();
                var session = request.getSession(false);
                if (session != null) {
                    session.invalidate();
                }
                problems.resolveException(request, response, null, new NotSignedIn());
                return;
            }
            if (!SESSION.matches(request) && present.mustChangePassword()) {
                problems.resolveException(request, response, null, new PasswordChangeDue());
                return;
            }
            if (present.mustEnrol() && !present.mustChangePassword() && !ENROLMENT.matches(request)) {
                problems.resolveException(request, response, null, SecondFactorRefused.enrolmentDue());
                return;
            }
            request.setAttribute(ACTOR, present.actor());
        }
        chain.doFilter(request, response);
    }
}
