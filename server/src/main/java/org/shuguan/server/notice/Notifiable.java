package org.shuguan.server.notice;

import java.util.List;

/// What an event of a module implements to say whom it concerns. Whoever is named is told after the change has been
/// committed; whoever made the change is not told of it.
public interface Notifiable {
    /// Who must hear of it, and in which words; empty where nobody must.
    List<Notification> notifications();
}
