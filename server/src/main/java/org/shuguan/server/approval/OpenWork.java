package org.shuguan.server.approval;

import java.util.List;
import java.util.function.Function;
import org.shuguan.server.institution.UnitCode;

/// Work that waits for people. Declared here, where the to-do list is, and implemented by whoever keeps such work, a
/// floor above too.
public interface OpenWork {
    /// Whoever looks at the list, read once for all kinds of work.
    ///
    /// @param capacities all that they are today, and what was delegated to them
    /// @param unitNames in their language
    record Looking(List<Capacity> capacities, Function<UnitCode, String> unitNames) {}

    /// What waits for somebody today, in what they hold themselves and in what was delegated to them.
    List<Todo> openWorkOf(Looking somebody);
}
