package org.shuguan.server.institution;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/// Keeps which terms were told to be ending. A component of every test context, so that no context is started for
/// it.
@Component
class EndingTerms implements TermEnding {
    final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void ahead(Appointment appointment, Unit unit, Stage stage) {
        told.add(appointment.officerName() + " " + stage);
    }
}
