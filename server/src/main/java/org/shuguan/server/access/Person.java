package org.shuguan.server.access;

import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;

/// The person who did something, as stored: the id, because names are not unique, and the name at that time.
///
/// @param id null if the platform did it itself
public record Person(@Nullable OfficerId id, String name) {
    public static Person of(Actor actor) {
        return new Person(actor.officer(), actor.officerName());
    }
}
