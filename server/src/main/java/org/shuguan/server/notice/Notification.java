package org.shuguan.server.notice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;

/// Some people and what they are told.
///
/// @param except who made the change and knows of it, null where nobody did
public record Notification(
        List<Recipient> to, Notice notice, @Nullable OfficerId except) {
    public Notification {
        to = List.copyOf(to);
    }
}
