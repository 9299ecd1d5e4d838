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
import org.shuguan.server.sharing.Grants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What sealed calls tell of the chain: that an entry's data are used, and that they are given back.
@Configuration(proxyBeanMethods = false)
class ExchangeLinks {
    @Bean
    LinkEvidence usedEntries(JdbcClient jdbc, EntryDirectory directory) {
        return new Used(jdbc, directory);
    }

    @Bean
    LinkEvidence returnedEntries(JdbcClient jdbc, Grants grants) {
        return new Returned(jdbc, grants);
    }

    private record Used(JdbcClient jdbc, EntryDirectory directory) implements LinkEvidence {
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

    /// Calls and deliveries by grants that the bureau ordered.
    private record Returned(JdbcClient jdbc, Grants grants) implements LinkEvidence {
        @Override
        public ChainLink link() {
            return ChainLink.RETURN_FLOW;
        }

        @Override
        public Map<UUID, Fact> of(Collection<UUID> entries) {
            Map<UUID, UUID> byGrant = grants.returning(entries);
            Map<UUID, Fact> found = new HashMap<>();
            jdbc.sql("""
                            select g.entry, min(d.day) as since, max(d.day) as newest, sum(d.row_count) as rows
                              from unnest(cast(:grants as uuid[]), cast(:entries as uuid[])) as g(id, entry)
                              join exchange.daily d on d.data_grant = g.id
                             where d.row_count > 0 group by g.entry
                            """)
                    .param("grants", byGrant.keySet().toArray(UUID[]::new))
                    .param("entries", byGrant.values().toArray(UUID[]::new))
                    .query((row, n) -> found.put(
                            row.getObject("entry", UUID.class),
                            new Fact(
                                    CityTime.startOf(row.getObject("since", LocalDate.class)),
                                    Map.of("rows", row.getString("rows"), "newest", row.getString("newest")),
                                    null)))
                    .list();
            return found;
        }
    }
}
