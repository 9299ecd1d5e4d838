package org.shuguan.server.notice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;

/// A notice with its recipients.
///
/// @param except the person who made the change and is not notified, null if there is none
public record Notification(
        List<Recipient> to, Notice notice, @Nullable OfficerId except) {
    public Notification {
        to = List.copyOf(to);
    }
}
