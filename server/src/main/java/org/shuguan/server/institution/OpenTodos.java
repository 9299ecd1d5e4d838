package org.shuguan.server.institution;

/// How much open work is addressed to a role. Declared here, implemented a floor above by whoever keeps the work.
public interface OpenTodos {
    int countFor(Role role, UnitCode unit);
}
