package org.shuguan.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Units, officers and accounts of the pilot.
@Component
@ConditionalOnProperty("shuguan.demo")
public class DemoCity {
    /// What all demo accounts sign in with; a public fact of a demo, no secret.
    public static final String PASSWORD = "Duanyan-2026!";

    record Pilot(String source, LocalDate since, List<PilotUnit> units, List<PilotOfficer> officers) {}

    record PilotUnit(
            UnitCode code,
            String name,
            String nameEn,
            Unit.Kind kind,
            @Nullable String subkind) {}

    /// @param account what they sign in with, none for those who do not take part in the demo
    /// @param mustChange whether the first sign-in asks for a new password
    record PilotOfficer(
            String name,
            Role role,
            UnitCode unit,
            String position,
            @Nullable String account,
            @Nullable Boolean mustChange) {}

    /// An account to try the demo with.
    public record DemoAccount(String account, Role role, String unit) {}

    private final Institution institution;
    private final Identity identity;
    private final Pilot pilot;

    DemoCity(Institution institution, Identity identity, JsonMapper json) {
        this.institution = institution;
        this.identity = identity;
        try (InputStream file = Objects.requireNonNull(DemoCity.class.getResourceAsStream("/demo/zhaoqing.json"))) {
            this.pilot = json.readValue(file, Pilot.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Loads the pilot where nobody is there yet. All of it, or nothing.
    ///
    /// @return whether there was something to do
    @Transactional
    public boolean load() {
        if (!identity.nobodyYet()) {
            return false;
        }
        for (PilotUnit unit : pilot.units()) {
            institution.establish(new Unit(
                    unit.code(), unit.name(), unit.nameEn(), unit.kind(), unit.subkind(), pilot.since(), null));
        }
        Map<String, OfficerId> people = new HashMap<>();
        for (PilotOfficer officer : pilot.officers()) {
            OfficerId id = people.computeIfAbsent(officer.name(), institution::enrol);
            institution.appoint(
                    id,
                    officer.role(),
                    officer.unit(),
                    new Institution.Terms(officer.position(), pilot.source(), pilot.since(), null));
            if (officer.account() != null) {
                identity.open(officer.account(), id, PASSWORD, Boolean.TRUE.equals(officer.mustChange()));
            }
        }
        return true;
    }

    /// The accounts to try the demo with, in the order in which a tour needs them.
    public List<DemoAccount> accounts() {
        Map<UnitCode, String> names = new HashMap<>();
        pilot.units().forEach(unit -> names.put(unit.code(), unit.name()));
        return pilot.officers().stream()
                .filter(officer -> officer.account() != null)
                .map(officer -> new DemoAccount(
                        String.valueOf(officer.account()), officer.role(), String.valueOf(names.get(officer.unit()))))
                .toList();
    }
}
