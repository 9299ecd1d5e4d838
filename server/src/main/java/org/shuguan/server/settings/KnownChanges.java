package org.shuguan.server.settings;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/// This node's copy of the changes of rules, so that reading a rule needs no query. Changes made on this node are
/// visible after the commit; changes made on another node after the next poll.
@Component
class KnownChanges {
    private static final Logger LOG = LoggerFactory.getLogger(KnownChanges.class);

    private record Known(long revision, Map<String, List<RuleChange>> byKey) {}

    private final RuleChanges changes;
    private final Rules rules;
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile Known known;

    KnownChanges(RuleChanges changes, Rules rules) {
        this.changes = changes;
        this.rules = rules;
        this.known = read();
    }

    /// The changes of a rule, including undone ones, in order of precedence.
    List<RuleChange> of(String key) {
        return known.byKey().getOrDefault(key, List.of());
    }

    @Scheduled(fixedDelay = 2000, initialDelay = 2000)
    void look() {
        try {
            if (changes.revision() != known.revision()) {
                known = read();
            }
            away.set(false);
        } catch (DataAccessException e) {
            // The known values remain in force. Logged once and not at each poll.
            if (!away.getAndSet(true)) {
                LOG.warn("changes of rules cannot be looked for: {}", e.getMessage());
            }
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(RuleChanged event) {
        look();
    }

    private Known read() {
        // In this order: a change between the two queries is read again and not missed.
        long revision = changes.revision();
        return new Known(
                revision, changes.all().stream().filter(this::fits).collect(Collectors.groupingBy(RuleChange::key)));
    }

    /// Ignores a value that an earlier version stored for a rule that was removed or is now of another kind.
    private boolean fits(RuleChange change) {
        Rule rule = rules.find(change.key());
        return rule != null && change.value().isOf(rule.kind());
    }
}
