package org.shuguan.dataplane.capture;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A change of one row, as texts that PostgreSQL reads as values of the kept types.
///
/// @param key of the row before the change
/// @param values the row after the change, in the order of the table's columns; null if the row is gone
/// @param same places of columns whose value the source did not send because it has not changed
record Change(List<String> key, @Nullable List<@Nullable String> values, Set<Integer> same) {
    static Change gone(List<String> key) {
        return new Change(key, null, Set.of());
    }

    static Change row(List<String> key, List<@Nullable String> values, Set<Integer> same) {
        return new Change(key, values, same);
    }

    /// Whether values are missing that the copy has.
    boolean isPart() {
        return !same.isEmpty();
    }
}
