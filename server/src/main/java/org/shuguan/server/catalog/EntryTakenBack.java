package org.shuguan.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// The steward took a submitted version back before it was signed.
///
/// @param capacity what the audit record says of the capacity; null in an event from before this was recorded
public record EntryTakenBack(
        EntryRef ref, OfficerId by, Instant at, @Nullable Map<String, String> capacity) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.take-back";
    }

    @Override
    public Map<String, ?> facts() {
        return capacity == null ? Map.of() : capacity;
    }

    @Override
    public List<Notification> notifications() {
        return tell("entry-taken-back", at.toString(), Map.of(), Recipient.cdo(ref.unit()));
    }
}
