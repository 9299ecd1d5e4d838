package org.shuguan.server.notice;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.shuguan.server.identity.AccountReset;
import org.shuguan.server.identity.FactorRemoved;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.CityTime;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Notifies a person that their password was reset or their second factor removed, and those who would notice
/// that it was not them: the CDOs of their units and the administrators.
@Component
class AccountNotices {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Notices notices;
    private final Institution institution;

    AccountNotices(Notices notices, Institution institution) {
        this.notices = notices;
        this.institution = institution;
    }

    @ApplicationModuleListener
    void on(AccountReset reset) {
        String key = "reset:" + reset.account() + ":" + reset.at();
        String by = reset.confirmedBy() == null ? reset.askedBy() : reset.askedBy() + "、" + reset.confirmedBy();
        Map<String, String> facts = Map.of(
                "account",
                reset.name(),
                "name",
                reset.officerName(),
                "by",
                by,
                "at",
                MOMENT.format(reset.at().atZone(CityTime.ZONE)));
        notices.tell(reset.officer(), new Notice("account-reset", facts, "/office/password", key));
        List<Recipient> others = new ArrayList<>(List.of(
                new Recipient.Everywhere(Role.SYSTEM_ADMINISTRATOR),
                new Recipient.Everywhere(Role.SECURITY_ADMINISTRATOR)));
        institution
                .appointmentsOf(reset.officer(), institution.today())
                .forEach(held -> others.add(Recipient.cdo(held.unit())));
        notices.send(new Notification(
                others, new Notice("account-reset-of", facts, "/office", key + ":others"), reset.officer()));
    }

    @ApplicationModuleListener
    void on(FactorRemoved removed) {
        notices.tell(
                removed.owner(),
                new Notice(
                        "factor-removed",
                        Map.of("name", removed.by()),
                        "/office/password",
                        "factor-removed:" + removed.id()));
    }
}
