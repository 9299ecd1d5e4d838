package org.shuguan.server.exchange;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.audit.AuditEntry;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.sharing.Grants;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Seals calls in groups and proves them: a group's root is in the audit record, so that nobody can change, add or
/// remove a sealed call unnoticed. Counts the calls of each day with the group.
@Service
class Sealing {
    /// A group was sealed.
    record CallsSealed(long number, int calls, String root) implements Audited {
        @Override
        public String action() {
            return ACTION;
        }

        @Override
        public String subject() {
            return Sealing.subject(number);
        }

        @Override
        public Map<String, ?> facts() {
            return Map.of("calls", calls, "root", root);
        }
    }

    /// What a verification found.
    ///
    /// @param calls number of calls in groups that are in order
    /// @param broken the first group that is not, if any
    record Verdict(long seals, long calls, Optional<Broken> broken) {}

    /// Why a group is not in order.
    record Broken(long number, Fault fault) {
        enum Fault {
            /// a call was changed, added or removed
            CALLS,
            /// the audit record has another root, or none
            AUDIT,
            /// calls between this group and the one before, or a missing group
            GAP,
            /// the file with calls of an archived month is missing or unreadable
            ARCHIVE
        }
    }

    /// Writers share this lock; the one who seals has it alone for a moment.
    static final long LOCK = 0x5348_5547_4341_4C4CL;

    private static final String ACTION = "exchange.seal";
    private static final String SUBJECT = "calls ";
    private static final int MOST = 50_000;
    private static final int AT_ONCE = 500;

    private final Seals seals;
    private final ArchivedLeaves archived;
    private final ObjectProvider<Sealing> self;
    private final Grants grants;
    private final AuditTrail trail;
    private final JsonMapper json;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Sealing(
            Seals seals,
            ArchivedLeaves archived,
            ObjectProvider<Sealing> self,
            Grants grants,
            AuditTrail trail,
            JsonMapper json,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            Clock clock) {
        this.seals = seals;
        this.archived = archived;
        this.self = self;
        this.trail = trail;
        this.json = json;
        this.grants = grants;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    static String subject(long number) {
        return SUBJECT + number;
    }

    /// Seals what waits.
    ///
    /// @return number of calls, 0 if none waited
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public int seal() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('exchange.seal'))")
                .query((row, n) -> 0)
                .single();
        long highest = highest();
        Optional<Seals.Seal> before = seals.last();
        long first = before.map(Seals.Seal::lastSequence).orElse(0L) + 1;
        List<Seals.Leaf> leaves = highest < first ? List.of() : seals.leaves(first, highest, MOST);
        if (leaves.isEmpty()) {
            return 0;
        }
        long last = leaves.size() == MOST ? leaves.getLast().sequence() : highest;
        byte[] root = MerkleTree.root(leaves.stream().map(Seals.Leaf::hash).toList());
        Seals.Seal seal = new Seals.Seal(
                before.map(Seals.Seal::number).orElse(0L) + 1,
                first,
                last,
                leaves.size(),
                leaves.stream()
                        .map(Seals.Leaf::at)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                leaves.stream()
                        .map(Seals.Leaf::at)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                root,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        seals.add(seal);
        count(first, last);
        events.publishEvent(new CallsSealed(seal.number(), seal.calls(), Seals.hex(root)));
        return leaves.size();
    }

    /// Seals until nothing waits.
    void sealAll() {
        int sealed = MOST;
        while (sealed == MOST) {
            sealed = self.getObject().seal();
        }
    }

