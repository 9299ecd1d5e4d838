package org.shuguan.server.approval;

import java.util.Map;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// Those whose turn it is were reminded a short while ago.
final class ReminderRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    ReminderRefused(CasePanel.Reminder last) {
        super(
                "approval/reminded-already",
                HttpStatus.CONFLICT,
                Map.of("day", CityTime.day(last.at()).toString(), "by", last.by()));
    }
}
