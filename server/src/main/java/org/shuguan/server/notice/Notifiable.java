package org.shuguan.server.notice;

import java.util.List;

/// Implemented by events of which people must be notified. The recipients are notified after the commit; the
/// person who made the change is not.
public interface Notifiable {
    /// The recipients and the notices; empty if nobody is to be notified.
    List<Notification> notifications();
}
