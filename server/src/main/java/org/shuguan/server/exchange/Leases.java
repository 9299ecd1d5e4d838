package org.shuguan.server.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.shuguan.server.platform.CityTime;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts the calls of grants over all nodes: a node leases a slice of the limit from the database and counts it down
/// in memory. All nodes together never answer more calls than the limit; a slice that a node leased and did not need
/// is missing to the others until the span ends, at most one slice for each node.
@Component
class Leases {
    /// A span in which calls are limited.
    enum Span {
        SECOND {
            @Override
            long number(Instant now) {
                return now.getEpochSecond();
            }

            @Override
            long seconds(Instant now) {
                return 1;
            }
        },
        /// a day of the city
        DAY {
            @Override
            long number(Instant now) {
                return CityTime.day(now).toEpochDay();
            }

            @Override
            long seconds(Instant now) {
                return Math.max(
                        1,
                        Duration.between(now, CityTime.endOf(CityTime.day(now))).toSeconds());
            }
        };

        abstract long number(Instant now);

        /// How long it lasts from now.
        abstract long seconds(Instant now);

        String word() {
            return this == SECOND ? "second" : "day";
        }
    }

    /// What is left of a limit.
    ///
    /// @param calls at least so many, as this node knows
    /// @param seconds until all is there again
    record Left(long limit, long calls, long seconds) {}

    private record Key(UUID grant, Span span, long number) {}

    private static final class Slice {
        private final AtomicLong own = new AtomicLong();
        /// calls that no node had leased when this node last asked
        private volatile long unleased = Long.MAX_VALUE;
    }

    /// The largest part of a limit that a node takes at once.
    private static final int PARTS = 20;
    private static final int PARTS_OF_A_SECOND = 4;
    private static final long LARGEST = 1000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Cache<Key, Slice> slices = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofDays(1))
            .maximumSize(100_000)
            .build();

    Leases(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Takes one call.
    ///
    /// @return what is left; empty if the limit is reached
    Optional<Left> take(UUID grant, Span span, long limit) {
        Instant now = clock.instant();
        Slice slice = slice(new Key(grant, span, span.number(now)));
        while (true) {
            long own = slice.own.get();
            if (own > 0) {
                if (slice.own.compareAndSet(own, own - 1)) {
                    long left = Math.min(limit, own - 1 + Math.min(slice.unleased, limit));
                    return Optional.of(new Left(limit, left, span.seconds(now)));
                }
            } else if (!lease(new Key(grant, span, span.number(now)), slice, limit)) {
                return Optional.empty();
            }
        }
    }

    private Slice slice(Key key) {
        return slices.get(key, first -> new Slice());
    }

    private boolean lease(Key key, Slice slice, long limit) {
        synchronized (slice) {
            if (slice.own.get() > 0) {
                return true;
            }
            if (slice.unleased == 0) {
                return false;
            }
            int parts = key.span() == Span.DAY ? PARTS : PARTS_OF_A_SECOND;
            long wanted = Math.clamp(limit / parts, 1, LARGEST);
            record Given(long leased, long given) {}
            Optional<Given> given = jdbc.sql("""
                            insert into exchange.lease as l (data_grant, span, number, leased, last_given)
                            values (:grant, :span, :number, least(:wanted, :limit), least(:wanted, :limit))
                            on conflict (data_grant, span, number) do update
                               set last_given = least(:wanted, :limit - l.leased),
                                   leased = l.leased + least(:wanted, :limit - l.leased)
                             where l.leased < :limit
                            returning leased, last_given
                            """)
                    .param("grant", key.grant())
                    .param("span", key.span().word())
                    .param("number", key.number())
                    .param("wanted", wanted)
                    .param("limit", limit)
                    .query((row, n) -> new Given(row.getLong(1), row.getLong(2)))
                    .optional();
            slice.unleased =
                    given.map(lease -> Math.max(0, limit - lease.leased())).orElse(0L);
            given.ifPresent(lease -> slice.own.addAndGet(lease.given()));
            return given.isPresent();
        }
    }

    /// What is left of a grant's limit, with what this node has leased.
    Left left(UUID grant, Span span, long limit) {
        Instant now = clock.instant();
        long number = span.number(now);
        long leased = jdbc.sql("""
                        select leased from exchange.lease
                         where data_grant = :grant and span = :span and number = :number
                        """)
                .param("grant", grant)
                .param("span", span.word())
                .param("number", number)
                .query(Long.class)
                .optional()
                .orElse(0L);
        Slice slice = slices.getIfPresent(new Key(grant, span, number));
        long own = slice == null ? 0 : Math.max(0, slice.own.get());
        return new Left(limit, Math.max(0, limit - leased) + own, span.seconds(now));
    }

    /// Removes what is over.
    void tidy() {
        Instant now = clock.instant();
        jdbc.sql(
                        "delete from exchange.lease where span = 'second' and number < :second or span = 'day' and number < :day")
                .param("second", Span.SECOND.number(now) - 60)
                .param("day", Span.DAY.number(now) - 1)
                .update();
    }

    /// Gives back what this node leased for today and does not need.
    @PreDestroy
    void giveBack() {
        long today = Span.DAY.number(clock.instant());
        List<Key> own = slices.asMap().keySet().stream()
                .filter(key -> key.span() == Span.DAY && key.number() == today)
                .toList();
        for (Key key : own) {
            long unused = Math.max(0, slice(key).own.getAndSet(0));
            try {
                jdbc.sql("""
                                update exchange.lease set leased = leased - :unused
                                 where data_grant = :grant and span = 'day' and number = :number
                                """)
                        .param("unused", unused)
                        .param("grant", key.grant())
                        .param("number", key.number())
                        .update();
            } catch (DataAccessException away) {
                // The slices stay leased until the end of the day.
                return;
            }
        }
    }
}
