package org.shuguan.server.census;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Thresholds;
import org.shuguan.dataplane.source.LocalPaths;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;

/// One census of one source: what it found, and the state of its job, which has the same id.
///
/// @param sample about how many rows of a table are read, 0 for all
/// @param thresholds by which it goes; null if it has not begun, or began before they were kept
/// @param problem key of the sentence that says why it failed as a whole
record CensusRun(
        UUID id,
        UUID source,
        String sourceName,
        UnitCode unit,
        long sample,
        @Nullable Thresholds thresholds,
        Job.State state,
        long tablesTotal,
        int tablesDone,
        long rowsRead,
        boolean cancelRequested,
        @Nullable String problem,
        @Nullable String problemDetail,
        @Nullable String startedBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    CensusRun {
        problemDetail = problemDetail == null ? null : LocalPaths.hidden(problemDetail);
    }

    CensusRun withoutDetail() {
        return new CensusRun(
                id,
                source,
                sourceName,
                unit,
                sample,
                thresholds,
                state,
                tablesTotal,
                tablesDone,
                rowsRead,
                cancelRequested,
                problem,
                null,
                startedBy,
                createdAt,
                startedAt,
                finishedAt);
    }
}
