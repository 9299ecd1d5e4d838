package org.shuguan.server.platform;

import java.util.List;
import java.util.function.Function;

/// All that a question finds, or as much of it as a file holds.
///
/// @param total how many there are
public record AllRows<T>(List<T> items, long total) {
    public <R> AllRows<R> map(Function<T, R> as) {
        return new AllRows<>(items.stream().map(as).toList(), total);
    }

    /// Whether there is more than this.
    public boolean cut() {
        return items.size() < total;
    }
}
