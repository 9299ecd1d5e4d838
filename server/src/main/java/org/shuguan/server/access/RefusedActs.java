package org.shuguan.server.access;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.shuguan.server.audit.CurrentActor;
import org.shuguan.server.platform.InputText;
import org.shuguan.server.platform.RequestRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Records the requests that were refused because the person may not do what they asked for, in a transaction of
/// its own. So that nobody can flood the record, a period of ten minutes begins with the first refusal of a
/// person: each different refusal is recorded at once, at most twenty; how often each was repeated, and how many
/// others there were, is recorded in one entry each when the period is over. The counts are kept in memory: a
/// server that is killed loses them, but not the first entries. Refusals of requests without a sign-in are only
/// counted; the log tells their number every hour.
@Component
class RefusedActs {
    static final Duration PERIOD = Duration.ofMinutes(10);
    static final int MOST = 20;
    private static final int LONGEST = 300;
    private static final Logger LOG = LoggerFactory.getLogger(RefusedActs.class);

    private record Asked(String asked, String path, String code) {
        Map<String, Object> facts() {
            return new HashMap<>(Map.of("path", path, "code", code, "outcome", "refused"));
        }
    }

    /// The refusals of one person since the first of them.
    private static final class Period {
        private final Instant since;
        private final String origin;
        private final Map<Asked, Integer> repeated = new LinkedHashMap<>();
        private int others;

        Period(Instant since, String origin) {
            this.since = since;
            this.origin = origin;
        }
    }

    private final CurrentActor current;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final AtomicLong anonymous = new AtomicLong();
    private final Clock clock;
    private final Map<String, Period> periods = new HashMap<>();

    RefusedActs(
            CurrentActor current,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.current = current;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    @EventListener
    void on(RequestRefused refused) {
        String actor = current.actor();
        if (refused.status() != HttpStatus.FORBIDDEN || actor.equals(CurrentActor.NOBODY)) {
            anonymous.incrementAndGet();
            return;
        }
        var asked = new Asked(
                InputText.cut(refused.method() + " " + refused.uri(), LONGEST),
                InputText.cut(refused.method() + " " + refused.path(), LONGEST),
                refused.code());
        record(take(actor, current.origin(), asked, clock.instant()));
    }

    /// Records the counts of the periods that are over.
    @Scheduled(fixedDelayString = "PT1M")
    void closeThoseOver() {
        close(clock.instant());
    }

    /// Requests without a sign-in that were refused since the log told their number.
    long anonymous() {
        return anonymous.get();
    }

    @Scheduled(fixedRateString = "PT1H", initialDelayString = "PT1H")
    void tellAnonymous() {
        long refused = anonymous.getAndSet(0);
        if (refused > 0) {
            LOG.info("{} requests without a sign-in were refused in the last hour", refused);
        }
    }

    @PreDestroy
    void closeAll() {
        try {
            close(Instant.MAX);
        } catch (RuntimeException failed) {
            LOG.error("the counts of repeated refusals were not recorded", failed);
        }
    }

    void close(Instant now) {
        record(takeOver(now));
    }

    private synchronized List<RefusedAct> take(String actor, String origin, Asked asked, Instant now) {
        List<RefusedAct> acts = new ArrayList<>();
        Period known = periods.get(actor);
        if (known != null && isOver(known, now)) {
            periods.remove(actor);
            acts.addAll(counts(actor, known));
        }
        Period period = periods.computeIfAbsent(actor, name -> new Period(now, origin));
        if (period.repeated.containsKey(asked)) {
            period.repeated.merge(asked, 1, Integer::sum);
        } else if (period.repeated.size() < MOST) {
            period.repeated.put(asked, 0);
            acts.add(new RefusedAct(actor, asked.asked(), asked.facts()));
        } else {
            period.others++;
        }
        return acts;
    }

    private synchronized List<RefusedAct> takeOver(Instant now) {
        List<RefusedAct> acts = new ArrayList<>();
        for (Iterator<Map.Entry<String, Period>> all = periods.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Period> one = all.next();
            if (isOver(one.getValue(), now)) {
                acts.addAll(counts(one.getKey(), one.getValue()));
                all.remove();
            }
        }
        return acts;
    }

    private static boolean isOver(Period period, Instant now) {
        return !now.isBefore(period.since.plus(PERIOD));
    }

    private static List<RefusedAct> counts(String actor, Period period) {
        List<RefusedAct> acts = new ArrayList<>();
        period.repeated.forEach((asked, times) -> {
            if (times > 0) {
                Map<String, Object> facts = asked.facts();
                facts.putAll(of(period, times));
                acts.add(new RefusedAct(actor, asked.asked(), facts));
            }
        });
        if (period.others > 0) {
            Map<String, Object> facts = of(period, period.others);
            facts.put("outcome", "refused");
            acts.add(new RefusedAct(actor, "various", facts));
        }
        return acts;
    }

    private static Map<String, Object> of(Period period, int times) {
        return new HashMap<>(Map.of(
                "repeated",
                times,
                "since",
                period.since.toString(),
                "minutes",
                PERIOD.toMinutes(),
                "from",
                period.origin));
    }

    private void record(List<RefusedAct> acts) {
        if (!acts.isEmpty()) {
            transaction.executeWithoutResult(status -> acts.forEach(events::publishEvent));
        }
    }
}
