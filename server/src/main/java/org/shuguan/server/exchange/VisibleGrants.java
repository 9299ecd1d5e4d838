package org.shuguan.server.exchange;

import java.util.UUID;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.Grants;
import org.springframework.stereotype.Component;

/// The grants whose use a person sees: those of the unit that gives and of the unit that reads.
@Component
class VisibleGrants {
    private final Grants grants;
    private final Access access;

    VisibleGrants(Grants grants, Access access) {
        this.grants = grants;
        this.access = access;
    }

    /// @throws NotFound if there is no such grant, or the person may not see its use
    Grant grant(UUID id, Actor actor) {
        return grants.find(id)
                .filter(grant -> access.can(actor, ExchangePermission.READ, grant.consumer())
                        || access.can(actor, ExchangePermission.READ, grant.owner()))
                .orElseThrow(NotFound::new);
    }

    /// A grant for whose consumer the person may act.
    ///
    /// @throws Forbidden if the person sees it, but may not
    Grant mine(UUID id, Actor actor, ExchangePermission permission) {
        Grant grant = grant(id, actor);
        if (!access.can(actor, permission, grant.consumer())) {
            throw new Forbidden();
        }
        return grant;
    }
}
