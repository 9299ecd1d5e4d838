package org.shuguan.server.meeting;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// The minutes of a meeting, as stored.
///
/// @param round how often they were circulated
/// @param content JSON of what is circulated and signed, see [MinutesContent]
/// @param commentBy the last day to say something about them; silence is consent
/// @param number with `numberYear` the number, as in 〔2021〕1号; null before they are signed
record Minutes(
        UUID meeting,
        UnitCode territory,
        State state,
        int round,
        String content,
        String sha256,
        LocalDate commentBy,
        String circulatedBy,
        OfficerId circulatedById,
        @Nullable OfficerId circulatedFor,
        Instant circulatedAt,
        @Nullable String returnedBecause,
        @Nullable Integer numberYear,
        @Nullable Integer number,
        @Nullable String signedBy,
        Capacity.@Nullable Kind signedKind,
        @Nullable String signedFor,
        @Nullable Instant signedAt) {
    enum State {
        CIRCULATED,
        /// the chair wants something changed
        RETURNED,
        SIGNED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// The number as printed, null before they are signed. Source: GB/T 9704-2012, without leading zeros.
    @Nullable
    String printedNumber() {
        return number == null ? null : "〔" + numberYear + "〕" + number + "号";
    }
}
