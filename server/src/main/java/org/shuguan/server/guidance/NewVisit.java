package org.shuguan.server.guidance;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// What is written of a visit or of joint work.
///
/// @param followUps that it led to
public record NewVisit(
        Visit.@Nullable Kind kind,
        @Nullable LocalDate day,
        String title,
        List<UnitCode> units,
        String people,
        String found,
        List<UUID> followUps) {
    public NewVisit {
        title = text(title);
        units = units == null ? List.of() : units.stream().distinct().toList();
        people = text(people);
        found = text(found);
        followUps =
                followUps == null ? List.of() : followUps.stream().distinct().toList();
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
