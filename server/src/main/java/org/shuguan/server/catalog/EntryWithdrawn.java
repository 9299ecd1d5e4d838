package org.shuguan.server.catalog;

import java.util.List;
import java.util.Map;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// A published entry was withdrawn.
public record EntryWithdrawn(EntryRef ref, OfficerId by, String reason) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.withdraw";
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("reason", reason);
    }

    @Override
    public List<Notification> notifications() {
        return tell(
                "entry-withdrawn",
                String.valueOf(ref.version()),
                Map.of("reason", reason),
                Recipient.steward(ref.unit()),
                Recipient.cdo(ref.unit()),
                Recipient.bureauOf(ref.unit()));
    }
}
