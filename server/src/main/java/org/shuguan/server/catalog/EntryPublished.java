package org.shuguan.server.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// A version was published; the published version before it is superseded.
///
/// @param onBehalfOf the holder of the role if a substitute or delegate published, null otherwise
/// @param sha256 of the published content
/// @param capacity what the audit record says of the capacity; null in an event from before this was recorded
public record EntryPublished(
        EntryRef ref,
        OfficerId by,
        @Nullable String onBehalfOf,
        String sha256,
        @Nullable Map<String, String> capacity) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.publish";
    }

    @Override
    public Map<String, ?> facts() {
        return facts(capacity, sha256);
    }

    static Map<String, ?> facts(@Nullable Map<String, String> capacity, String sha256) {
        Map<String, String> facts = new HashMap<>(capacity == null ? Map.of() : capacity);
        facts.put("sha256", sha256);
        return facts;
    }

    @Override
    public List<Notification> notifications() {
        return tell(
                "entry-published",
                String.valueOf(ref.version()),
                Map.of(),
                Recipient.steward(ref.unit()),
                Recipient.cdo(ref.unit()));
    }
}
