package org.shuguan.server.access;

import java.util.List;
import org.shuguan.server.institution.Role;

/// Something that a module lets people do to its things, declared once and asked by services, lists, the answers that
/// tell a page what it may offer, and the menu. Implemented by an enum of the module.
public interface Permission {
    /// How near to a thing a role must be held.
    enum Reach {
        /// for the unit whose thing it is
        UNIT,
        /// over the territory that the unit lies in: its district, or the city
        TERRITORY,
        /// over the city, whatever the unit
        CITY,
        /// for any unit
        ANYWHERE
    }

    /// A role that has the permission.
    record Grant(Role role, Reach reach) {}

    /// Who has it.
    List<Grant> grants();

    static List<Grant> unit(Role... roles) {
        return grants(Reach.UNIT, roles);
    }

    static List<Grant> territory(Role... roles) {
        return grants(Reach.TERRITORY, roles);
    }

    static List<Grant> city(Role... roles) {
        return grants(Reach.CITY, roles);
    }

    static List<Grant> anywhere(Role... roles) {
        return grants(Reach.ANYWHERE, roles);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static List<Grant> any(List<Grant>... some) {
        return java.util.Arrays.stream(some).flatMap(List::stream).toList();
    }

    private static List<Grant> grants(Reach reach, Role... roles) {
        return java.util.Arrays.stream(roles)
                .map(role -> new Grant(role, reach))
                .toList();
    }
}
