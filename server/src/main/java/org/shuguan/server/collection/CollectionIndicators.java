package org.shuguan.server.collection;

import org.shuguan.server.indicator.Absence;
import org.shuguan.server.indicator.Counting;
import org.shuguan.server.indicator.DeclaredIndicators;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicator.Better;
import org.shuguan.server.indicator.RowsLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What is collected.
@Configuration(proxyBeanMethods = false)
class CollectionIndicators {
    private static final String PAGE = "/office/collection";
    private static final String LIST = "/api/collection/plans";

    @Bean
    DeclaredIndicators collectionDeclared() {
        return DeclaredIndicators.of(
                Indicator.number(
                                "collection.collected",
                                "entries",
                                Better.MORE,
                                Counting.number("select p.unit, count(*) as value from collection.plan p"
                                        + " where exists (select from collection.run r"
                                        + " where r.plan = p.id and r.committed_at < :until) group by p.unit"),
                                RowsLink.of(PAGE, LIST, "unit", "collected", "true"),
                                CollectionPermission.READ,
                                CollectionPermission.OVERSEE)
                        .dated("select (min(committed_at) at time zone 'Asia/Shanghai')::date from collection.run"),
                Indicator.number(
                                "collection.stopped",
                                "entries",
                                Better.LESS,
                                Counting.number("select unit, count(*) filter (where state = 'stopped') as value"
                                        + " from collection.plan group by unit"),
                                RowsLink.of(PAGE, LIST, "unit", "state", "stopped"),
                                CollectionPermission.READ,
                                CollectionPermission.OVERSEE)
                        .absent(Absence.NOT_COLLECTED));
    }
}
