package org.shuguan.server.exchange;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;

/// A month (UTC) whose calls are in a file, or are being moved into it.
///
/// @param month `2026-11`
/// @param job that moves it at the moment, or moved it last
/// @param startedBy null if nobody pressed anything
/// @param calls in the file, null until it is whole; so are the numbers of its first and last call, its size in bytes
/// and its SHA-256, hexadecimal
/// @param backUntil until when calls that were brought back stay in the database
/// @param problem why the last move failed, as the key of a text
record ArchivedMonth(
        String month,
        State state,
        UUID job,
        @Nullable String startedBy,
        Instant startedAt,
        @Nullable Long calls,
        @Nullable Long firstSequence,
        @Nullable Long lastSequence,
        @Nullable Long bytes,
        @Nullable String digest,
        @Nullable Instant archivedAt,
        @Nullable Instant backUntil,
        @Nullable String problem,
        @Nullable String detail) {
    /// Where the calls of a month are.
    enum State {
        /// in the database; the file is being written
        ARCHIVING,
        /// in the database; the file could not be written
        FAILED,
        /// in the file
        ARCHIVED,
        /// in the file; they are being put into the database again
        BRINGING,
        /// in both, for a while
        BACK;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    YearMonth yearMonth() {
        return YearMonth.parse(month);
    }

    /// The first moment of a month.
    static Instant from(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// The first moment after a month.
    static Instant until(YearMonth month) {
        return from(month.plusMonths(1));
    }
}
