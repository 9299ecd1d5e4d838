package org.shuguan.server.approval;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// A question of somebody who decides a case to those who submitted it. It is no step of the case.
///
/// @param unit that the case is about
/// @param link the page of the case
/// @param answer null while it is not answered, as are `answeredBy` and `answeredAt`
record CaseQuestion(
        UUID id,
        String caseId,
        String title,
        UnitCode unit,
        String link,
        String question,
        String askedBy,
        Instant askedAt,
        @Nullable String answer,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt) {}
