package org.shuguan.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// A security reviewer set a grade other than that of the items.
public record EntryRegraded(EntryRef ref, OfficerId by, String grade, String reason, Instant at) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.lower-grade";
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("grade", grade, "reason", reason);
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
