package org.shuguan.server.demo;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/// The officers in whose names the demo acts, with all that they may do.
@Component
@ConditionalOnProperty("shuguan.demo")
class DemoPeople {
    private final Access access;
    private final Institution institution;

    DemoPeople(Access access, Institution institution) {
        this.access = access;
        this.institution = institution;
    }

    /// @param account name of the account that acts
    Actor actor(Appointment held, String account) {
        return new Actor(
                UUID.randomUUID(),
                account,
                held.officer(),
                held.officerName(),
                access.capacitiesOf(held.officer(), institution.today()));
    }

    /// A holder of the role in the unit, to act in their name; bureau operators act for every unit.
    @Nullable
    Actor holder(Role role, UnitCode unit) {
        return institution.inForce(institution.today()).stream()
                .filter(held -> held.role() == role)
                .filter(held -> role == Role.BUREAU_OPERATOR
                        ? institution
                                .territory(held.unit(), institution.today())
                                .equals(access.servedBy(role, unit))
                        : held.unit().equals(unit))
                .findFirst()
                .map(held -> actor(held, held.officerName()))
                .orElse(null);
    }
}
