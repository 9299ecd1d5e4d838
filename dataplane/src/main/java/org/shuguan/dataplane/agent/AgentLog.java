package org.shuguan.dataplane.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// What the front-end host tells its operator. It never has values of rows or secrets.
public final class AgentLog {
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final Consumer<String> lines;
    private final Clock clock;
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();

    public AgentLog(Consumer<String> lines, Clock clock) {
        this.lines = lines;
        this.clock = clock;
    }

    void say(String sentence) {
        lines.accept(clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + sentence);
    }

    /// Says something that may repeat itself often, at most every ten minutes.
    void note(String topic, String sentence) {
        Instant now = clock.instant();
        Instant before = noted.get(topic);
        if (before == null || before.plus(AGAIN).isBefore(now)) {
            noted.put(topic, now);
            say(sentence);
        }
    }

    /// The next note about it is said at once.
    void over(String topic) {
        noted.remove(topic);
    }
}
