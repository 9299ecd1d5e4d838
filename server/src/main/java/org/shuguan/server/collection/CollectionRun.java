package org.shuguan.server.collection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.job.Job;
import org.shuguan.server.platform.Rows;

/// One collection: what this module stores of it, and the state of its job.
///
/// @param fileName name of the uploaded file, null unless it was uploaded
/// @param rowsReceived rows received so far, for progress
/// @param problem text key of what it, or its last attempt, failed of
/// @param snapshot its version in the lake, null if it brought none
/// @param sourceRows rows of the source: those kept and those quarantined
/// @param unlisted quarantined lines of which only the number is known
/// @param repeatedKeys number of keys that several rows have
/// @param added columns of the source that the catalog does not have
/// @param leftOut columns that are not collected because they are binary
/// @param whole whether a person wanted all rows of a plan that is collected by increment
/// @param grown what the version says of its increment, null if the table is collected in full
record CollectionRun(
        UUID id,
        UUID plan,
        Mode mode,
        @Nullable String fileName,
        @Nullable Integer entryVersion,
        Job.State state,
        boolean cancelRequested,
        long rowsReceived,
        @Nullable Long rowsExpected,
        @Nullable String problem,
        @Nullable String problemDetail,
        @Nullable String startedBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant nextTryAt,
        @Nullable String snapshot,
        @Nullable Long sourceRows,
        @Nullable Long kept,
        @Nullable Long quarantined,
        @Nullable Long unlisted,
        @Nullable Long repeatedKeys,
        List<String> added,
        List<String> leftOut,
        boolean whole,
        @Nullable IncrementFacts grown) {
    /// Where the rows come from.
    enum Mode {
        /// the table of the source
        TABLE,
        /// an uploaded file
        UPLOAD,
        /// batches that machine clients sent
        PUSH;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }
}
