package org.shuguan.server.quality;

import org.shuguan.server.catalog.ChainLink;
import org.shuguan.server.catalog.LinkEvidence;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What examinations tell of the chain: since when an entry's data are checked by rules, and how they did last.
@Configuration(proxyBeanMethods = false)
class QualityLinks {
    @Bean
    LinkEvidence verifiedEntries(JdbcClient jdbc) {
        return LinkEvidence.selected(jdbc, ChainLink.VERIFICATION, """
                select entry, min(finished_at) as since,
                       to_char(max(finished_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as newest,
                       (array_agg(round(score::numeric, 1) order by finished_at desc))[1]::text as score,
                       '/office/quality/entries/' || entry as page
                  from quality.run
                 where entry = any(:entries) and finished_at is not null and score is not null
                 group by entry
                """);
    }
}
