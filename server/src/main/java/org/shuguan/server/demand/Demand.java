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

/// A demand of a unit for data of another.
///
/// @param number by which documents refer to it
/// @param responsible the unit that must supply the data, or that may not share it
/// @param due the last day to supply it
/// @param refusalReason code of the reason for not sharing
/// @param refusalBasis the law that forbids sharing
/// @param reviewOn the day of the next review of the refusal
/// @param entry the catalog entry of the data
/// @param missing what the asking unit reported as missing from the entry, null if nothing
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
        /// waits for the agreement of the unit's CDO
        SUBMITTED,
        /// waits for the answer of the unit that is expected to have the data
        ASKED,
        /// waits for the bureau
        ROUTED,
        /// on the responsibility list
        RESPONSIBLE,
        /// the entry is published: waits for the asking unit to confirm, or to report what is missing
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

    /// The demand with the unit that has to act: the responsible one, or else the one that was asked.
    DemandEvent.Ref ref() {
        return new DemandEvent.Ref(id, number, unit, title, asked, responsible);
    }

    String link() {
        return "/office/demands/" + id;
    }
}
