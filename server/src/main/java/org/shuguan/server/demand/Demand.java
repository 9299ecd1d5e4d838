package org.shuguan.server.demand;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A demand on its way from the wish to the data, or to the law that forbids it.
///
/// @param number by which papers name it
/// @param responsible who must supply it, or who may not share it
/// @param due the last day to supply it
/// @param refusalBasis the law by which it is not shared
/// @param reviewOn the day by which that is looked at again
/// @param entry the catalog entry that meets it
record Demand(
        UUID id,
        String number,
        UnitCode unit,
        String title,
        List<String> items,
        String scenario,
        String legalBasis,
        @Nullable UpdateCycle frequency,
        @Nullable String mode,
        @Nullable LocalDate wantedBy,
        @Nullable UnitCode asked,
        State state,
        long revision,
        @Nullable String caseId,
        @Nullable String returnedBecause,
        @Nullable UnitCode responsible,
        @Nullable LocalDate due,
        @Nullable String refusalBasis,
        @Nullable LocalDate reviewOn,
        @Nullable UUID entry,
        String createdBy,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant submittedAt,
        @Nullable Instant agreedAt,
        @Nullable Instant answeredAt,
        @Nullable String answer,
        @Nullable Instant linkedAt,
        @Nullable Instant publishedAt,
        @Nullable Instant metAt) {
    enum State {
        DRAFT,
        /// waits for the unit's CDO
        SUBMITTED,
        /// waits for the answer of whoever is believed to have the data
        ASKED,
        /// waits for the bureau
        ROUTED,
        /// on the responsibility list
        RESPONSIBLE,
        MET,
        /// on the negative list
        NEGATIVE,
        DELETED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    String link() {
        return "/office/demands/" + id;
    }
}
