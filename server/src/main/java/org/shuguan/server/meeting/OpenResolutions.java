package org.shuguan.server.meeting;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.FollowUpFacts;
import org.springframework.stereotype.Component;

/// Adopted resolutions whose follow-up is not over. What a follow-up does is known to its own module, so both are
/// asked.
@Component
class OpenResolutions {
    private final KeptResolutions kept;
    private final FollowUpFacts followUps;
    private final Clock clock;

    OpenResolutions(KeptResolutions kept, FollowUpFacts followUps, Clock clock) {
        this.kept = kept;
        this.followUps = followUps;
        this.clock = clock;
    }

    /// Those that were open at a moment.
    List<KeptResolutions.Adopted> at(Instant until) {
        List<KeptResolutions.Adopted> adopted = kept.adopted(until);
        Map<UUID, FollowUp> known = followUps.find(
                adopted.stream().map(KeptResolutions.Adopted::followUp).toList());
        return adopted.stream()
                .filter(one -> isOpen(known.get(one.followUp()), until))
                .toList();
    }

    /// The follow-ups of those that are open now.
    Set<UUID> followUps() {
        return at(clock.instant()).stream()
                .map(KeptResolutions.Adopted::followUp)
                .collect(Collectors.toSet());
    }

    private static boolean isOpen(@org.jspecify.annotations.Nullable FollowUp followUp, Instant until) {
        return followUp != null
                && (followUp.closedAt() == null || !followUp.closedAt().isBefore(until));
    }
}
