package org.shuguan.server.audit;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import tools.jackson.databind.json.JsonMapper;

/// Writes the audit entry of an event in the transaction that published it, immediately before the commit, so that
/// the chain is locked only briefly.
@Component
class AuditRecorder {
    private final AuditEntries entries;
    private final CurrentActor currentActor;
    private final JsonMapper json;
    private final Clock clock;
    private final AuditKey key;

    AuditRecorder(AuditEntries entries, CurrentActor currentActor, JsonMapper json, Clock clock, AuditKey key) {
        this.entries = entries;
        this.key = key;
        this.currentActor = currentActor;
        this.json = json;
        this.clock = clock;
    }

    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT, fallbackExecution = true)
    @Transactional(propagation = Propagation.REQUIRED)
    void record(Audited event) {
        AuditEntries.Head head = entries.lockHead();
        // PostgreSQL stores microseconds: a more precise time would have another hash when it is read back.
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String actor = event.actor();
        var entry = new AuditEntry(
                head.sequence() + 1,
                at,
                actor == null ? currentActor.actor() : actor,
                currentActor.origin(),
                event.action(),
                event.subject(),
                event.unit(),
                json.writeValueAsString(new TreeMap<>(event.facts())),
                head.hash(),
                "",
                AuditEntry.KEYED);
        entries.append(entry.chained(key));
    }
}
