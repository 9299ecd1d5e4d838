package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.settings.Mark;

/// A duty of a role.
///
/// @param position its position among the duties of the role, ascending
/// @param source the document that states it, with `article` for the place in it
/// @param mark how certain the source is
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
