package org.shuguan.server.demand;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A demand on its way from the wish to the data, or to the law that forbids it.
///
/// @param number by which papers name it
/// @param responsible who must supply it, or who may not share it
/// @param due the last day to supply it
/// @param refusalReason code of the reason why it is not shared
/// @param refusalBasis the law by which it is not shared
/// @param reviewOn the day by which that is looked at again
/// @param entry the catalog entry that carries the data
/// @param missing what the asking unit misses in it, null where it has not said so
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
        List<String> formerCases,
        @Nullable String returnedBecause,
        @Nullable UnitCode responsible,
        @Nullable LocalDate due,
        @Nullable String refusalReason,
        @Nullable String refusalBasis,
        @Nullable LocalDate reviewOn,
        @Nullable UUID entry,
        @Nullable String missing,
        String createdBy,
        OfficerId createdById,
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
        /// the entry is published: waits for the asking unit to confirm, or to say what is missing
        OFFERED,
        MET,
        /// on the negative list
        NEGATIVE,
        DELETED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// The unit that the demand is with: whoever is responsible, else whoever was asked.
    DemandEvent.Ref ref() {
        return new DemandEvent.Ref(id, number, unit, title, asked, responsible);
    }

    String link() {
        return "/office/demands/" + id;
    }
}
