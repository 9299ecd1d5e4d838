package org.shuguan.server.identity;

import java.util.Optional;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.settings.RuleEditors;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/// Who may change rules, see [RulePermission].
@Component
class PermittedEditors implements RuleEditors {
    private final Identity identity;
    private final Access access;

    PermittedEditors(Identity identity, Access access) {
        this.identity = identity;
        this.access = access;
    }

    /// The actor's rights after the whole request was received, because an upload can take long.
    @Override
    public Editor editor(String module) {
        Actor actor =
                asking().flatMap(asking -> identity.actor(asking.account())).orElseThrow(NotSignedIn::new);
        if (!access.canAnywhere(actor, RulePermission.of(module))) {
            throw new Forbidden();
        }
        return new Editor(actor.officer().value(), actor.officerName());
    }

    @Override
    public boolean mayEdit(String module) {
        return asking().filter(actor -> access.canAnywhere(actor, RulePermission.of(module)))
                .isPresent();
    }

    private static Optional<Actor> asking() {
        return Optional.ofNullable(RequestContextHolder.getRequestAttributes())
                .map(request -> request.getAttribute(SessionLimits.ACTOR, RequestAttributes.SCOPE_REQUEST))
                .map(Actor.class::cast);
    }
}
