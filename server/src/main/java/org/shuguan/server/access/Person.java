package org.shuguan.server.access;

import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;

/// Who did something, as it is kept: the id says who it was, the name how they were called then. Two people of one name
/// are two people.
///
/// @param id null for what the platform did by itself
public record Person(@Nullable OfficerId id, String name) {
    public static Person of(Actor actor) {
        return new Person(actor.officer(), actor.officerName());
    }
}
