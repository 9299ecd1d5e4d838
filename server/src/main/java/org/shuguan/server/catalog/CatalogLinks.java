package org.shuguan.server.catalog;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the catalog tells of the chain: where the data of an entry are stored, that they hold rows, and that they are
/// catalogued. Of an entry that was never published it is its newest version that tells.
@Configuration(proxyBeanMethods = false)
class CatalogLinks {
    private static final String MOUNTED = """
            select entry, (mount ->> 'measuredAt')::timestamptz as since, mount ->> 'sourceName' as source,
                   mount ->> 'path' as path, mount ->> 'rows' as rows
              from (select distinct on (v.entry) v.entry, v.content -> 'mount' as mount
                      from catalog.version v where v.entry = any(:entries)
                     order by v.entry, v.state = 'published' desc, v.number desc) standing
             where mount ->> 'source' is not null and mount ->> 'measuredAt' is not null
            """;

    @Bean
    LinkEvidence acquiredEntries(JdbcClient jdbc) {
        return LinkEvidence.selected(
                jdbc, ChainLink.ACQUISITION, MOUNTED + " and coalesce((mount ->> 'rows')::numeric, 0) > 0");
    }

    @Bean
    LinkEvidence storedEntries(JdbcClient jdbc) {
        return LinkEvidence.selected(jdbc, ChainLink.STORAGE, MOUNTED);
    }

    @Bean
    LinkEvidence cataloguedEntries(JdbcClient jdbc) {
        return LinkEvidence.selected(jdbc, ChainLink.CATALOGUING, """
                select entry, min(published_at) as since,
                       (max(number) filter (where state = 'published'))::text as version
                  from catalog.version where entry = any(:entries) and published_at is not null
                 group by entry having bool_or(state = 'published')
                """);
    }
}
