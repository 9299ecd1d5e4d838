package org.shuguan.server.catalogimport;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// One workbook on its way into a unit's catalog: read first, shown, and taken in only when somebody confirms.
///
/// @param applied how many entries have been written by now
/// @param problem key of the sentence that says why it failed as a whole
/// @param problemDetail the sentence's argument
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
        /// read and shown, waiting for somebody to confirm
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

    /// What confirming would do with an entry.
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

    /// An entry of the workbook, ready to be taken in.
    ///
    /// @param entry which it changes, null where it is new
    /// @param baseRevision of the version it was compared with
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
