package org.shuguan.server.census;

import java.util.Map;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.institution.UnitHoldings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The sources that a unit has registered.
@Component
class UnitSources implements UnitHoldings {
    private final JdbcClient jdbc;

    UnitSources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Long> of(UnitCode unit) {
        return Map.of(
                "sources",
                jdbc.sql("select count(*) from census.source where unit = :unit")
                        .param("unit", unit.value())
                        .query((row, n) -> row.getLong(1))
                        .single());
    }
}
