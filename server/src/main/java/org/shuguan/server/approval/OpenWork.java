package org.shuguan.server.approval;

import java.util.List;
import org.shuguan.server.identity.Actor;

/// Work that waits for people. Declared here, where the to-do list is, and implemented by whoever keeps such work, a
/// floor above too.
public interface OpenWork {
    /// What waits for the actor today, in what they hold themselves and in what was delegated to them.
    List<Todo> openWorkOf(Actor actor);
}
