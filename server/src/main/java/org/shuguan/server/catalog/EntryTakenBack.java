package org.shuguan.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// The steward took a submitted version back before it was signed.
public record EntryTakenBack(EntryRef ref, OfficerId by, Instant at) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.take-back";
    }

    @Override
    public List<Notification> notifications() {
        return tell("entry-taken-back", at.toString(), Map.of(), Recipient.cdo(ref.unit()));
    }
}
