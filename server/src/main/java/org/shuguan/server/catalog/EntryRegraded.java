package org.shuguan.server.catalog;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// A security reviewer set a grade other than that of the items.
///
/// @param capacity what the audit record says of the capacity; null in an event from before this was recorded
public record EntryRegraded(
        EntryRef ref,
        OfficerId by,
        String grade,
        String reason,
        Instant at,
        @Nullable Map<String, String> capacity) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.lower-grade";
    }

    @Override
    public Map<String, ?> facts() {
        Map<String, String> facts = new HashMap<>(capacity == null ? Map.of() : capacity);
        facts.putAll(Map.of("grade", grade, "reason", reason));
        return facts;
    }

    @Override
    public List<Notification> notifications() {
        return tell(
                "entry-regraded",
                at.toString(),
                Map.of("reason", reason),
                Recipient.steward(ref.unit()),
                Recipient.cdo(ref.unit()));
    }
}
