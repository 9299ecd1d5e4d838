package org.shuguan.server.demo;

import java.util.UUID;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
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
}
