package org.shuguan.server.quality;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// An objection 异议: somebody who reads an entry says that a value of a row is wrong.
///
/// @param keyColumns the columns of the key; `keyValues` the row's values of them
/// @param wrong the value that was seen, null for none
/// @param proposed the right value, null if unknown
/// @param due the last day for the owner's answer
/// @param confirmedValue the value that consumers read when it was confirmed
/// @param checkedSnapshot the version in which the value was last compared
/// @param correctedValue the value that consumers read since `correctedAt`, null also if the row is gone
record Objection(
        UUID id,
        int number,
        UUID entry,
        UnitCode unit,
        String code,
        String title,
        List<String> keyColumns,
        List<String> keyValues,
        String itemColumn,
        String itemName,
        @Nullable String wrong,
        @Nullable String proposed,
        String reason,
        @Nullable String fileName,
        State state,
        String reporter,
        OfficerId reporterId,
        Instant reportedAt,
        LocalDate due,
        @Nullable String answer,
        @Nullable String answeredBy,
        @Nullable OfficerId answeredById,
        @Nullable Instant answeredAt,
        @Nullable String confirmedValue,
        @Nullable Long checkedSnapshot,
        @Nullable String correctedValue,
        @Nullable Instant correctedAt) {
    enum State {
        OPEN,
        /// the owner has confirmed; it is corrected at the source
        CONFIRMED,
        REFUSED,
        CORRECTED,
        /// by the reporter
        WITHDRAWN;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// Whether the record is marked for its users 标注.
    boolean marks() {
        return state == State.OPEN || state == State.CONFIRMED;
    }

    /// The key by its columns.
    Map<String, String> key() {
        Map<String, String> key = new LinkedHashMap<>();
        for (int i = 0; i < keyColumns.size(); i++) {
            key.put(keyColumns.get(i), keyValues.get(i));
        }
        return key;
    }

    String link() {
        return "/office/quality/objections/" + id;
    }
}
