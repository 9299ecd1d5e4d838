package org.shuguan.server.census;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// One census of one source.
///
/// @param sample about how many rows of a table are read, 0 for all
/// @param problemReason why it failed as a whole, a word of `SourceUnreadable.Reason`
record CensusRun(
        UUID id,
        UUID source,
        String sourceName,
        UnitCode unit,
        long sample,
        State state,
        int tablesTotal,
        int tablesDone,
        long rowsRead,
        boolean cancelRequested,
        @Nullable String problemReason,
        @Nullable String problemDetail,
        String startedBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    CensusRun withoutDetail() {
        return new CensusRun(
                id,
                source,
                sourceName,
                unit,
                sample,
                state,
                tablesTotal,
                tablesDone,
                rowsRead,
                cancelRequested,
                problemReason,
                null,
                startedBy,
                createdAt,
                startedAt,
                finishedAt);
    }

    enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        @com.fasterxml.jackson.annotation.JsonValue
        String word() {
            return org.shuguan.server.platform.Rows.word(this);
        }

        boolean over() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }
}
