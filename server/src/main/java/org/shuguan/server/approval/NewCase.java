package org.shuguan.server.approval;

import java.util.HashMap;
import java.util.Map;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// A case to be started.
///
/// @param subject what it is about, for the engine's business key
/// @param unit whose case it is
/// @param territory whose bureau serves it: the city, or a district
/// @param link the page where it is decided
/// @param as the role in which it is submitted
/// @param facts what the flow asks for besides, for example who is asked next
/// @param submitter the unit in whose name it is submitted
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

    /// A case that its own unit submits.
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
