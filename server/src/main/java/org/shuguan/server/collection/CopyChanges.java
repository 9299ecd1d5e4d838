package org.shuguan.server.collection;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.platform.Rows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The kept changes of served copies: a table beside each copy that somebody follows, filled by the database in the
/// transaction of the change. It is made when changes are first asked for, and dropped when nobody asks any more.
@Component
class CopyChanges {
    private static final Logger LOG = LoggerFactory.getLogger(CopyChanges.class);
    /// Who follows a copy reads within seconds; who was away longer reads all rows again.
    private static final Duration KEPT = Duration.ofHours(2);
    private static final Duration ASKED_AGAIN = Duration.ofMinutes(10);
    private static final Duration UNASKED = Duration.ofDays(1);

    /// What is kept of a capture.
    private record Kept(long log, int generation, Instant askedAt) {}

    private record Range(long first, long last) {}

    private final Captures captures;
    private final OwnDatabase own;
    private final JdbcClient jdbc;
    private final Clock clock;

    CopyChanges(Captures captures, OwnDatabase own, JdbcClient jdbc, Clock clock) {
        this.captures = captures;
        this.own = own;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// The changes of a plan's served copy; from now on they are kept.
    ///
    /// @return empty if there is no served copy, or its changes cannot be kept at the moment
    Optional<CollectedData.Changes> of(Plan plan) {
        CaptureRecord capture =
                captures.find(plan.id()).filter(one -> one.served() != null).orElse(null);
        if (capture == null) {
            return Optional.empty();
        }
        int served = Objects.requireNonNull(capture.served());
        String copy = CaptureKeeper.copy(plan, served);
        Kept kept = kept(plan.id()).orElse(null);
        if (kept == null || kept.generation() != served) {
            if (!begin(plan.id(), copy, served)) {
                return Optional.empty();
            }
            kept = kept(plan.id()).orElseThrow();
        }
        Instant now = clock.instant();
        if (kept.askedAt().plus(ASKED_AGAIN).isBefore(now)) {
            jdbc.sql("update collection.capture set kept_asked_at = :now where plan = :plan")
                    .param("now", Rows.parameter(now))
                    .param("plan", plan.id())
                    .update();
        }
        Range range = jdbc.sql("select coalesce(min(\"#number\"), 1) as first, coalesce(max(\"#number\"), 0) as last"
                        + " from " + table(copy))
                .query(Rows.to(Range.class))
                .single();
        return Optional.of(new CollectedData.Changes(copy, table(copy), kept.log(), range.first(), range.last()));
    }

    private static String table(String copy) {
        return copy + "_changes";
    }

    /// The statement that drops a copy with what was kept of it.
    static String drop(String copy) {
        return "drop table if exists " + copy + ", " + table(copy);
    }

    private Optional<Kept> kept(UUID plan) {
        return jdbc.sql("""
                        select kept_log as log, kept_generation as generation, kept_asked_at as asked_at
                          from collection.capture where plan = :plan and kept_generation is not null
                        """).param("plan", plan).query(Rows.to(Kept.class)).optional();
    }

    private boolean begin(UUID plan, String copy, int served) {
        try {
            own.define("select captured.begin_keeping('" + plan + "', '" + copy + "', " + served + ")");
            return true;
        } catch (SQLException e) {
            LOG.warn("the changes of {} are not kept yet; it is tried again", copy, e);
            return false;
        }
    }

    /// Deletes old changes of a plan's copy, and keeps none any more if nobody has asked for a day.
    void tidy(Plan plan) {
        Kept kept = kept(plan.id()).orElse(null);
        if (kept == null) {
            return;
        }
        Instant now = clock.instant();
        String copy = CaptureKeeper.copy(plan, kept.generation());
        if (kept.askedAt().plus(UNASKED).isBefore(now)) {
            try {
                own.define("select captured.end_keeping('" + plan.id() + "', '" + copy + "')");
            } catch (SQLException e) {
                LOG.warn("the changes of {} are still kept; it is tried again", copy, e);
            }
            return;
        }
        // The newest one stays, because numbers go on from it.
        jdbc.sql("delete from " + table(copy)
                        + " where \"#at\" < :before and \"#number\" < (select max(\"#number\") from " + table(copy)
                        + ")")
                .param("before", Rows.parameter(now.minus(KEPT)))
                .update();
    }
}
