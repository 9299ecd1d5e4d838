package org.shuguan.server.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.shuguan.server.platform.SealedValues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// At the first start with a new key, encrypts the stored secrets again and notes the change in the record, which
/// is keyed with the new key from that entry on.
@Component
class KeyChange {
    private static final Logger LOG = LoggerFactory.getLogger(KeyChange.class);

    /// @param rewritten number of values that were encrypted again, by module
    record KeyChanged(Map<String, Integer> rewritten) implements Audited {
        @Override
        public String action() {
            return "audit.change-key";
        }

        @Override
        public String subject() {
            return "secret key";
        }

        @Override
        public Map<String, ?> facts() {
            return rewritten;
        }

        @Override
        public String actor() {
            return CurrentActor.NOBODY;
        }
    }

    private final AuditEntries entries;
    private final AuditKey key;
    private final List<SealedValues> stores;
    private final ApplicationEventPublisher events;

    KeyChange(AuditEntries entries, AuditKey key, List<SealedValues> stores, ApplicationEventPublisher events) {
        this.entries = entries;
        this.key = key;
        this.stores = stores;
        this.events = events;
    }

    /// At every start, because a rewriting may have been interrupted. Values that no key opens are left and counted.
    @EventListener(ApplicationReadyEvent.class)
    @Transactional
    public void applied() {
        if (key.present() == 0) {
            return;
        }
        int rewritten = 0;
        var facts = new TreeMap<String, Integer>();
        for (SealedValues store : stores) {
            SealedValues.Rewritten done = store.rewrite();
            rewritten += done.values();
            facts.put(store.name(), done.values());
            if (done.unreadable() > 0) {
                facts.put(store.name() + "-unreadable", done.unreadable());
                LOG.warn("{} of the stored secrets ({}) open with no known key", done.unreadable(), store.name());
            }
        }
        if (rewritten > 0 || !entries.last().map(this::isByPresentKey).orElse(true)) {
            events.publishEvent(new KeyChanged(facts));
            LOG.info("the key was changed; stored secrets encrypted again: {}", facts);
        }
    }

    private boolean isByPresentKey(AuditEntry entry) {
        return entry.scheme() == AuditEntry.KEYED && key.entry(entry.content()).equals(entry.hash());
    }
}
