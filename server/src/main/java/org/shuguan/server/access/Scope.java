package org.shuguan.server.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.shuguan.server.institution.UnitCode;

/// The units whose objects a person may see, as an SQL condition.
///
/// @param all whether all units
/// @param units the units if not all
public record Scope(boolean all, Set<UnitCode> units) {
    public static final Scope NOTHING = new Scope(false, Set.of());
    public static final Scope EVERYTHING = new Scope(true, Set.of());

    public Scope {
        units = Set.copyOf(units);
    }

    public static Scope of(Collection<UnitCode> units) {
        return new Scope(false, Set.copyOf(units));
    }

    public boolean covers(UnitCode unit) {
        return all || units.contains(unit);
    }

    public boolean isEmpty() {
        return !all && units.isEmpty();
    }

    /// The union of two scopes.
    public Scope or(Scope other) {
        Set<UnitCode> both = new HashSet<>(units);
        both.addAll(other.units);
        return new Scope(all || other.all, both);
    }

    /// A condition that is true if the scope contains the column's unit. Its parameters are those of
    /// [#parameters].
    ///
    /// @param column a constant name of a column, never user input
    /// @param name of the scope within the statement, for example `own`
    public static String condition(String column, String name) {
        return "(:" + name + "All or " + column + " = any(:" + name + "Units))";
    }

    /// The parameters of [#condition].
    public Map<String, Object> parameters(String name) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(name + "All", all);
        parameters.put(name + "Units", units.stream().map(UnitCode::value).toArray(String[]::new));
        return parameters;
    }
}
