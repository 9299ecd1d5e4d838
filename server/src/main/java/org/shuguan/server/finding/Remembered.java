package org.shuguan.server.finding;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something read now and then rather than each time.
final class Remembered<T> implements Supplier<T> {
    private record Read<T>(T value, long at) {}

    private final Supplier<T> source;
    private final long kept;
    private volatile @Nullable Read<T> last;

    Remembered(Supplier<T> source, Duration kept) {
        this.source = source;
        this.kept = kept.toNanos();
    }

    @Override
    public T get() {
        Read<T> known = last;
        if (known == null || System.nanoTime() - known.at > kept) {
            known = new Read<>(source.get(), System.nanoTime());
            last = known;
        }
        return known.value;
    }

    void forget() {
        last = null;
    }
}
