package org.shuguan.server.demand;

import org.shuguan.server.catalog.ChainLink;
import org.shuguan.server.catalog.LinkEvidence;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What demands tell of the chain: that an entry was planned, because a demand on the responsibility list asked for it.
@Configuration(proxyBeanMethods = false)
class DemandLinks {
    @Bean
    LinkEvidence plannedEntries(JdbcClient jdbc) {
        return LinkEvidence.selected(jdbc, ChainLink.PLANNING, """
                select distinct on (entry) entry, coalesce(answered_at, linked_at) as since, number,
                       '/office/demands/' || id as page
                  from demand.demand
                 where entry = any(:entries) and state in ('responsible', 'offered', 'met')
                       and coalesce(answered_at, linked_at) is not null
                 order by entry, coalesce(answered_at, linked_at)
                """);
    }
}
