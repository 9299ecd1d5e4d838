package org.shuguan.server.platform;

import java.util.List;
import java.util.function.Function;

/// All that a question finds, or as much of it as a file holds.
///
/// @param total how many there are
public record Everything<T>(List<T> items, long total) {
    public <R> Everything<R> map(Function<T, R> as) {
        return new Everything<>(items.stream().map(as).toList(), total);
    }

    /// Whether there is more than this.
    public boolean cut() {
        return items.size() < total;
    }
}
