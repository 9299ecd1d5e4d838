package org.shuguan.server.identity;

import java.util.Map;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.institution.UnitHoldings;
import org.springframework.stereotype.Component;

/// Lists the accounts of persons who hold a role for a unit today, before the unit changes. The accounts are not
/// changed, because rights follow from the appointments of the day.
@Component
class UnitAccounts implements UnitHoldings {
    private final Accounts accounts;
    private final Institution institution;

    UnitAccounts(Accounts accounts, Institution institution) {
        this.accounts = accounts;
        this.institution = institution;
    }

    @Override
    public Map<String, Long> of(UnitCode unit) {
        return Map.of(
                "accounts",
                institution.inForce(institution.today()).stream()
                        .filter(one -> one.unit().equals(unit))
                        .map(Appointment::officer)
                        .distinct()
                        .filter(accounts::has)
                        .count());
    }
}
