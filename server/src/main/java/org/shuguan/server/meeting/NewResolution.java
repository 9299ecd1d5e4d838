package org.shuguan.server.meeting;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.NewFollowUp;
import org.shuguan.server.followup.Term;
import org.shuguan.server.institution.UnitCode;

/// What the secretariat writes of a resolution.
///
/// @param item the agenda item under which it is taken
/// @param measure by what it is seen to be done
public record NewResolution(
        @Nullable UUID item,
        String title,
        String requirement,
        String measure,
        FollowUp.@Nullable Kind kind,
        @Nullable UnitCode lead,
        List<NewFollowUp.NewPart> parts,
        @Nullable LocalDate due,
        String dueText) {
    public NewResolution {
        title = text(title);
        requirement = text(requirement);
        measure = text(measure);
        dueText = text(dueText);
        parts = parts == null ? List.of() : List.copyOf(parts);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }

    /// The follow-up that it becomes.
    ///
    /// @param place the meeting and the number of the resolution
    NewFollowUp asFollowUp(String place, String link) {
        return new NewFollowUp(
                title,
                requirement,
                measure,
                FollowUp.Origin.MEETING,
                place,
                link,
                null,
                kind,
                lead,
                parts,
                due == null ? null : Term.until(due, dueText));
    }
}
