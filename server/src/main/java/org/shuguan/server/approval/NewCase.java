package org.shuguan.server.approval;

import java.util.HashMap;
import java.util.Map;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// A case to be started.
///
/// @param subject identifies the subject, for the engine's business key
/// @param unit to which the case belongs
/// @param territory whose bureau serves the case: the city or a district
/// @param link the page on which it is decided
/// @param as the role in which it is submitted
/// @param facts further variables of the flow, for example who is asked next
/// @param submitter the unit on whose behalf it is submitted
public record NewCase(
        String subject,
        UnitCode unit,
        UnitCode territory,
        String title,
        String link,
        Role as,
        Map<String, Object> facts,
        UnitCode submitter) {
    public NewCase {
        facts = Map.copyOf(facts);
    }

    /// A case that is submitted by the unit to which it belongs.
    public NewCase(
            String subject,
            UnitCode unit,
            UnitCode territory,
            String title,
            String link,
            Role as,
            Map<String, Object> facts) {
        this(subject, unit, territory, title, link, as, facts, unit);
    }

    Map<String, Object> variables() {
        Map<String, Object> variables = new HashMap<>(facts);
        variables.put(Approvals.UNIT, unit.value());
        variables.put(Approvals.TERRITORY, territory.value());
        variables.put(Approvals.TITLE, title);
        variables.put(Approvals.LINK, link);
        return variables;
    }
}
