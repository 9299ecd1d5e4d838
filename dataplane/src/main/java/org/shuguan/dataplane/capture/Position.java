package org.shuguan.dataplane.capture;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A place in a source's log, right after a commit.
///
/// @param offset JSON: what the engine needs to go on from here
/// @param text how the source's administrators name it: an LSN of PostgreSQL, file and place of a binlog
/// @param order positions of one log are ordered by it, as text
/// @param at when the source wrote what is before it: the time of the commit, or of the newest sign of life
public record Position(
        String offset, String text, String order, @Nullable Instant at) {
    /// Whether it is after another one of the same log.
    public boolean isAfter(@Nullable Position other) {
        return other == null || order.compareTo(other.order) > 0;
    }
}
