package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.settings.Mark;

/// What a role is there for.
///
/// @param position where among the duties of the role, ascending
/// @param source the paper that says so, `article` where in it
/// @param mark how surely it is known
public record Duty(
        UUID id,
        Role role,
        int position,
        String text,
        String source,
        @Nullable String article,
        Mark mark,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        long version) {
    public boolean inForceOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }
}
