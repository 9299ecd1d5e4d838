package org.shuguan.server.meeting;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a participant says about circulated minutes; an empty text is no objection.
record Remark(
        UUID id,
        UUID seat,
        int round,
        String text,
        String byName,
        @Nullable String byFor,
        Instant at) {}
