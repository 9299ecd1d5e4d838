package org.shuguan.server.sharing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A request of a unit; its entries are [Part]s.
///
/// @param number by which documents refer to it
/// @param demandNumber number of the demand that it comes from
/// @param ordered whether the bureau wrote it for the unit, to which data are given back 回流
/// @param revision the number of saves; a save with an older one is refused
/// @param caseId the case of its agreement and check; null before its first submission
record SharingRequest(
        UUID id,
        String number,
        UnitCode unit,
        String title,
        String purpose,
        @Nullable String scenario,
        String legalBasis,
        Set<Grant.Mode> modes,
        @Nullable UpdateCycle frequency,
        int perSecond,
        long perDay,
        List<String> addresses,
        Grant.@Nullable Hours hours,
        Set<UUID> clients,
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay,
        String responsible,
        String phone,
        @Nullable UUID demand,
        @Nullable String demandNumber,
        boolean ordered,
        State state,
        long revision,
        @Nullable String caseId,
        @Nullable String returnedBecause,
        String createdBy,
        OfficerId createdById,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant submittedAt,
        @Nullable Instant agreedAt,
        @Nullable Instant checkedAt,
        @Nullable Instant closedAt) {
    enum State {
        DRAFT,
        /// waits for the agreement of the unit's CDO
        SUBMITTED,
        /// waits for the bureau's check of the form
        CHECKING,
        /// its parts are with the owners
        ANSWERING,
        /// all parts are answered
        CLOSED,
        DELETED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    String link() {
        return "/office/sharing/" + id;
    }
}
