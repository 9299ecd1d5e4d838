package org.shuguan.server.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notifiable;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// Rows of an entry were removed for good. The units that have received rows of it are told that they must remove
/// them too; which ones, they find by the keys that their next reading does not have any more.
///
/// @param receivers units that received rows of the entry
record RowsRemoved(UUID removal, UUID entry, String title, int keys, List<UnitCode> receivers) implements Notifiable {
    RowsRemoved {
        receivers = List.copyOf(receivers);
    }

    @Override
    public List<Notification> notifications() {
        List<Notification> all = new ArrayList<>();
        for (UnitCode unit : receivers) {
            all.add(new Notification(
                    Recipient.officersOf(unit),
                    new Notice(
                            "collection-rows-removed",
                            Map.of("title", title, "keys", Integer.toString(keys)),
                            "/office/catalog/" + entry,
                            "collection-rows-removed:" + removal + ":" + unit.value()),
                    null));
        }
        return all;
    }
}
