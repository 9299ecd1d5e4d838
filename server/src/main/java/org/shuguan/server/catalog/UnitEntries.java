package org.shuguan.server.catalog;

import java.util.Map;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.institution.UnitHoldings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts a unit's published and open entries.
@Component
class UnitEntries implements UnitHoldings {
    private final JdbcClient jdbc;

    UnitEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Long> of(UnitCode unit) {
        return Map.of(
                "entries-published",
                count(unit, "published"),
                "entries-open",
                count(unit, "draft", "submitted", "signed"));
    }

    private long count(UnitCode unit, String... states) {
        return jdbc.sql("""
                        select count(*) from catalog.version v join catalog.entry e on e.id = v.entry
                         where e.unit = :unit and v.state = any(:states)
                        """)
                .param("unit", unit.value())
                .param("states", states)
                .query((row, n) -> row.getLong(1))
                .single();
    }
}
