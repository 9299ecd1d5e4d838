package org.shuguan.server.institution;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The city's units and officers, and who answers for what on which day.
@Service
@Transactional
public class Institution {
    /// Days are the city's days.
    public static final ZoneId CITY_TIME = ZoneId.of("Asia/Shanghai");

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_TEXT = 200;

    /// What an appointment says beside who, as what, for whom.
    ///
    /// @param position the post by which the role is held
    /// @param document the paper that appoints
    /// @param from first day in force
    /// @param to last day, null while it is not known
    public record Terms(
            String position,
            @Nullable String document,
            LocalDate from,
            @Nullable LocalDate to) {}

    private final Units units;
    private final Officers officers;
    private final Appointments appointments;
    private final ObjectProvider<OpenTodos> openTodos;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Institution(
            Units units,
            Officers officers,
            Appointments appointments,
            ObjectProvider<OpenTodos> openTodos,
            ApplicationEventPublisher events,
            Clock clock) {
        this.units = units;
        this.officers = officers;
        this.appointments = appointments;
        this.openTodos = openTodos;
        this.events = events;
        this.clock = clock;
    }

    /// Today in the city.
    public LocalDate today() {
        return LocalDate.now(clock.withZone(CITY_TIME));
    }

    public Optional<Unit> unit(UnitCode code) {
        return units.find(code);
    }

    /// The unit's name in the reader's language, its code where it is unknown.
    public String unitName(UnitCode code) {
        boolean english = LocaleContextHolder.getLocale().getLanguage().equals("en");
        return units.find(code)
                .map(unit -> english ? unit.nameEn() : unit.name())
                .orElse(code.value());
    }

    /// All units that exist on a day, in order of their codes.
    public List<Unit> units(LocalDate day) {
        return units.existingOn(day);
    }

    /// Who holds the role for the unit on the day; at most one where the role is [Role#single].
    public List<Appointment> holders(Role role, UnitCode unit, LocalDate day) {
        return appointments.holders(role, unit, day);
    }

    /// What the person holds on the day.
    public List<Appointment> appointmentsOf(OfficerId officer, LocalDate day) {
        return appointments.ofOfficer(officer, day);
    }

    /// What everybody holds on the day; who holds nothing is not in it.
    public Map<OfficerId, List<RoleHeld>> rolesHeld(LocalDate day) {
        Map<UnitCode, Unit> known = units.existingOn(day).stream().collect(Collectors.toMap(Unit::code, unit -> unit));
        return appointments.inForce(day).stream()
                .filter(appointment -> known.containsKey(appointment.unit()))
                .collect(Collectors.groupingBy(
                        Appointment::officer,
                        Collectors.mapping(
                                a -> RoleHeld.of(a, Objects.requireNonNull(known.get(a.unit()))),
                                Collectors.toList())));
    }

    /// All that was ever held for the unit, the newest first.
    public List<Appointment> historyOf(UnitCode unit) {
        return appointments.ofUnit(unit);
    }

    /// All that is held on the day, by unit.
    public List<Appointment> inForce(LocalDate day) {
        return appointments.inForce(day);
    }

    public Optional<Appointment> appointment(UUID id) {
        return appointments.find(id);
    }

    public Optional<String> nameOf(OfficerId officer) {
        return officers.find(officer).map(Officer::name);
    }

    /// Officers by name.
    public Listing<Officer> officers(ListQuery query) {
        return new Listing<>(officers.named(query), officers.count(query), query.pageOrFirst(), query.sizeOrUsual());
    }

    /// Everybody whose name has these words in it.
    public List<OfficerId> officersNamed(String words) {
        return officers.named(new ListQuery(1, 200, null, words)).stream()
                .map(Officer::id)
                .toList();
    }

    /// The names of these people.
    public Map<OfficerId, String> namesOf(Collection<OfficerId> ids) {
        return officers.of(ids).stream().collect(Collectors.toMap(Officer::id, Officer::name));
    }

