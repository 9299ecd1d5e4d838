package org.shuguan.server.notice;

import java.util.Map;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.TermEnding;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.platform.Rows;
import org.springframework.stereotype.Component;

/// Notifies the bureau, the unit and the holder that a term ends soon.
@Component
class TermNotices implements TermEnding {
    private final Notices notices;
    private final Institution institution;

    TermNotices(Notices notices, Institution institution) {
        this.notices = notices;
        this.institution = institution;
    }

    @Override
    public void ahead(Appointment appointment, Unit unit, Stage stage) {
        var notice = new Notice(
                "term-ends",
                Map.of(
                        "unit", unit.name(),
                        "name", appointment.officerName(),
                        "last", String.valueOf(appointment.validTo())),
                "/office/institution/" + unit.code(),
                "term:" + appointment.id() + ":" + appointment.validTo() + ":" + Rows.word(stage));
        institution.inForce(institution.today()).stream()
                .filter(held -> held.role() == Role.BUREAU_OPERATOR)
                .map(Appointment::officer)
                .distinct()
                .forEach(operator -> notices.tell(operator, notice));
        notices.tell(Role.UNIT_CDO, unit.code(), notice);
        notices.tell(Role.DATA_STEWARD, unit.code(), notice);
        notices.tell(appointment.officer(), notice);
    }
}
