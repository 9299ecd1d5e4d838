package org.shuguan.server.registry;

import java.util.List;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.NotFound;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the reader may do with the register; the pages offer only these actions.
@RestController
@Transactional(readOnly = true)
@RequestMapping("/api/institution")
class RegisterController {
    /// @param keep whether the reader may describe the unit
    /// @param change whether the reader may merge, split, rename or move it
    /// @param team whether the reader may change its support team
    /// @param appoint roles to which the reader may appoint
    /// @param second those of them for which a second person must confirm
    record UnitRights(boolean keep, boolean change, boolean team, List<Role> appoint, List<Role> second) {}

    /// @param keep whether the reader may create bureaus there
    record District(Unit unit, boolean keep) {}

    private final Institution institution;
    private final RegisterAccess access;

    RegisterController(Institution institution, RegisterAccess access) {
        this.institution = institution;
        this.access = access;
    }

    @GetMapping("/units/{code}/may")
    UnitRights may(@PathVariable String code, Actor actor) {
        if (!UnitCode.isWellFormed(code)) {
            throw new NotFound();
        }
        Unit unit = institution.unit(new UnitCode(code)).orElseThrow(NotFound::new);
        List<Role> appoint = access.rolesToAppoint(actor, unit);
        return new UnitRights(
                access.mayKeep(actor, unit.code()),
                access.mayChange(actor, unit.code()),
                access.mayKeepTeam(actor, unit.code()),
                appoint,
                appoint.stream().filter(role -> access.needsSecond(actor, role)).toList());
    }

    /// Today's districts.
    @GetMapping("/districts")
    List<District> districts(Actor actor) {
        return institution.units(institution.today()).stream()
                .filter(unit -> unit.kind() == Unit.Kind.DISTRICT)
                .map(unit -> new District(unit, access.mayKeep(actor, unit.code())))
                .toList();
    }
}
