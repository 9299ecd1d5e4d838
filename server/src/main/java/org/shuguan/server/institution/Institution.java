package org.shuguan.server.institution;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The city's units and officers, and who is responsible for which unit on which day.
@Service
@Transactional
public class Institution {
    private static final int LONGEST_NAME = 60;

    /// The terms of an appointment: all but the person, the role and the unit.
    ///
    /// @param position the person's post
    /// @param document reference of the document that appoints
    /// @param from first day in force
    /// @param to last day, null while it is not known
    /// @param actingReason why the role is held provisionally, null if it is not
    public record Terms(
            String position,
            @Nullable String document,
            LocalDate from,
            @Nullable LocalDate to,
            @Nullable String actingReason) {
        public Terms(String position, @Nullable String document, LocalDate from, @Nullable LocalDate to) {
            this(position, document, from, to, null);
        }
    }

    private final Units units;
    private final Officers officers;
    private final Appointments appointments;
    private final Successions successions;
    private final UnitTree tree;
    private final AppointmentRules rules;
    private final ObjectProvider<OpenTodos> openTodos;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Institution(
            Units units,
            Officers officers,
            Appointments appointments,
            Successions successions,
            UnitTree tree,
            AppointmentRules rules,
            ObjectProvider<OpenTodos> openTodos,
            ApplicationEventPublisher events,
            Clock clock) {
        this.units = units;
        this.officers = officers;
        this.appointments = appointments;
        this.successions = successions;
        this.tree = tree;
        this.rules = rules;
        this.openTodos = openTodos;
        this.events = events;
        this.clock = clock;
    }

    /// Today's date in the city.
    public LocalDate today() {
        return CityTime.today(clock);
    }

    /// The unit as it is today; a unit that has ended as it was on its last day.
    public Optional<Unit> unit(UnitCode code) {
        return units.find(code, today());
    }

    /// The unit as it was on the day.
    public Optional<Unit> unit(UnitCode code, LocalDate day) {
        return units.find(code, day);
    }

    /// The name that was on the unit's seal on the day: the full name, or the short name if the full name is not
    /// known. For
    /// a unit that had ended by then, the name of its successor.
    public String nameOnSeal(UnitCode code, LocalDate day) {
        return units.form(answering(code, day), day).map(UnitForm::official).orElse(code.value());
    }

    /// The unit responsible on the day: the unit itself while it exists, then its successor.
    public UnitCode answering(UnitCode unit, LocalDate day) {
        return successions.answering(unit, day);
    }

    /// All units for which this unit is responsible on the day: itself, and ended units whose successor it is.
    /// Work, data and sources remain assigned to their original unit, so nothing has to be moved when a unit ends.
    public Set<UnitCode> answersFor(UnitCode unit, LocalDate day) {
        return successions.answersFor(unit, day);
    }

    /// The units for which the holder of the role at this unit is responsible on the day: those of
    /// [#answersFor(UnitCode, LocalDate)], and for a district's CDO also the bureaus without a CDO of their own.
    public Set<UnitCode> answersFor(Role role, UnitCode unit, LocalDate day) {
        List<Unit> below = role == Role.UNIT_CDO ? units.bureausOf(unit, day) : List.of();
        return Stream.concat(Stream.of(unit), below.stream().map(Unit::code))
                .filter(one ->
                        one.equals(unit) || appointments.holders(role, one, day).isEmpty())
                .flatMap(one -> answersFor(one, day).stream())
                .collect(Collectors.toSet());
    }

    /// The unit's name in the reader's language, or its code if the unit is not known.
    public String unitName(UnitCode code) {
        return unit(code).map(Institution::inReadersLanguage).orElse(code.value());
    }

    /// Like [#unitName], for a list: the units are read once.
    public Function<UnitCode, String> unitNames() {
        Map<UnitCode, String> names = new HashMap<>();
        unitsKnown(today()).forEach(unit -> names.put(unit.code(), inReadersLanguage(unit)));
        return code -> names.computeIfAbsent(code, this::unitName);
    }

    /// The unit's name in the language of the current request.
    public static String inReadersLanguage(Unit unit) {
        return LocaleContextHolder.getLocale().getLanguage().equals("en") ? unit.nameEn() : unit.name();
    }

    /// All units that exist on a day, ordered by code, with bureaus after their district.
    public List<Unit> units(LocalDate day) {
        return units.existingOn(day);
    }

    /// All units that exist on a day or existed before it, in the same order.
    public List<Unit> unitsKnown(LocalDate day) {
        return units.knownOn(day);
    }

    /// Units whose code, short, full, former or English name matches the pattern.
    public Set<UnitCode> unitsCalled(String like) {
        return Set.copyOf(units.called(like));
    }

    /// For each unit that exists on the day or existed before it: the unit responsible on the day.
    public Map<UnitCode, Unit> answeringOn(LocalDate day) {
        return successions.answering(units.knownOn(day), day);
    }

