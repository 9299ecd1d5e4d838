package org.shuguan.server.search;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Caches a value for some time. Two threads that find it expired may both read it again.
final class ExpiringSupplier<T> implements Supplier<T> {
    private record Cached<T>(T value, long readAt) {}

    private final Supplier<T> source;
    private final long lifetime;
    private volatile @Nullable Cached<T> cached;

    ExpiringSupplier(Supplier<T> source, Duration lifetime) {
        this.source = source;
        this.lifetime = lifetime.toNanos();
    }

    @Override
    public T get() {
        Cached<T> current = cached;
        if (current == null || System.nanoTime() - current.readAt > lifetime) {
            current = new Cached<>(source.get(), System.nanoTime());
            cached = current;
        }
        return current.value;
    }

    /// Makes the next [#get] read the source.
    void invalidate() {
        cached = null;
    }
}
