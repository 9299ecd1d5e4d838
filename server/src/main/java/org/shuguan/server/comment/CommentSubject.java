package org.shuguan.server.comment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.UnitCode;

/// A kind of object that can be commented on. Implemented by the modules that keep the objects.
public interface CommentSubject {
    /// An object as one reader sees it.
    ///
    /// @param link the page on which its comments stand
    /// @param units that take part in it: for one of them an officer writes who works for it
    record Seen(String title, String link, List<UnitCode> units) {
        public Seen {
            units = List.copyOf(units);
        }
    }

    /// The kind, in addresses and in the database, for example `demand`.
    String about();

    /// The object as the reader sees it; empty if it does not exist for them. Never throws for an unknown id.
    Optional<Seen> seen(UUID id, Actor reader);
}
