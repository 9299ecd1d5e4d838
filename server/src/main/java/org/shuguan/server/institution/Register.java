package org.shuguan.server.institution;

import java.util.List;
import java.util.Map;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The institution as a whole, for whoever takes it out or brings it in as a book.
@Service
@Transactional
public class Register {
    /// @param form how the unit is called and placed today
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

    /// Every unit that exists, existed or will.
    @Transactional(readOnly = true)
    public List<Registered> units() {
        return units.all(institution.today()).stream()
                .map(unit -> new Registered(
                        unit,
                        units.form(unit.code(), institution.today()).orElseThrow(),
                        units.formerNames(unit.code())))
                .toList();
    }

    /// Every appointment that was ever made.
    @Transactional(readOnly = true)
    public List<Appointment> appointments() {
        return appointments.all();
    }

    /// Everybody who is known.
    @Transactional(readOnly = true)
    public List<Officer> officers() {
        return officers.all();
    }

    /// Takes a unit in with all that is said of it.
    public void establish(Unit unit, Description description) {
        description.check().orRefuse();
        institution.establish(unit);
        institution.describe(unit.code(), description);
    }

    /// Corrects what an appointment says beside who, as what, for whom and since when.
    public void amend(Appointment appointment, Institution.Terms terms) {
        rules.check(appointment.unit(), terms).orRefuse();
        if (!appointments.amend(appointment, terms)) {
            throw new ChangedMeanwhile(appointment.version());
        }
        events.publishEvent(new AppointmentAmended(appointment, terms));
    }
}
