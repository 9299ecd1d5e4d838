package org.shuguan.server.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A job as it is stored.
///
/// @param facts arguments of the title as JSON
/// @param done how much is done, in the measure of its kind
/// @param total how much there is to do, null while unknown
/// @param attempts errors in a row
/// @param starts how often it was started by a process that died before it ended
/// @param problem text key of the last error
/// @param nextTryAt time of the next try after an error
/// @param round how often it was put into the queue by a person
/// @param runAt when the current start began
/// @param runDone value of `done` at that time
public record Job(
        UUID id,
        String kind,
        String subject,
        @Nullable UnitCode unit,
        String facts,
        @Nullable String link,
        @Nullable OfficerId startedBy,
        @Nullable String startedByName,
        State state,
        boolean cancelRequested,
        long done,
        @Nullable Long total,
        int attempts,
        int starts,
        @Nullable String problem,
        @Nullable String problemDetail,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant nextTryAt,
        int round,
        @Nullable Instant runAt,
        long runDone) {
    private static final double MILLIS = 1000.0;

    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        /// The name in the API and the database.
        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        /// Whether it is done, failed or cancelled.
        public boolean over() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }

    /// Amount done per second: by the current start, or by a finished job on average.
    public double rate(Instant now) {
        Instant from = finishedAt == null ? runAt : startedAt;
        if (from == null) {
            return 0;
        }
        long part = finishedAt == null ? done - runDone : done;
        double seconds =
                Duration.between(from, finishedAt == null ? now : finishedAt).toMillis() / MILLIS;
        return seconds <= 0 ? 0 : part / seconds;
    }

    /// Estimated from what is left and the rate; null if it cannot be estimated.
    public @Nullable Duration timeLeft(Instant now) {
        double rate = state == State.RUNNING ? rate(now) : 0;
        return total == null || rate <= 0
                ? null
                : Duration.ofSeconds((long) Math.ceil(Math.max(0, total - done) / rate));
    }
}
