package org.shuguan.server.registry;

import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Substitute;
import org.shuguan.server.institution.Substitution;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Names substitutes for absent holders. The bureau or the administrator does this, never for themselves.
@RestController
@Transactional
@RequestMapping("/api/institution")
class SubstituteController {
    record Naming(
            @Nullable OfficerId officer,
            @Nullable String reason,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}

    private final Substitution substitution;
    private final Institution institution;
    private final RegisterAccess access;

    SubstituteController(Substitution substitution, Institution institution, RegisterAccess access) {
        this.substitution = substitution;
        this.institution = institution;
        this.access = access;
    }

    @PostMapping("/appointments/{id}/substitutes")
    @ResponseStatus(HttpStatus.CREATED)
    Substitute name(@PathVariable UUID id, @RequestBody Naming request, Actor actor) {
        access.mustKeepSome(actor);
        Appointment held = institution.appointment(id).orElseThrow(NotFound::new);
        new InvalidInput.Check()
                .that(request.officer() != null, "officer", "required")
                .that(
                        request.officer() == null
                                || institution.nameOf(request.officer()).isPresent(),
                        "officer",
                        "officer-unknown")
                .that(request.from() != null, "from", "required")
                .that(request.to() != null, "to", "required")
                .orRefuse();
        OfficerId officer = Objects.requireNonNull(request.officer());
        // The three powers cannot be exercised by a substitute, only by appointment.
        if (held.role().isPower()) {
            throw new Forbidden();
        }
        access.mustAppointAlone(actor, held.role(), held.unit(), officer);
        return substitution.name(
                id,
                officer,
                request.reason() == null ? "" : request.reason(),
                Objects.requireNonNull(request.from()),
                Objects.requireNonNull(request.to()));
    }

    @DeleteMapping("/substitutes/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID id, Actor actor) {
        access.mustKeepSome(actor);
        Substitute substitute = substitution.find(id);
        Appointment held = institution.appointment(substitute.appointment()).orElseThrow(NotFound::new);
        access.mustAppoint(actor, held.role(), held.unit(), null);
        substitution.end(id);
    }
}