    /// How much open work is addressed to the role and passes to a successor.
    public int openTodos(Role role, UnitCode unit) {
        return openTodos.stream().mapToInt(todos -> todos.countFor(role, unit)).sum();
    }

    /// Takes a unit into the institution.
    public void establish(Unit unit) {
        new InvalidInput.Check()
                .that(units.find(unit.code()).isEmpty(), "code", "unit-code-taken")
                .that(!unit.name().isBlank(), "name", "required")
                .that(!unit.nameEn().isBlank(), "nameEn", "required")
                .that(unit.name().length() <= LONGEST_TEXT, "name", "too-long", Map.of("max", LONGEST_TEXT))
                .that(unit.nameEn().length() <= LONGEST_TEXT, "nameEn", "too-long", Map.of("max", LONGEST_TEXT))
                .that(!units.named(unit.name()), "name", "unit-name-taken")
                .orRefuse();
        units.add(unit);
        events.publishEvent(new UnitEstablished(unit));
    }

    /// Takes a person into the institution, without any role yet.
    public OfficerId enrol(String name) {
        new InvalidInput.Check()
                .that(!name.isBlank(), "officerName", "required")
                .that(name.length() <= LONGEST_NAME, "officerName", "too-long", Map.of("max", LONGEST_NAME))
                .orRefuse();
        OfficerId id = OfficerId.fresh();
        officers.add(new Officer(id, name.strip()));
        return id;
    }

    /// Gives a person a role for a unit.
    ///
    /// @throws AppointmentRefused where the role has a holder already, or one would be administrator and auditor
    public Appointment appoint(OfficerId officer, Role role, UnitCode unit, Terms terms) {
        check(unit, terms).orRefuse();
        var appointment = new Appointment(
                UUID.randomUUID(),
                officer,
                nameOf(officer).orElseThrow(NotFound::new),
                role,
                unit,
                terms.position().strip(),
                terms.document(),
                terms.from(),
                terms.to(),
                1);
        appointments.add(appointment);
        events.publishEvent(new OfficerAppointed(appointment));
        return appointment;
    }

    /// Gives an appointment its last day.
    ///
    /// @param version of the appointment as it was seen
    public void end(UUID id, long version, LocalDate last) {
        Appointment appointment = appointments.find(id).orElseThrow(NotFound::new);
        if (appointment.validTo() != null && appointment.validTo().isBefore(today())) {
            throw AppointmentRefused.ended();
        }
        new InvalidInput.Check()
                .that(!last.isBefore(appointment.validFrom()), "last", "ends-before-it-begins")
                .orRefuse();
        if (!appointments.end(id, version, last)) {
            throw new ChangedMeanwhile(appointment.version());
        }
        events.publishEvent(new AppointmentEnded(appointment, last, openTodos(appointment.role(), appointment.unit())));
    }

    /// Puts a successor in a holder's place: the one ends on the day before the other begins. Open work is addressed to
    /// the role, so the successor has it from the first day.
    public Appointment replace(UUID id, long version, OfficerId successor, Terms terms) {
        Appointment former = appointments.find(id).orElseThrow(NotFound::new);
        new InvalidInput.Check()
                .that(terms.from().isAfter(former.validFrom()), "from", "begins-before-predecessor")
                .that(!successor.equals(former.officer()), "officer", "succeeds-oneself")
                .orRefuse();
        end(id, version, terms.from().minusDays(1));
        return appoint(successor, former.role(), former.unit(), terms);
    }

    private InvalidInput.Check check(UnitCode unit, Terms terms) {
        String document = terms.document() == null ? "" : terms.document();
        return new InvalidInput.Check()
                .that(units.find(unit).isPresent(), "unit", "unit-unknown")
                .that(!terms.position().isBlank(), "position", "required")
                .that(terms.position().length() <= LONGEST_TEXT, "position", "too-long", Map.of("max", LONGEST_TEXT))
                .that(document.length() <= LONGEST_TEXT, "document", "too-long", Map.of("max", LONGEST_TEXT))
                .that(terms.to() == null || !terms.to().isBefore(terms.from()), "to", "ends-before-it-begins");
    }
}
