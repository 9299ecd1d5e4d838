package org.shuguan.server.identity;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.Spreadsheet;
import org.springframework.stereotype.Component;

/// The sheet of accounts: the administrator's alone. No password is ever in it; a new account gets one for one sign-in,
/// shown once.
@Component
class AccountSheet {
    static final String NAME = "账号";
    private static final String ACCOUNT = "用户名";
    private static final String STATE = "状态";
    static final List<String> HEADINGS = List.of(ACCOUNT, OfficerBook.NUMBER, OfficerBook.NAME, STATE);
    private static final String ACTIVE = "正常";
    private static final String DISABLED = "停用";
    private static final Map<String, String> FIELDS =
            Map.of("name", ACCOUNT, "officer", OfficerBook.NAME, "officerName", OfficerBook.NAME);

    private final Accounts accounts;
    private final AccountAdministration administration;
    private final Identity identity;
    private final Institution institution;

    AccountSheet(Accounts accounts, AccountAdministration administration, Identity identity, Institution institution) {
        this.accounts = accounts;
        this.administration = administration;
        this.identity = identity;
        this.institution = institution;
    }

    /// Empty for everybody but the administrator.
    Spreadsheet export(Actor actor) {
        List<Accounts.Account> all = actor.is(Role.SYSTEM_ADMINISTRATOR) ? accounts.all() : List.of();
        Map<OfficerId, String> names =
                institution.namesOf(all.stream().map(Accounts.Account::officer).toList());
        List<List<@Nullable Object>> rows = all.stream()
                .map(account -> List.<@Nullable Object>of(
                        account.name(),
                        account.officer().toString(),
                        names.getOrDefault(account.officer(), ""),
                        account.disabled() ? DISABLED : ACTIVE))
                .toList();
        return new Spreadsheet(NAME, HEADINGS, rows);
    }

    void take(List<IncomingWorkbook.Row> rows, OfficerBook people, InstitutionImport run) {
        Map<String, Accounts.Account> known = new HashMap<>();
        accounts.all().forEach(account -> known.put(account.name(), account));
        Map<String, Boolean> states = new LinkedHashMap<>();
        states.put(ACTIVE, false);
        states.put(DISABLED, true);
        Set<String> seen = new HashSet<>();
        for (IncomingWorkbook.Row row : rows) {
            RowReader reader = new RowReader(row, run);
            String name = reader.word(ACCOUNT).toLowerCase(Locale.ROOT);
            reader.required(ACCOUNT, name);
            Boolean disabled = reader.choice(STATE, states, false);
            OfficerId officer = people.of(reader);
            if (reader.right() && !run.actor().is(Role.SYSTEM_ADMINISTRATOR)) {
                reader.wrong(ACCOUNT, "accounts-are-the-administrators");
            }
            if (reader.right() && !seen.add(name)) {
                reader.wrong(ACCOUNT, "row-twice");
            }
            if (reader.right() && disabled != null) {
                Accounts.Account account = known.get(name);
                if (account == null) {
                    open(row, name, officer, reader.name(OfficerBook.NAME), disabled, people, run);
                } else {
                    compare(row, reader, account, officer, disabled, run);
                }
            }
        }
    }

    private void compare(
            IncomingWorkbook.Row row,
            RowReader reader,
            Accounts.Account account,
            @Nullable OfficerId officer,
            boolean disabled,
            InstitutionImport run) {
        if (!account.officer().equals(officer)) {
            reader.wrong(OfficerBook.NAME, "account-of-another");
        } else if (account.disabled() == disabled) {
            run.same();
        } else {
            run.attempt(row, InstitutionImport.Kind.CHANGED, FIELDS, () -> {
                if (disabled) {
                    administration.disable(account.id(), run.actor());
                } else {
                    administration.enable(account.id());
                }
                return account.name() + " " + (disabled ? DISABLED : ACTIVE);
            });
        }
    }

    private void open(
            IncomingWorkbook.Row row,
            String name,
            @Nullable OfficerId officer,
            String person,
            boolean disabled,
            OfficerBook people,
            InstitutionImport run) {
        run.attempt(row, InstitutionImport.Kind.NEW, FIELDS, () -> {
            OfficerId holder = officer == null ? people.enrol(person) : officer;
            identity.checkNew(name, holder).orRefuse();
            // A password costs a tenth of a second: a preview does without.
            if (run.inEarnest()) {
                String password = identity.openForFirstSignIn(name, holder);
                run.hand(new AccountAdministration.Handed(name, password));
                if (disabled) {
                    administration.disable(accounts.named(name).orElseThrow().id(), run.actor());
                }
            }
            return name + " " + person;
        });
    }
}
