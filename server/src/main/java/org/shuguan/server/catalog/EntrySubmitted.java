package org.shuguan.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// A draft was submitted to the unit's CDO.
public record EntrySubmitted(EntryRef ref, OfficerId by, Instant at) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.submit";
    }

    @Override
    public List<Notification> notifications() {
        return tell("entry-submitted", at.toString(), Map.of(), Recipient.cdo(ref.unit()));
    }
}
