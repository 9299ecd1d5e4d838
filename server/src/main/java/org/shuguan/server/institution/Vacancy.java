package org.shuguan.server.institution;

import java.util.stream.Stream;

/// A role that the plan wants held for a unit and nobody holds (空缺).
public record Vacancy(Role role, Unit unit) {
    /// What a unit must have: the city its CDO and executive officer, every department and district its
    /// CDO (plan §3(1)). For a bureau of a district the district's CDO answers.
    static Stream<Role> wanted(Unit unit) {
        if (unit.parent() != null) {
            return Stream.empty();
        }
        return unit.kind() == Unit.Kind.CITY
                ? Stream.of(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER)
                : Stream.of(Role.UNIT_CDO);
    }
}
