package org.shuguan.dataplane.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;
import org.jspecify.annotations.Nullable;

/// Tells the engine where to begin. What the engine stores here later is not kept: the position is where the rows
/// are.
public final class KeptOffset extends MemoryOffsetBackingStore {
    static final String KEY = "shuguan.offset.key";
    static final String VALUE = "shuguan.offset.value";

    @Override
    public void configure(WorkerConfig config) {
        super.configure(config);
        String key = config.originalsStrings().get(KEY);
        String value = config.originalsStrings().get(VALUE);
        if (key != null && value != null) {
            data.put(bytes(key), bytes(value));
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }
}
