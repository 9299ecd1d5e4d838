package org.shuguan.server.sharing;

import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;

/// Who sees which requests and grants. To everybody else they do not exist.
@Component
class SharingSight {
    private final SharingRequests requests;
    private final RequestParts parts;
    private final GrantRecords grants;
    private final Approvals approvals;
    private final Access access;

    SharingSight(
            SharingRequests requests, RequestParts parts, GrantRecords grants, Approvals approvals, Access access) {
        this.requests = requests;
        this.parts = parts;
        this.grants = grants;
        this.approvals = approvals;
        this.access = access;
    }

    SharingRequests.Visible of(Actor actor) {
        return new SharingRequests.Visible(
                access.scope(actor, SharingPermission.READ), access.scope(actor, SharingPermission.OVERSEE));
    }

    /// Units whose grants, given and received, the actor sees.
    Scope units(Actor actor) {
        return access.scope(actor, SharingPermission.READ).or(access.scope(actor, SharingPermission.OVERSEE));
    }

    /// A request that the actor sees, also because they are asked for an opinion on it.
    SharingRequest request(UUID id, Actor actor) {
        return seen(id, actor).orElseThrow(NotFound::new);
    }

    /// The same; empty if the actor does not see it.
    Optional<SharingRequest> seen(UUID id, Actor actor) {
        return requests.visible(id, of(actor))
                .or(() -> requests.find(id)
                        .filter(request -> parts.of(id).stream()
                                .anyMatch(part -> part.caseId() != null
                                        && part.state().open()
                                        && approvals.concerns(part.caseId(), actor))));
    }

    /// A part of a request that the actor sees.
    Part part(UUID id, Actor actor) {
        Part part = parts.find(id).orElseThrow(NotFound::new);
        request(part.request(), actor);
        return part;
    }

    Grant grant(UUID id, Actor actor) {
        Scope seen = units(actor);
        return grants.find(id)
                .filter(grant -> seen.covers(grant.owner()) || seen.covers(grant.consumer()))
                .orElseThrow(NotFound::new);
    }
}