    /// The district that the unit is or belongs to on the day, or [UnitCode#CITY] for all other units. For a unit
    /// that has ended, the territory of its successor.
    public UnitCode territory(UnitCode unit, LocalDate day) {
        return tree.territory(unit, day);
    }

    /// The territory of each unit that exists on the day or has existed before it.
    public Map<UnitCode, UnitCode> territories(LocalDate day) {
        return tree.territories(day);
    }

    /// The holders of the role on the day for the unit, or for its successor if the unit has ended; at most one if
    /// the role is [Role#single]. For a bureau without a CDO of its own, the CDO of its district.
    public List<Appointment> holders(Role role, UnitCode unit, LocalDate day) {
        UnitCode answering = answering(unit, day);
        List<Appointment> own = appointments.holders(role, answering, day);
        return own.isEmpty() && role == Role.UNIT_CDO
                ? units.find(answering, day)
                        .map(Unit::parent)
                        .map(district -> appointments.holders(role, district, day))
                        .orElse(own)
                : own;
    }

    /// The holders of the role on the day, by the territory for which they hold it. Territories without a holder
    /// are left out.
    ///
    /// @param role bureau operator or security reviewer
    public Map<UnitCode, List<Appointment>> overseers(Role role, LocalDate day) {
        Map<UnitCode, UnitCode> territories = territories(day);
        return appointments.inForce(day).stream()
                .filter(one -> one.role() == role)
                .collect(Collectors.groupingBy(one -> territories.getOrDefault(one.unit(), UnitCode.CITY)));
    }

    /// Required roles that nobody holds on the day.
    public List<Vacancy> vacancies(LocalDate day) {
        List<Appointment> held = appointments.inForce(day);
        return units.existingOn(day).stream()
                .flatMap(unit -> Vacancy.wanted(unit)
                        .filter(role -> held.stream().noneMatch(a -> a.unit().equals(unit.code()) && a.role() == role))
                        .map(role -> new Vacancy(role, unit)))
                .toList();
    }

    /// Appointments in force on the day that end within so many days.
    public List<Appointment> ending(LocalDate day, int within) {
        return appointments.endingBetween(day, day.plusDays(within));
    }

    /// The appointments that the person holds on the day.
    public List<Appointment> appointmentsOf(OfficerId officer, LocalDate day) {
        return appointments.ofOfficer(officer, day);
    }

    /// The appointments that the person holds on the day or will hold later.
    public List<Appointment> appointmentsFrom(OfficerId officer, LocalDate day) {
        return appointmentsFrom(List.of(officer), day);
    }

    /// The appointments that the persons hold on the day or will hold later.
    public List<Appointment> appointmentsFrom(Collection<OfficerId> officers, LocalDate day) {
        return appointments.ofOfficersFrom(officers, day);
    }

    /// The roles that each person holds on the day; persons without a role are left out.
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

    /// All appointments ever made for the unit, the newest first.
    public List<Appointment> historyOf(UnitCode unit) {
        return appointments.ofUnit(unit);
    }

    /// All appointments in force on the day, by unit.
    public List<Appointment> inForce(LocalDate day) {
        return appointments.inForce(day);
    }

    public Optional<Appointment> appointment(UUID id) {
        return appointments.find(id);
    }

    public Optional<String> nameOf(OfficerId officer) {
        return officers.find(officer).map(Officer::name);
    }

    Listing<Officer> officers(ListQuery query, String order) {
        return officers.named(query, order);
    }

    /// All persons whose name contains these words.
    public List<OfficerId> officersNamed(String words) {
        return officers.idsNamed(new ListQuery(null, null, null, words).like());
    }

    /// The names of these persons.
    public Map<OfficerId, String> namesOf(Collection<OfficerId> ids) {
        return officers.of(ids).stream().collect(Collectors.toMap(Officer::id, Officer::name));
    }

    /// Number of open to-dos that are addressed to the role and would pass to a successor.
    public int openTodos(Role role, UnitCode unit) {
        return answersFor(role, unit, today()).stream()
                .flatMapToInt(one -> openTodos.stream().mapToInt(todos -> todos.countFor(role, one)))
                .sum();
    }

    /// Records a new unit.
    public void establish(Unit unit) {
        units.lock(unit.parent() == null ? List.of() : List.of(unit.parent()));
        tree.checkNew(unit).orRefuse();
        units.add(UnitForm.first(unit), List.of());
        events.publishEvent(new UnitEstablished(unit));
    }

    /// Corrects attributes of a unit without an act.
    ///
    /// @param version of the attributes that the reader saw
    /// @throws ChangedMeanwhile if another person corrected them since, or an act took effect
    public void describe(UnitCode code, long version, Description description) {
        // The lock makes the second of two concurrent corrections see the first.
        units.lock(List.of(code));
        long current = units.descriptionVersion(code, today());
        if (units.find(code, today()).isPresent() && version != current) {
            throw new ChangedMeanwhile(current);
        }
        describe(code, description);
    }

