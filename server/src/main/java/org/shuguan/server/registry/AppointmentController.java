package org.shuguan.server.registry;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Appointing, replacing, ending. It stands here and not in `institution` because who may do it is a question of who is
/// signed in.
@RestController
@Transactional
@RequestMapping("/api/institution/appointments")
class AppointmentController {
    /// What the bureau appoints to; the platform's own powers are the administrator's to give.
    private static final Set<Role> OF_THE_BUREAU = EnumSet.of(
            Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER, Role.UNIT_CDO, Role.DATA_STEWARD, Role.SECURITY_REVIEWER);

    /// A person who is known by id, or a new one by name.
    ///
    /// @param actingReason why it is for the time being only
    /// @param version of the appointment that is replaced or ended, as it was seen
    record Request(
            @Nullable OfficerId officer,
            @Nullable String officerName,
            @Nullable Role role,
            @Nullable UnitCode unit,
            @Nullable String position,
            @Nullable String document,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String actingReason,
            @Nullable Long version) {}

    record EndRequest(@Nullable LocalDate last, @Nullable Long version) {}

    private final Institution institution;

    AppointmentController(Institution institution) {
        this.institution = institution;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Appointment appoint(@RequestBody Request request, Actor actor) {
        actor.must(Role.BUREAU_OPERATOR, Role.SYSTEM_ADMINISTRATOR);
        new InvalidInput.Check()
                .that(request.role() != null, "role", "required")
                .that(request.unit() != null, "unit", "required")
                .that(known(request), "officerName", "required")
                .that(request.from() != null, "from", "required")
                .that(request.position() != null && !request.position().isBlank(), "position", "required")
                .orRefuse();
        Role role = java.util.Objects.requireNonNull(request.role());
        mayAppoint(actor, role, request.officer());
        return institution.appoint(
                person(request), role, java.util.Objects.requireNonNull(request.unit()), terms(request));
    }

    @PostMapping("/{id}/replace")
    Appointment replace(@PathVariable UUID id, @RequestBody Request request, Actor actor) {
        actor.must(Role.BUREAU_OPERATOR, Role.SYSTEM_ADMINISTRATOR);
        Appointment former = institution.appointment(id).orElseThrow(NotFound::new);
        new InvalidInput.Check()
                .that(known(request), "officerName", "required")
                .that(request.from() != null, "from", "required")
                .that(request.position() != null && !request.position().isBlank(), "position", "required")
                .orRefuse();
        mayAppoint(actor, former.role(), request.officer());
        return institution.replace(id, version(request.version()), person(request), terms(request));
    }

    @PostMapping("/{id}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID id, @RequestBody EndRequest request, Actor actor) {
        actor.must(Role.BUREAU_OPERATOR, Role.SYSTEM_ADMINISTRATOR);
        Appointment appointment = institution.appointment(id).orElseThrow(NotFound::new);
        new InvalidInput.Check()
                .that(request.last() != null, "last", "required")
                .orRefuse();
        mayAppoint(actor, appointment.role(), null);
        institution.end(id, version(request.version()), java.util.Objects.requireNonNull(request.last()));
    }

    /// Takes back an appointment that has not begun.
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable UUID id, @RequestParam @Nullable Long version, Actor actor) {
        actor.must(Role.BUREAU_OPERATOR, Role.SYSTEM_ADMINISTRATOR);
        Appointment appointment = institution.appointment(id).orElseThrow(NotFound::new);
        mayAppoint(actor, appointment.role(), null);
        institution.cancel(id, version(version));
    }

    private static boolean known(Request request) {
        return request.officer() != null
                || (request.officerName() != null && !request.officerName().isBlank());
    }

    private static long version(@Nullable Long version) {
        return version == null ? 0 : version;
    }

    static void mayAppoint(Actor actor, Role role, @Nullable OfficerId officer) {
        boolean bureau = actor.is(Role.BUREAU_OPERATOR) && OF_THE_BUREAU.contains(role);
        boolean oneself = actor.officer().equals(officer);
        if (oneself || !(bureau || actor.is(Role.SYSTEM_ADMINISTRATOR))) {
            throw new Forbidden();
        }
    }

    private OfficerId person(Request request) {
        OfficerId officer = request.officer();
        return officer == null ? institution.enrol(String.valueOf(request.officerName())) : officer;
    }

    private static Institution.Terms terms(Request request) {
        return new Institution.Terms(
                String.valueOf(request.position()),
                request.document(),
                java.util.Objects.requireNonNull(request.from()),
                request.to(),
                request.actingReason());
    }
}
