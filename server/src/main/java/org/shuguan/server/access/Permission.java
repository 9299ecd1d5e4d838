package org.shuguan.server.access;

import java.util.List;
import org.shuguan.server.institution.Role;

/// Something that people may do with the objects of a module. Each permission is declared once, as a constant of
/// an enum of the module, and used by services, lists, the actions offered on a page, and the menu.
public interface Permission {
    /// Where the role must be held, relative to the object.
    enum Reach {
        /// for the unit of the object
        UNIT,
        /// for the unit's territory: its district, or the city
        TERRITORY,
        /// for the city, whatever the object's unit
        CITY,
        /// for any unit, whatever the object's unit
        ANYWHERE
    }

    /// A role that has the permission.
    record Grant(Role role, Reach reach) {}

    /// The roles that have it.
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
