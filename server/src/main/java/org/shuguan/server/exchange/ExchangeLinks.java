package org.shuguan.server.exchange;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.shuguan.server.catalog.ChainLink;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.catalog.LinkEvidence;
import org.shuguan.server.platform.CityTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What sealed calls tell of the chain: that an entry's data are used.
@Component
class ExchangeLinks implements LinkEvidence {
    private final JdbcClient jdbc;
    private final EntryDirectory directory;

    ExchangeLinks(JdbcClient jdbc, EntryDirectory directory) {
        this.jdbc = jdbc;
        this.directory = directory;
    }

    @Override
    public ChainLink link() {
        return ChainLink.APPLICATION;
    }

    @Override
    public Map<UUID, Fact> of(Collection<UUID> entries) {
        Map<String, UUID> byCode = new HashMap<>();
        directory.codes(entries).forEach((entry, code) -> byCode.put(code.value(), entry));
        Map<UUID, Fact> found = new HashMap<>();
        jdbc.sql("""
                        select resource, min(day) as since, max(day) as newest, sum(calls - refused - failed) as calls
                          from exchange.daily where resource = any(:resources) and calls > refused + failed
                         group by resource
                        """)
                .param("resources", byCode.keySet().toArray(String[]::new))
                .query((row, n) -> found.put(
                        Objects.requireNonNull(byCode.get(row.getString("resource"))),
                        new Fact(
                                CityTime.startOf(row.getObject("since", LocalDate.class)),
                                Map.of("calls", row.getString("calls"), "newest", row.getString("newest")),
                                null)))
                .list();
        return found;
    }
}