    /// The highest number of a call; whoever was writing a lower one has committed.
    private long highest() {
        // The lock is given back at once: within this transaction it would stop the writers.
        return jdbc.sql("""
                        select case when pg_advisory_lock(:lock) is not null
                                    then (select last_value from exchange.call_sequence) end as highest,
                               pg_advisory_unlock(:lock)
                        """)
                .param("lock", LOCK)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private void count(long first, long last) {
        jdbc.sql("""
                        insert into exchange.daily as d (data_grant, day, consumer, owner, grant_number, resource, calls,
                                                         refused, failed, row_count, microseconds)
                        select data_grant, (at at time zone 'Asia/Shanghai')::date, max(consumer), max(owner),
                               max(grant_number), max(resource),
                               count(*) filter (where action <> 'outcome'),
                               count(*) filter (where status between 400 and 499),
                               count(*) filter (where status >= 500 or result = 'cut'),
                               sum(row_count), sum(microseconds)
                          from exchange.call
                         where sequence between :first and :last and data_grant is not null
                         group by 1, 2
                        on conflict (data_grant, day) do update
                           set calls = d.calls + excluded.calls, refused = d.refused + excluded.refused,
                               failed = d.failed + excluded.failed, row_count = d.row_count + excluded.row_count,
                               microseconds = d.microseconds + excluded.microseconds
                        """).param("first", first).param("last", last).update();
        record Used(UUID grant, Instant at) {}
        jdbc.sql("""
                        select data_grant as grant, max(at) as at from exchange.call
                         where sequence between :first and :last and status < 400 and data_grant is not null
                         group by 1
                        """)
                .param("first", first)
                .param("last", last)
                .query(Rows.to(Used.class))
                .list()
                .forEach(used -> grants.used(used.grant(), CityTime.day(used.at())));
    }

    /// Verifies all groups: that each has its root, that the audit record has the same, and that none is missing. Calls
    /// of archived months are read from their files.
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Verdict verify() {
        Map<Long, String> audited = audited();
        long seen = 0;
        long calls = 0;
        long next = 1;
        try (ArchivedLeaves.Reader leaves = archived.reader()) {
            for (List<Seals.Seal> part = seals.from(1, AT_ONCE);
                    !part.isEmpty();
                    part = seals.from(seen + 1, AT_ONCE)) {
                for (Seals.Seal seal : part) {
                    if (seal.number() != seen + 1 || seal.firstSequence() != next) {
                        return new Verdict(seen, calls, Optional.of(new Broken(seen + 1, Broken.Fault.GAP)));
                    }
                    Optional<Broken.Fault> fault = fault(seal, leaves, audited);
                    if (fault.isPresent()) {
                        return new Verdict(seen, calls, fault.map(what -> new Broken(seal.number(), what)));
                    }
                    seen = seal.number();
                    calls += seal.calls();
                    next = seal.lastSequence() + 1;
                }
            }
        }
        return new Verdict(seen, calls, Optional.empty());
    }

    /// Verifies the groups of calls with these numbers.
    ///
    /// @return the first that is not in order
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Optional<Broken> verify(long first, long last) {
        Map<Long, String> audited = audited();
        try (ArchivedLeaves.Reader leaves = archived.reader()) {
            for (Seals.Seal seal : seals.between(first, last)) {
                Optional<Broken.Fault> fault = fault(seal, leaves, audited);
                if (fault.isPresent()) {
                    return fault.map(what -> new Broken(seal.number(), what));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Broken.Fault> fault(
            Seals.Seal seal, ArchivedLeaves.Reader reader, Map<Long, String> audited) {
        List<Seals.Leaf> leaves;
        try {
            leaves = reader.of(seal);
        } catch (ArchivedLeaves.Lost lost) {
            return Optional.of(Broken.Fault.ARCHIVE);
        }
        boolean same = leaves.size() == seal.calls()
                && Arrays.equals(
                        seal.root(),
                        MerkleTree.root(leaves.stream().map(Seals.Leaf::hash).toList()));
        if (!same) {
            return Optional.of(Broken.Fault.CALLS);
        }
        return Seals.hex(seal.root()).equals(audited.get(seal.number()))
                ? Optional.empty()
                : Optional.of(Broken.Fault.AUDIT);
    }

    /// The roots that the audit record has, by the numbers of the groups. The first entry of a number counts.
    private Map<Long, String> audited() {
        Map<Long, String> roots = new HashMap<>();
        long after = 0;
        for (List<AuditEntry> part = trail.ofAction(ACTION, after, AT_ONCE);
                !part.isEmpty();
                part = trail.ofAction(ACTION, after, AT_ONCE)) {
            for (AuditEntry entry : part) {
                long number = Long.parseLong(entry.subject().substring(SUBJECT.length()));
                roots.putIfAbsent(
                        number, json.readTree(entry.facts()).path("root").asString());
            }
            after = part.getLast().sequence();
        }
        return roots;
    }
}
