package org.shuguan.server.sharing;

import java.util.Map;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.institution.UnitHoldings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts a unit's open requests and the grants that it gave and received.
@Component
class UnitSharing implements UnitHoldings {
    private final JdbcClient jdbc;

    UnitSharing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Long> of(UnitCode unit) {
        return Map.of(
                "sharing-requests",
                count("sharing.request where unit = :unit and state not in ('closed', 'deleted')", unit),
                "grants-given",
                count("sharing.data_grant where owner = :unit and state <> 'ended'", unit),
                "grants-received",
                count("sharing.data_grant where consumer = :unit and state <> 'ended'", unit));
    }

    private long count(String what, UnitCode unit) {
        return jdbc.sql("select count(*) from " + what)
                .param("unit", unit.value())
                .query((row, n) -> row.getLong(1))
                .single();
    }
}
