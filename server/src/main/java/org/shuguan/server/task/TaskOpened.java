package org.shuguan.server.task;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notifiable;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// A task was assigned to a role of a unit.
///
/// @param about the subject of the task
/// @param names the named arguments of its sentence
record TaskOpened(UUID task, String kind, String about, Role role, UnitCode of, Map<String, String> names, String link)
        implements Audited, Notifiable {
    @Override
    public String action() {
        return "task.open";
    }

    @Override
    public String subject() {
        return "task " + task;
    }

    @Override
    public String unit() {
        return of.value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("kind", kind, "about", about);
    }

    @Override
    public List<Notification> notifications() {
        return List.of(new Notification(
                List.of(new Recipient.Holders(role, of)),
                new Notice("task." + kind, names, "/office/tasks/" + task, "task:" + task),
                null));
    }
}
