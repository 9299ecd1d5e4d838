package org.shuguan.server.registry;

import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.TeamMember;
import org.shuguan.server.institution.Teams;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// A unit's support team, maintained by its CDO, its data stewards and the bureau.
@RestController
@Transactional
@RequestMapping("/api/institution")
class TeamController {
    record Joining(
            @Nullable OfficerId officer,
            @Nullable String officerName,
            @Nullable String work,
            @Nullable LocalDate from) {}

    record Changing(@Nullable String work, @Nullable Long version) {}

    private final Teams teams;
    private final Institution institution;
    private final RegisterAccess access;

    TeamController(Teams teams, Institution institution, RegisterAccess access) {
        this.teams = teams;
        this.institution = institution;
        this.access = access;
    }

    @PostMapping("/units/{code}/team")
    @ResponseStatus(HttpStatus.CREATED)
    TeamMember join(@PathVariable String code, @RequestBody Joining request, Actor actor) {
        if (!UnitCode.isWellFormed(code)) {
            throw new NotFound();
        }
        Unit unit = institution.unit(new UnitCode(code)).orElseThrow(NotFound::new);
        access.mustKeepTeam(actor, unit.code());
        OfficerId officer = request.officer();
        String name = request.officerName() == null ? "" : request.officerName();
        LocalDate from = request.from();
        new InvalidInput.Check()
                .that(officer != null || !name.isBlank(), "officerName", "required")
                .that(officer == null || institution.nameOf(officer).isPresent(), "officerName", "officer-unknown")
                .that(from != null, "from", "required")
                .that(request.work() != null && !request.work().isBlank(), "work", "required")
                .that(from == null || unit.existsOn(from), "from", "unit-not-there")
                .orRefuse();
        return teams.join(
                unit.code(),
                officer == null ? institution.enrol(name) : officer,
                String.valueOf(request.work()),
                Objects.requireNonNull(from));
    }

    @PutMapping("/team/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@PathVariable UUID id, @RequestBody Changing request, Actor actor) {
        access.mustKeepTeam(actor, teams.find(id).orElseThrow(NotFound::new).unit());
        teams.change(
                id, request.version() == null ? 0 : request.version(), request.work() == null ? "" : request.work());
    }

    @DeleteMapping("/team/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(@PathVariable UUID id, Actor actor) {
        access.mustKeepTeam(actor, teams.find(id).orElseThrow(NotFound::new).unit());
        teams.leave(id);
    }
}
