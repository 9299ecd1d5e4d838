package org.shuguan.server.registry;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.SecondPersonNeeded;
import org.shuguan.server.institution.Act;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Plan;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.springframework.stereotype.Component;

/// Who may change which part of the register: the administrator all of it; an operator of the city's bureau all
/// but the roles that only the administrator appoints; an operator of a district its bureaus and their
/// appointments.
@Component
public class RegisterAccess {
    /// Roles to which an operator may appoint; only the administrator appoints to the others.
    private static final Set<Role> OF_THE_BUREAU = EnumSet.of(
            Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER, Role.UNIT_CDO, Role.DATA_STEWARD, Role.SECURITY_REVIEWER);

    private final Access access;

    RegisterAccess(Access access) {
        this.access = access;
    }

    /// @throws Forbidden unless the person may change some part of the register
    public void mustKeepSome(Actor actor) {
        must(access.canAnywhere(actor, RegisterPermission.KEEP));
    }

    /// @throws Forbidden unless the person may change what concerns the whole city
    void mustKeepTheCity(Actor actor) {
        must(mayKeepTheCity(actor));
    }

    boolean mayKeepTheCity(Actor actor) {
        return access.can(actor, RegisterPermission.KEEP_CITY, UnitCode.CITY);
    }

    /// @throws Forbidden unless the person may change the unit's description
    void mustKeep(Actor actor, UnitCode unit) {
        must(mayKeep(actor, unit));
    }

    boolean mayKeep(Actor actor, UnitCode unit) {
        return access.can(actor, RegisterPermission.KEEP, unit);
    }

    /// @throws Forbidden unless the person may change the unit's support team
    void mustKeepTeam(Actor actor, UnitCode unit) {
        must(mayKeepTeam(actor, unit));
    }

    boolean mayKeepTeam(Actor actor, UnitCode unit) {
        return access.can(actor, RegisterPermission.TEAM, unit);
    }

    /// @param parent the district of the new unit if it is a bureau, null for a department or a district
    /// @throws Forbidden unless the person may create a unit there
    void mustEstablish(Actor actor, @Nullable UnitCode parent) {
        must(parent == null ? mayKeepTheCity(actor) : mayKeep(actor, parent));
    }

    /// @throws Forbidden unless the person may perform the plan
    void mustChange(Actor actor, Plan plan) {
        Stream<UnitCode> heirs =
                plan.heirs().stream().filter(heir -> heir.names() == null).map(Plan.Heir::code);
        Stream<UnitCode> there = plan.kind() == Act.Kind.MOVE && plan.place() != null
                ? Stream.of(Objects.requireNonNullElse(plan.place().parent(), UnitCode.CITY))
                : Stream.empty();
        mustChange(actor, Stream.concat(plan.units().stream(), heirs));
        must(there.allMatch(parent -> mayKeep(actor, parent)));
    }

    /// @throws Forbidden unless the person may change all these units
    void mustChange(Actor actor, Stream<UnitCode> units) {
        must(units.allMatch(unit -> mayChange(actor, unit)));
    }

    /// Whether the person may merge, split, rename or move the unit. An operator of a district may do so for its
    /// bureaus, not for the district itself.
    boolean mayChange(Actor actor, UnitCode unit) {
        return access.territory(unit).equals(unit) ? mayKeepTheCity(actor) : mayKeep(actor, unit);
    }

    /// @param officer the person to be appointed, null if it does not matter; nobody may appoint themselves
    /// @throws Forbidden unless the person may give or end the role
    public void mustAppoint(Actor actor, Role role, UnitCode unit, @Nullable OfficerId officer) {
        must(mayAppoint(actor, role, unit) && !actor.officer().equals(officer));
    }

    /// Whether two persons are needed to give the role. Whoever manages accounts appoints to nothing alone: with
    /// an account of their making and a role they could act for anybody.
    public boolean needsSecond(Actor actor, Role role) {
        return role.needsSecond() || actor.is(Role.SYSTEM_ADMINISTRATOR);
    }

    /// As [#mustAppoint], for one person alone.
    ///
    /// @throws SecondPersonNeeded if two are needed
    void mustAppointAlone(Actor actor, Role role, UnitCode unit, @Nullable OfficerId officer) {
        mustAppoint(actor, role, unit, officer);
        if (needsSecond(actor, role)) {
            throw new SecondPersonNeeded();
        }
    }

    /// Whether the person may end the appointment, with a second person if [Role#isPower].
    void mustEndAlone(Actor actor, Role role, UnitCode unit) {
        mustAppoint(actor, role, unit, null);
        if (role.isPower()) {
            throw new SecondPersonNeeded();
        }
    }

    /// The roles of such a unit to which the person may appoint.
    List<Role> rolesToAppoint(Actor actor, Unit unit) {
        return Arrays.stream(Role.values())
                .filter(role -> role.fits(unit) && mayAppoint(actor, role, unit.code()))
                .toList();
    }

    private boolean mayAppoint(Actor actor, Role role, UnitCode unit) {
        return access.can(
                actor,
                OF_THE_BUREAU.contains(role) ? RegisterPermission.KEEP : RegisterPermission.APPOINT_TO_PLATFORM,
                unit);
    }

    private static void must(boolean may) {
        if (!may) {
            throw new Forbidden();
        }
    }
}
