package org.shuguan.server.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A job as it stands.
///
/// @param facts JSON of the title's arguments
/// @param done how much is done, in the measure of its kind
/// @param total how much there is, null as long as that is not known
/// @param attempts faults in a row
/// @param starts processes that began it and were not heard of again
/// @param problem key of the sentence that says what went wrong last
/// @param nextTryAt when it is tried again after a fault
/// @param runAt when the start that is under way began
/// @param runDone how much was done then
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

        /// The word in the API and the database.
        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        /// Whether it is at its end, whichever.
        public boolean over() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }

    /// How much is done in a second: by the start that is under way, or of a job that is over by all of it.
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

    /// By what is left and the rate; null where that cannot be told.
    public @Nullable Duration timeLeft(Instant now) {
        double rate = state == State.RUNNING ? rate(now) : 0;
        return total == null || rate <= 0
                ? null
                : Duration.ofSeconds((long) Math.ceil(Math.max(0, total - done) / rate));
    }
}
