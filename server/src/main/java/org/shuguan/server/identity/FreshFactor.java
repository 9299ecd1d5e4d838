package org.shuguan.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.SensitiveAct;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Whether the person gave a code of the second factor a short time ago, in this session. A person without a
/// second factor is not asked: the roles that matter require one (rule `identity.second-factor-roles`).
@Component
class FreshFactor {
    /// Attribute of a session: when the code was given.
    static final String GIVEN = "shuguan.second-factor-at";

    private final SecondFactor factor;
    private final FactorRules rules;
    private final Clock clock;

    FreshFactor(SecondFactor factor, FactorRules rules, Clock clock) {
        this.factor = factor;
        this.rules = rules;
        this.clock = clock;
    }

    /// A code was right in this session.
    void given(HttpSession session) {
        session.setAttribute(GIVEN, clock.millis());
    }

    /// @throws SecondFactorRefused if the person has a second factor and gave no code within the minutes of the
    /// rule
    void must(Actor actor, HttpServletRequest request) {
        Duration fresh = rules.fresh();
        HttpSession session = request.getSession(false);
        boolean given = session != null
                && session.getAttribute(GIVEN) instanceof Long at
                && isFresh(Instant.ofEpochMilli(at), fresh);
        if (!given && factor.has(actor.account())) {
            throw SecondFactorRefused.stale(fresh.toMinutes());
        }
    }

    /// Whether a moment is as short a time ago as a code must be.
    boolean isFresh(Instant at) {
        return isFresh(at, rules.fresh());
    }

    private boolean isFresh(Instant at, Duration fresh) {
        return clock.instant().isBefore(at.plus(fresh));
    }

    /// Applies [SensitiveAct] before the handler is called.
    record OfSensitiveActs(FreshFactor fresh) implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            SensitiveAct act =
                    handler instanceof HandlerMethod method ? method.getMethodAnnotation(SensitiveAct.class) : null;
            if (act != null
                    && request.getAttribute(SessionLimits.ACTOR) instanceof Actor actor
                    && fresh.rules.isSensitive(act.value())) {
                fresh.must(actor, request);
            }
            return true;
        }
    }
}
