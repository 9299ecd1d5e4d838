package org.shuguan.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// The unit's CDO, or a substitute or delegate, signed a version.
///
/// @param onBehalfOf the holder of the role if a substitute or delegate signed, null otherwise
/// @param sha256 of the signed content, so that a later change of the content is noticed
/// @param capacity what the audit record says of the capacity; null in an event from before this was recorded
public record EntrySigned(
        EntryRef ref,
        OfficerId by,
        @Nullable String onBehalfOf,
        String sha256,
        Instant at,
        @Nullable Map<String, String> capacity)
        implements EntryEvent {
    @Override
    public String action() {
        return "catalog.sign";
    }

    @Override
    public Map<String, ?> facts() {
        return EntryPublished.facts(capacity, sha256);
    }

    @Override
    public List<Notification> notifications() {
        return tell(
                "entry-signed", at.toString(), Map.of(), Recipient.steward(ref.unit()), Recipient.bureauOf(ref.unit()));
    }
}
