package org.shuguan.server.meeting;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// What the secretariat writes of a meeting.
///
/// @param chairRole at the city the City CDO or the executive officer, in a district its CDO
/// @param seats who is invited
public record NewMeeting(
        String title,
        @Nullable LocalDate day,
        @Nullable LocalTime begins,
        @Nullable LocalTime ends,
        String place,
        @Nullable Role chairRole,
        List<NewSeat> seats) {
    /// @param role unit CDO for a unit; City CDO or executive officer for the city
    /// @param isMember whether it counts for the quorum and votes
    public record NewSeat(@Nullable UnitCode unit, @Nullable Role role, boolean isMember) {
        /// The CDO of a unit as a member.
        public static NewSeat member(UnitCode unit) {
            return new NewSeat(unit, Role.UNIT_CDO, true);
        }
    }

    public NewMeeting {
        title = title == null ? "" : title.strip();
        place = place == null ? "" : place.strip();
        seats = seats == null ? List.of() : List.copyOf(seats);
    }
}
