package org.shuguan.server.institution;

/// Counts the open to-dos of a role. Implemented by a higher module that stores them.
public interface OpenTodos {
    int countFor(Role role, UnitCode unit);
}
