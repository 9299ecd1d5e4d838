package org.shuguan.server.finding;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// What was worked out once and is kept for whoever asks again; of more than so many, those last asked for.
final class LastUsed<K, V> {
    private final Map<K, V> kept;

    LastUsed(int most) {
        kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /// Works it out outside of the lock: two at once may do the same, but nobody waits for another.
    V get(K key, Function<K, V> work) {
        V known;
        synchronized (kept) {
            known = kept.get(key);
        }
        if (known == null) {
            known = work.apply(key);
            synchronized (kept) {
                kept.put(key, known);
            }
        }
        return known;
    }
}
