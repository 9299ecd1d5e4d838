package org.shuguan.server.institution;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// All units, appointments and persons, for the export and import as a workbook.
@Service
@Transactional
public class Register {
    /// @param form the unit's names and place today
    public record Registered(Unit unit, UnitForm form, List<String> formerNames) {}

    record AppointmentAmended(Appointment appointment, Institution.Terms terms) implements Audited {
        @Override
        public String action() {
            return "institution.amend";
        }

        @Override
        public String subject() {
            return "officer " + appointment.officer();
        }

        @Override
        public String unit() {
            return appointment.unit().value();
        }

        @Override
        public Map<String, ?> facts() {
            return Map.of(
                    "role", appointment.role().word(),
                    "position", terms.position(),
                    "to", String.valueOf(terms.to()));
        }
    }

    private final Units units;
    private final Officers officers;
    private final Appointments appointments;
    private final Institution institution;
    private final AppointmentRules rules;
    private final ApplicationEventPublisher events;

    Register(
            Units units,
            Officers officers,
            Appointments appointments,
            Institution institution,
            AppointmentRules rules,
            ApplicationEventPublisher events) {
        this.units = units;
        this.officers = officers;
        this.appointments = appointments;
        this.institution = institution;
        this.rules = rules;
        this.events = events;
    }

    /// Every past, present and future unit.
    @Transactional(readOnly = true)
    public List<Registered> units() {
        return units.all(institution.today()).stream()
                .map(unit -> new Registered(
                        unit,
                        units.form(unit.code(), institution.today()).orElseThrow(),
                        units.formerNames(unit.code())))
                .toList();
    }

    /// Every appointment ever made.
    @Transactional(readOnly = true)
    public List<Appointment> appointments() {
        return appointments.all();
    }

    /// Every recorded person.
    @Transactional(readOnly = true)
    public List<Officer> officers() {
        return officers.all();
    }

    /// Records a new unit with its description.
    public void establish(Unit unit, Description description) {
        description.check().orRefuse();
        institution.establish(unit);
        institution.describe(unit.code(), description);
    }

    /// Corrects the terms of an appointment: all but person, role, unit and first day.
    public void amend(Appointment appointment, Institution.Terms terms) {
        rules.check(appointment.unit(), terms).orRefuse();
        if (appointment.endedAt() != null && !Objects.equals(appointment.validTo(), terms.to())) {
            throw AppointmentRefused.ended();
        }
        if (!appointments.amend(appointment, terms)) {
            throw new ChangedMeanwhile(appointment.version());
        }
        events.publishEvent(new AppointmentAmended(appointment, terms));
    }
}
