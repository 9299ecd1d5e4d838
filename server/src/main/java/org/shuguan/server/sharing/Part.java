package org.shuguan.server.sharing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.serve.RowFilter;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// An entry of a request, with the answer of its owner.
///
/// @param owner the unit whose entry it is
/// @param sharingType of the entry, or the strictest of the items asked for
/// @param grade the highest of the items asked for
/// @param renews the grant that is to be renewed
/// @param formerCases cases that ended before an appeal took it up again
/// @param due the last day of the owner's answer
/// @param extended whether that day was put off once
/// @param answer what the owner decided; before the second signature it has no effect
/// @param partly whether items or rows were refused
/// @param refusalReason code of the reason of a refusal
/// @param refusalBasis the law on which it rests
/// @param grant that follows from it
record Part(
        UUID id,
        UUID request,
        int position,
        UUID entry,
        ResourceCode resource,
        String title,
        UnitCode owner,
        SharingType sharingType,
        Grade grade,
        List<Ask.Item> items,
        RowFilter rowFilter,
        @Nullable UUID renews,
        State state,
        @Nullable String caseId,
        List<String> formerCases,
        @Nullable Instant answeringSince,
        @Nullable LocalDate due,
        boolean extended,
        @Nullable Answer answer,
        boolean partly,
        @Nullable String refusalReason,
        @Nullable String refusalBasis,
        @Nullable Instant answeredAt,
        @Nullable UUID grant) {
    enum State {
        DRAFT,
        /// submitted, not yet with the owner
        WAITING,
        /// waits for the owner's decision
        ANSWERING,
        /// waits for an opinion that the owner asked for
        OPINION,
        /// waits for the bureau's leave to answer later
        EXTENDING,
        /// waits for the second signature
        SECOND,
        GRANTED,
        REFUSED,
        /// withdrawn by the unit that asked
        WITHDRAWN;

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        /// Whether it is with the owner.
        boolean open() {
            return this == ANSWERING || this == OPINION || this == EXTENDING || this == SECOND;
        }

        boolean settled() {
            return this == GRANTED || this == REFUSED || this == WITHDRAWN;
        }
    }
}
