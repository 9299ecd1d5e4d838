package org.shuguan.server.province;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A batch 上报批次: one report of an entry's data by a template.
///
/// @param revision of the template; `columns` and `fileKind` are the template's at that time
/// @param partial whether rows that do not fit may be left out
/// @param snapshot the version of the entry's data
/// @param digest SHA-256 of the file, hexadecimal
/// @param accepted rows that the province took
/// @param reason why it was closed though rows are refused
record ProvinceBatch(
        UUID id,
        UUID template,
        UUID entry,
        UnitCode unit,
        String provinceName,
        String provinceCode,
        String number,
        long revision,
        ProvinceTemplate.FileKind fileKind,
        String columns,
        boolean partial,
        State state,
        @Nullable Long snapshot,
        @Nullable Instant versionAt,
        @Nullable Long versionRows,
        @Nullable Long written,
        @Nullable Long leftOut,
        @Nullable Long bytes,
        @Nullable String digest,
        long accepted,
        long refused,
        @Nullable String reason,
        String createdBy,
        Instant createdAt,
        @Nullable Instant finishedAt) {
    /// Where a batch stands.
    enum State {
        PREPARING,
        /// rows do not fit, and none may be left out
        STOPPED,
        FAILED,
        /// the file is there; the province has not answered for all rows
        WRITTEN,
        /// the province refused rows
        REFUSED,
        ACCEPTED,
        /// the steward closed it though rows are refused
        CLOSED,
        /// the file was removed, because rows of its version were removed by law
        REMOVED;

        private static final Set<String> WITH_FILE = Set.of("written", "refused", "accepted", "closed");

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        boolean hasFile() {
            return WITH_FILE.contains(word());
        }
    }

    /// How many rows the province has not answered.
    @Nullable
    Long unanswered() {
        return written == null ? null : written - accepted - refused;
    }

    String fileName() {
        return provinceCode + "_" + number + ".csv";
    }
}
