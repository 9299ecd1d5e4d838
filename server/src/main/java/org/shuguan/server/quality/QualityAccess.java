package org.shuguan.server.quality;

import java.util.UUID;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;

/// Checks [QualityPermission] for one entry. To a person without a permission its quality appears not to exist.
@Component
class QualityAccess {
    private final CollectedData data;
    private final Access access;

    QualityAccess(CollectedData data, Access access) {
        this.data = data;
        this.access = access;
    }

    /// Units whose results the actor may list.
    Scope listed(Actor actor) {
        return access.scope(actor, QualityPermission.READ).or(access.scope(actor, QualityPermission.OVERSEE));
    }

    boolean lists(Actor actor, UnitCode unit) {
        return reads(actor, unit) || access.can(actor, QualityPermission.OVERSEE, unit);
    }

    boolean reads(Actor actor, UnitCode unit) {
        return access.can(actor, QualityPermission.READ, unit);
    }

    boolean manages(Actor actor, UnitCode unit) {
        return access.can(actor, QualityPermission.MANAGE, unit);
    }

    boolean approves(Actor actor, UnitCode unit) {
        return access.can(actor, QualityPermission.APPROVE, unit);
    }

    /// A collected entry with its rules and numbers.
    CollectedData.Collected listed(Actor actor, UUID entry) {
        return data.of(entry).filter(one -> lists(actor, one.unit())).orElseThrow(NotFound::new);
    }

    /// The same with its rows.
    CollectedData.Collected readable(Actor actor, UUID entry) {
        CollectedData.Collected found = listed(actor, entry);
        if (!reads(actor, found.unit())) {
            throw new Forbidden();
        }
        return found;
    }

    CollectedData.Collected manageable(Actor actor, UUID entry) {
        CollectedData.Collected found = listed(actor, entry);
        access.must(actor, QualityPermission.MANAGE, found.unit());
        return found;
    }

    CollectedData.Collected approvable(Actor actor, UUID entry) {
        CollectedData.Collected found = listed(actor, entry);
        access.must(actor, QualityPermission.APPROVE, found.unit());
        return found;
    }
}
