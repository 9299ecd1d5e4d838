package org.shuguan.server.meeting;

import java.util.Optional;
import java.util.UUID;

/// Reads what topics are about.
final class Subjects {
    private Subjects() {}

    /// The id that a subject is, empty if it is none.
    static Optional<UUID> id(String subject) {
        try {
            return Optional.of(UUID.fromString(subject));
        } catch (IllegalArgumentException strange) {
            return Optional.empty();
        }
    }
}
