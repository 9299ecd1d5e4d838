package org.shuguan.server.collection;

import org.shuguan.server.catalog.ChainLink;
import org.shuguan.server.catalog.LinkEvidence;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What collections tell of the chain: since when an entry's data come to the city node.
@Configuration(proxyBeanMethods = false)
class CollectionLinks {
    @Bean
    LinkEvidence collectedEntries(JdbcClient jdbc) {
        return LinkEvidence.selected(jdbc, ChainLink.COLLECTION, """
                select p.entry, min(r.committed_at) as since,
                       to_char(max(r.committed_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as newest,
                       count(*)::text as versions, '/office/collection/' || p.id as page
                  from collection.plan p join collection.run r on r.plan = p.id and r.committed_at is not null
                 where p.entry = any(:entries) group by p.id, p.entry
                """);
    }
}
