package org.shuguan.server.calendar;

import java.util.Map;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.UnitCode;

/// The days off of a year were announced.
record YearAnnounced(int year, String source) implements Audited {
    @Override
    public String action() {
        return "calendar.announce";
    }

    @Override
    public String subject() {
        return "year " + year;
    }

    @Override
    public String unit() {
        return UnitCode.CITY.value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("source", source);
    }
}
