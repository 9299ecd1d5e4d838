package org.shuguan.server;

import java.time.LocalDate;
import java.util.Optional;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lets somebody into a house where nobody is yet: the city itself as a unit, and one administrator with a
/// password that is good for one sign-in.
@Component
class FirstAdministrator {
    static final String ACCOUNT = "admin";

    private final Identity identity;
    private final Institution institution;

    FirstAdministrator(Identity identity, Institution institution) {
        this.identity = identity;
        this.institution = institution;
    }

    /// Gives the password, or nothing where there is an account already.
    @Transactional
    Optional<String> appoint() {
        if (!identity.nobodyYet()) {
            return Optional.empty();
        }
        LocalDate today = institution.today();
        if (institution.unit(UnitCode.CITY).isEmpty()) {
            institution.establish(new Unit(UnitCode.CITY, "本市", "The city", Unit.Kind.CITY, null, today, null));
        }
        OfficerId officer = institution.enrol("系统管理员");
        institution.appoint(
                officer, Role.SYSTEM_ADMINISTRATOR, UnitCode.CITY, new Institution.Terms("系统管理员", null, today, null));
        return Optional.of(identity.openForFirstSignIn(ACCOUNT, officer));
    }
}
