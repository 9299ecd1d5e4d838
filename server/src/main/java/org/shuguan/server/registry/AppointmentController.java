package org.shuguan.server.registry;

import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
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

/// Makes, replaces and ends appointments. It is here and not in `institution`, because it needs the signed-in
/// person to check permissions.
@RestController
@Transactional
@RequestMapping("/api/institution/appointments")
class AppointmentController {
    /// For a recorded person, by id, or a new person, by name.
    ///
    /// @param actingReason why the role is held provisionally, null if it is not
    /// @param version the version that the user saw of the appointment to be replaced or ended
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

    /// @param last the last day; with `atOnce` it is not needed
    /// @param atOnce whether the role is taken away now, not from tomorrow
    record EndRequest(
            @Nullable LocalDate last,
            @Nullable Boolean atOnce,
            @Nullable Long version) {}

    private final Institution institution;
    private final RegisterAccess access;

    AppointmentController(Institution institution, RegisterAccess access) {
        this.institution = institution;
        this.access = access;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Appointment appoint(@RequestBody Request request, Actor actor) {
        access.mustKeepSome(actor);
        new InvalidInput.Check()
                .that(request.role() != null, "role", "required")
                .that(request.unit() != null, "unit", "required")
                .that(known(request), "officerName", "required")
                .that(request.from() != null, "from", "required")
                .that(request.position() != null && !request.position().isBlank(), "position", "required")
                .orRefuse();
        Role role = Objects.requireNonNull(request.role());
        UnitCode unit = Objects.requireNonNull(request.unit());
        access.mustAppointAlone(actor, role, unit, request.officer());
        return institution.appoint(person(request), role, unit, terms(request));
    }

    @PostMapping("/{id}/replace")
    Appointment replace(@PathVariable UUID id, @RequestBody Request request, Actor actor) {
        access.mustKeepSome(actor);
        Appointment former = institution.appointment(id).orElseThrow(NotFound::new);
        new InvalidInput.Check()
                .that(known(request), "officerName", "required")
                .that(request.from() != null, "from", "required")
                .that(request.position() != null && !request.position().isBlank(), "position", "required")
                .orRefuse();
        access.mustAppointAlone(actor, former.role(), former.unit(), request.officer());
        return institution.replace(id, version(request.version()), person(request), terms(request));
    }

    @PostMapping("/{id}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID id, @RequestBody EndRequest request, Actor actor) {
        access.mustKeepSome(actor);
        Appointment appointment = institution.appointment(id).orElseThrow(NotFound::new);
        boolean atOnce = Boolean.TRUE.equals(request.atOnce());
        new InvalidInput.Check()
                .that(atOnce || request.last() != null, "last", "required")
                .orRefuse();
        access.mustEndAlone(actor, appointment.role(), appointment.unit());
        if (atOnce) {
            institution.endNow(id, version(request.version()));
        } else {
            institution.end(id, version(request.version()), Objects.requireNonNull(request.last()));
        }
    }

    /// Cancels an appointment that has not begun.
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable UUID id, @RequestParam @Nullable Long version, Actor actor) {
        access.mustKeepSome(actor);
        Appointment appointment = institution.appointment(id).orElseThrow(NotFound::new);
        access.mustEndAlone(actor, appointment.role(), appointment.unit());
        institution.cancel(id, version(version));
    }

    private static boolean known(Request request) {
        return request.officer() != null
                || (request.officerName() != null && !request.officerName().isBlank());
    }

    private static long version(@Nullable Long version) {
        return version == null ? 0 : version;
    }

    private OfficerId person(Request request) {
        OfficerId officer = request.officer();
        return officer == null ? institution.enrol(String.valueOf(request.officerName())) : officer;
    }

    private static Institution.Terms terms(Request request) {
        return new Institution.Terms(
                String.valueOf(request.position()),
                request.document(),
                Objects.requireNonNull(request.from()),
                request.to(),
                request.actingReason());
    }
}