    /// The same without a version: for a workbook that contains all attributes.
    public void describe(UnitCode code, Description description) {
        description.check().orRefuse();
        UnitForm form = units.form(code, today()).orElseThrow(NotFound::new);
        rules.checkDataBureau(form, description.dataBureau(), today()).orRefuse();
        units.correct(form.corrected(description));
        units.setFormerNames(code, description.formerNames());
        events.publishEvent(new UnitDescribed(code, description));
    }

    /// Records a new person, who has no role yet.
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
    /// @throws AppointmentRefused if the role already has a holder, or the person would be both administrator and
    ///     auditor
    public Appointment appoint(OfficerId officer, Role role, UnitCode unit, Terms terms) {
        rules.check(unit, terms).orRefuse();
        rules.mustFit(role, unit, terms.from());
        String acting = terms.actingReason();
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
                null,
                acting == null ? null : acting.strip(),
                1);
        appointments.add(appointment);
        events.publishEvent(new OfficerAppointed(appointment));
        return appointment;
    }

    /// Sets the last day of an appointment: today or later, because the past is not changed, and not after the
    /// last day already set, because a longer term needs a new appointment.
    ///
    /// @param version the version of the appointment that the user saw
    public void end(UUID id, long version, LocalDate last) {
        Appointment appointment = running(id, version);
        LocalDate set = appointment.validTo();
        new InvalidInput.Check()
                .that(!last.isBefore(appointment.validFrom()), "last", "ends-before-it-begins")
                .that(!last.isBefore(today()), "last", "ends-in-the-past")
                .that(
                        set == null || !last.isAfter(set),
                        "last",
                        "ends-later-than-set",
                        Map.of("last", String.valueOf(set)))
                .orRefuse();
        close(appointment, version, last);
    }

    /// Ends an appointment now: the next request of an open session no longer has the role. Today becomes its
    /// last day and does not count, so that a successor can begin today.
    ///
    /// @param version the version of the appointment that the user saw
    /// @throws AppointmentRefused if it has not begun; then it is cancelled instead
    public void endNow(UUID id, long version) {
        Appointment appointment = running(id, version);
        if (appointment.validFrom().isAfter(today())) {
            throw AppointmentRefused.notBegun();
        }
        int todos = openTodos(appointment.role(), appointment.unit());
        if (!appointments.endNow(id, version, today(), clock.instant())) {
            throw new ChangedMeanwhile(appointment.version());
        }
        events.publishEvent(new AppointmentEnded(appointment, today(), true, todos));
    }

    /// The appointment in the version that the user saw, if it has not ended yet.
    private Appointment running(UUID id, long version) {
        Appointment appointment = appointments.find(id).orElseThrow(NotFound::new);
        if (appointment.isOver(today())) {
            throw AppointmentRefused.ended();
        }
        mustBeSeen(appointment, version);
        return appointment;
    }

    private static void mustBeSeen(Appointment appointment, long version) {
        if (appointment.version() != version) {
            throw new ChangedMeanwhile(appointment.version());
        }
    }

    private void close(Appointment appointment, long version, LocalDate last) {
        UUID id = appointment.id();
        if (!appointments.end(id, version, last)) {
            throw new ChangedMeanwhile(appointment.version());
        }
        events.publishEvent(
                new AppointmentEnded(appointment, last, false, openTodos(appointment.role(), appointment.unit())));
    }

    /// Cancels an appointment that has not begun.
    public void cancel(UUID id, long version) {
        Appointment appointment = appointments.find(id).orElseThrow(NotFound::new);
        if (!appointment.validFrom().isAfter(today())) {
            throw AppointmentRefused.begun();
        }
        mustBeSeen(appointment, version);
        appointments.remove(id);
        events.publishEvent(new AppointmentCancelled(appointment));
    }

    /// Replaces a holder by a successor. The current term ends on the day before the successor's first day, or
    /// earlier if its last day is already set. The successor's first day may be in the past, because documents
    /// arrive late. Open to-dos are addressed to the role, so the successor receives them on the first day.
    public Appointment replace(UUID id, long version, OfficerId successor, Terms terms) {
        Appointment former = running(id, version);
        new InvalidInput.Check()
                .that(terms.from().isAfter(former.validFrom()), "from", "begins-before-predecessor")
                .that(!successor.equals(former.officer()), "officer", "succeeds-oneself")
                .orRefuse();
        LocalDate eve = terms.from().minusDays(1);
        if (former.validTo() == null || eve.isBefore(former.validTo())) {
            close(former, version, eve);
        }
        return appoint(successor, former.role(), former.unit(), terms);
    }
}
