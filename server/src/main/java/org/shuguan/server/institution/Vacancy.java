package org.shuguan.server.institution;

import java.util.stream.Stream;

/// A required role of a unit that nobody holds (空缺).
public record Vacancy(Role role, Unit unit) {
    /// The required roles of a unit: for the city its CDO and executive officer, for every department and district
    /// its CDO (plan §3(1)). The district's CDO is responsible for its bureaus.
    static Stream<Role> wanted(Unit unit) {
        if (unit.parent() != null) {
            return Stream.empty();
        }
        return unit.kind() == Unit.Kind.CITY
                ? Stream.of(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER)
                : Stream.of(Role.UNIT_CDO);
    }
}
