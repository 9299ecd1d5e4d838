package org.shuguan.server.registry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.identity.AccountAdministration;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.Spreadsheet;
import org.springframework.stereotype.Component;

/// The sheet of accounts, for administrators only. It never contains passwords; a new account gets a one-time
/// link, shown once; that of a person with powers gets none, because a second person is needed.
@Component
class AccountSheet {
    static final String NAME = "账号";
    private static final String ACCOUNT = "用户名";
    private static final String STATE = "状态";
    static final List<String> HEADINGS = List.of(ACCOUNT, OfficerLookup.NUMBER, OfficerLookup.NAME, STATE);
    private static final String ACTIVE = "正常";
    private static final String DISABLED = "停用";
    private static final Map<String, String> FIELDS =
            Map.of("name", ACCOUNT, "officer", OfficerLookup.NAME, "officerName", OfficerLookup.NAME);

    private final AccountAdministration accounts;
    private final Institution institution;

    AccountSheet(AccountAdministration accounts, Institution institution) {
        this.accounts = accounts;
        this.institution = institution;
    }

    /// Without rows unless the actor is an administrator.
    Spreadsheet export(Actor actor) {
        List<AccountAdministration.Known> all = actor.is(Role.SYSTEM_ADMINISTRATOR) ? accounts.all() : List.of();
        Map<OfficerId, String> names = institution.namesOf(
                all.stream().map(AccountAdministration.Known::officer).toList());
        List<List<@Nullable Object>> rows = all.stream()
                .map(account -> List.<@Nullable Object>of(
                        account.name(),
                        account.officer().toString(),
                        names.getOrDefault(account.officer(), ""),
                        account.disabled() ? DISABLED : ACTIVE))
                .toList();
        return new Spreadsheet(NAME, HEADINGS, rows);
    }

    void importRows(List<IncomingWorkbook.Row> rows, OfficerLookup people, WorkbookImport run) {
        Map<String, AccountAdministration.Known> known = new HashMap<>();
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
                AccountAdministration.Known account = known.get(name);
                if (account == null) {
                    open(row, name, officer, reader.name(OfficerLookup.NAME), disabled, people, run);
                } else {
                    compare(row, reader, account, officer, disabled, run);
                }
            }
        }
    }

    private void compare(
            IncomingWorkbook.Row row,
            RowReader reader,
            AccountAdministration.Known account,
            @Nullable OfficerId officer,
            boolean disabled,
            WorkbookImport run) {
        if (!account.officer().equals(officer)) {
            reader.wrong(OfficerLookup.NAME, "account-of-another");
        } else if (account.disabled() == disabled) {
            run.addUnchanged();
        } else {
            run.attempt(row, WorkbookImport.Kind.CHANGED, FIELDS, () -> {
                if (disabled) {
                    accounts.disable(account.id(), run.actor());
                } else {
                    accounts.enable(account.id());
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
            OfficerLookup people,
            WorkbookImport run) {
        run.attempt(row, WorkbookImport.Kind.NEW, FIELDS, () -> {
            OfficerId holder = officer == null ? people.enrol(person) : officer;
            accounts.checkNew(name, holder).orRefuse();
            // Hashing a password takes a tenth of a second, so a preview skips it.
            if (run.kept()) {
                run.addOpened(accounts.open(name, holder, disabled));
            }
            return name + " " + person;
        });
    }
}
