package org.shuguan.server.followup;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A result on the way, with its day.
record Milestone(
        UUID id,
        UUID followUp,
        String title,
        LocalDate due,
        @Nullable Instant doneAt,
        @Nullable String doneBy,
        @Nullable String doneNote) {}
