package org.shuguan.server.meeting;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on meetings and topics. What a participant may do follows from their seat, what the chair may do from
/// the meeting.
enum MeetingPermission implements Permission {
    /// the secretariat of a territory's meetings: topics, agenda, invitations, notes, resolutions, minutes
    PREPARE(Permission.territory(Role.BUREAU_OPERATOR)),
    /// read the meetings of a territory, and those to which a unit is invited
    READ(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO),
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER))),
    /// raise a topic for a unit
    RAISE(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO),
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.unit(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    MeetingPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
