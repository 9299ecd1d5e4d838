package org.shuguan.server.platform;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// A listener that fails the first time that it is given an event. A component of every test context, so that no
/// context is
/// started for it.
@Component
class FailsAtFirst {
    record Happened(UUID id) {}

    private final Map<UUID, Integer> calls = new ConcurrentHashMap<>();

    /// By a method, because the bean is a proxy.
    int calls(UUID id) {
        return calls.getOrDefault(id, 0);
    }

    void hasFailed(UUID id) {
        calls.put(id, 1);
    }

    @ApplicationModuleListener
    void on(Happened event) {
        if (calls.merge(event.id(), 1, Integer::sum) == 1) {
            throw new IllegalStateException("the first time it fails");
        }
    }
}
