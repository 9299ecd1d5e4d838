package org.shuguan.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// The CDO or the bureau returned a version to its steward.
///
/// @param onBehalfOf the holder of the role if a substitute or delegate returned it, null otherwise
/// @param byBureau whether the bureau returned a signed version
/// @param capacity what the audit record says of the capacity; null in an event from before this was recorded
public record EntryReturned(
        EntryRef ref,
        OfficerId by,
        @Nullable String onBehalfOf,
        String reason,
        boolean byBureau,
        Instant at,
        @Nullable Map<String, String> capacity)
        implements EntryEvent {
    @Override
    public String action() {
        return "catalog.return";
    }

    @Override
    public Map<String, ?> facts() {
        return capacity == null ? Map.of() : capacity;
    }

    @Override
    public List<Notification> notifications() {
        Recipient steward = Recipient.steward(ref.unit());
        return byBureau
                ? tell("entry-returned", at.toString(), Map.of("reason", reason), steward, Recipient.cdo(ref.unit()))
                : tell("entry-returned", at.toString(), Map.of("reason", reason), steward);
    }
}
