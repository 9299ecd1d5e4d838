package org.shuguan.server.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;

/// A restore drill as it is stored; its id is that of its job.
///
/// @param startedBy name of who started it, null if the server did
/// @param phase the last that began, null while it waits
/// @param sizeBytes of the files that were to be copied
/// @param backupBytes of the encrypted file
/// @param files that were restored
/// @param backupTook how long the backup took, null until then; the same for the others
/// @param startTook how long the restored database took until it answered
/// @param verifyTook how long record, rows and files took together
/// @param found numbers by name as JSON: what was found to be in order
/// @param problem text key of the reason of a failure, with its argument `{detail}`
record Drill(
        UUID id,
        Instant createdAt,
        @Nullable String startedBy,
        State state,
        @Nullable Phase phase,
        @Nullable Instant begunAt,
        @Nullable Instant finishedAt,
        @Nullable Long sizeBytes,
        @Nullable Long backupBytes,
        @Nullable Long files,
        @Nullable Duration backupTook,
        @Nullable Duration restoreTook,
        @Nullable Duration startTook,
        @Nullable Duration verifyTook,
        String found,
        @Nullable String problem,
        @Nullable String detail) {
    enum State {
        /// waits or runs
        OPEN,
        DONE,
        FAILED,
        CANCELLED
    }

    enum Phase {
        BACKUP,
        RESTORE,
        START,
        RECORD,
        ROWS,
        FILES
    }

    /// The name in the API.
    String stateWord() {
        return Rows.word(state);
    }
}
