package org.shuguan.server.catalogimport;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// The import of one workbook into a unit's catalog.
///
/// @param applied number of entries written so far
/// @param problem text key of the reason why it failed as a whole
/// @param problemDetail argument of that text
record ImportRun(
        UUID id,
        UnitCode unit,
        String fileName,
        long bytes,
        State state,
        long rowsTotal,
        long rowsRead,
        long applied,
        boolean cancelRequested,
        @Nullable String problem,
        @Nullable String problemDetail,
        @Nullable OfficerId startedById,
        String startedBy,
        String startedAccount,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    enum State {
        QUEUED,
        READING,
        /// the preview waits for confirmation
        READY,
        CONFIRMED,
        APPLYING,
        DONE,
        FAILED,
        CANCELLED;

        @com.fasterxml.jackson.annotation.JsonValue
        String word() {
            return Rows.word(this);
        }

        boolean over() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }

    /// What confirming would do with an entry of the workbook.
    enum Verdict {
        NEW,
        CHANGED,
        UNCHANGED,
        WRONG;

        @com.fasterxml.jackson.annotation.JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// An entry of the workbook with what confirming would do.
    ///
    /// @param code our code of the existing entry; null if it is new
    /// @param alias the code of the workbook, if it is not ours
    /// @param entry id of the existing or new entry
    /// @param baseNumber number of the version it was compared with; null if it is new
    /// @param baseRevision revision of that version
    /// @param content null if nothing would be written
    record Staged(
            int seq,
            String sheet,
            int firstRow,
            int lastRow,
            String title,
            @Nullable String code,
            @Nullable String alias,
            Verdict verdict,
            @Nullable UUID entry,
            @Nullable Integer baseNumber,
            @Nullable Long baseRevision,
            @Nullable Content content) {}
}
