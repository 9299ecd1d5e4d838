package org.shuguan.server;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.shuguan.server.identity.AccountAdministration;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Sees at each start that somebody can hold each of the three powers: for one that nobody holds it records an
/// officer with an account, and gives a one-time link to be printed. A link that nobody has used is printed anew
/// at the next start.
@Component
class FirstAdministrator {
    private static final Map<Role, String> ACCOUNTS = accounts();

    /// A link that waits for the holder of a power.
    record Waiting(Role role, AccountAdministration.Handed account) {}

    private final Identity identity;
    private final AccountAdministration accounts;
    private final Institution institution;

    FirstAdministrator(Identity identity, AccountAdministration accounts, Institution institution) {
        this.identity = identity;
        this.accounts = accounts;
        this.institution = institution;
    }

    private static Map<Role, String> accounts() {
        Map<Role, String> names = new LinkedHashMap<>();
        names.put(Role.SYSTEM_ADMINISTRATOR, "admin");
        names.put(Role.SECURITY_ADMINISTRATOR, "security");
        names.put(Role.AUDITOR, "auditor");
        return names;
    }

    /// The links to be handed over now; none where each power is held by somebody who has been here.
    @Transactional
    List<Waiting> appoint() {
        LocalDate today = institution.today();
        List<Waiting> waiting = new ArrayList<>();
        for (AccountAdministration.Handed one : accounts.reissuedAtStart()) {
            institution.appointmentsFrom(officerOf(one), today).stream()
                    .map(held -> held.role())
                    .filter(Role::isPower)
                    .findFirst()
                    .ifPresent(role -> waiting.add(new Waiting(role, one)));
        }
        ACCOUNTS.forEach((role, account) -> {
            boolean held = institution.inForce(today).stream().anyMatch(one -> one.role() == role);
            if (!held) {
                waiting.add(new Waiting(role, open(role, account, today)));
            }
        });
        return waiting;
    }

    private OfficerId officerOf(AccountAdministration.Handed account) {
        return accounts.find(account.account()).orElseThrow().officer();
    }

    private AccountAdministration.Handed open(Role role, String account, LocalDate today) {
        if (institution.unit(UnitCode.CITY).isEmpty()) {
            institution.establish(new Unit(UnitCode.CITY, "本市", "The city", Unit.Kind.CITY, null, today, null));
        }
        String title = switch (role) {
            case SYSTEM_ADMINISTRATOR -> "系统管理员";
            case SECURITY_ADMINISTRATOR -> "安全管理员";
            default -> "审计管理员";
        };
        OfficerId officer = institution.enrol(title);
        institution.appoint(officer, role, UnitCode.CITY, new Institution.Terms(title, null, today, null));
        String name = Stream.concat(
                        Stream.of(account), IntStream.iterate(2, n -> n + 1).mapToObj(n -> account + "-" + n))
                .filter(identity::isFree)
                .findFirst()
                .orElseThrow();
        return accounts.openAtStart(name, officer);
    }
}
