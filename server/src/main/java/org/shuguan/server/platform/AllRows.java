package org.shuguan.server.platform;

import java.util.List;
import java.util.function.Function;

/// All rows that match a query, up to the limit of an export.
///
/// @param total number of matching rows
public record AllRows<T>(List<T> items, long total) {
    public <R> AllRows<R> map(Function<T, R> as) {
        return new AllRows<>(items.stream().map(as).toList(), total);
    }

    /// Whether there are more rows than [#items].
    public boolean cut() {
        return items.size() < total;
    }
}
