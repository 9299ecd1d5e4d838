package org.shuguan.server.guidance;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// A frequently asked question with its answer, as it stands.
///
/// @param territory whose bureau keeps it
/// @param topic code of the rule `guidance.topics`
/// @param inquiry of which it was made, null if of none
/// @param revision number of the version that stands
public record Faq(
        UUID id,
        UnitCode territory,
        String topic,
        String question,
        String answer,
        @Nullable UUID inquiry,
        String publishedBy,
        Instant publishedAt,
        String changedBy,
        Instant changedAt,
        @Nullable String withdrawnBy,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawnBecause,
        long revision) {
    String link() {
        return "/office/guidance/faq/" + id;
    }
}
