package org.shuguan.server.followup;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// What a unit that takes part has to do.
record Part(
        UUID id,
        UUID followUp,
        UnitCode unit,
        String text,
        Instant addedAt,
        @Nullable Instant doneAt,
        @Nullable String doneBy,
        @Nullable String doneNote) {}
