package org.shuguan.server.sharing;

import org.shuguan.server.catalog.ChainLink;
import org.shuguan.server.catalog.LinkEvidence;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What grants tell of the chain: that units may read an entry's data.
@Configuration(proxyBeanMethods = false)
class SharingLinks {
    @Bean
    LinkEvidence sharedEntries(JdbcClient jdbc) {
        return LinkEvidence.selected(jdbc, ChainLink.SHARING, """
                select entry, min(granted_at) as since, count(distinct consumer)::text as consumers,
                       count(*)::text as grants
                  from sharing.data_grant where entry = any(:entries) and state = 'active' group by entry
                """);
    }
}
