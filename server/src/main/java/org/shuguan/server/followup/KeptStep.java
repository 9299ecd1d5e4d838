package org.shuguan.server.followup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A step of the way, as kept.
///
/// @param what word of the [FollowUpEvent.What]
/// @param onBehalfOf the holder for whom the officer acted, null if there is none
record KeptStep(
        String what,
        Instant at,
        String officerName,
        @Nullable String onBehalfOf,
        String text) {}
