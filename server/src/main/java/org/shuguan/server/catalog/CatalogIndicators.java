package org.shuguan.server.catalog;

import org.shuguan.server.indicator.Counting;
import org.shuguan.server.indicator.DeclaredIndicators;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicator.Better;
import org.shuguan.server.indicator.RowsLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What stands in the catalog.
@Configuration(proxyBeanMethods = false)
class CatalogIndicators {
    private static final String PAGE = "/office/entries";
    private static final String LIST = "/api/catalog/entries";
    private static final String KNOWN =
            "select (min(published_at) at time zone 'Asia/Shanghai')::date from catalog.version";

    @Bean
    DeclaredIndicators catalogDeclared() {
        return DeclaredIndicators.of(
                Indicator.number(
                        "catalog.drafts",
                        "entries",
                        Better.NEITHER,
                        inState("draft"),
                        rows("state", "draft"),
                        CatalogPermission.READ),
                seen("catalog.submitted", Better.LESS, inState("submitted"), rows("state", "submitted")),
                seen("catalog.signed", Better.LESS, inState("signed"), rows("state", "signed")),
                seen("catalog.published", Better.MORE, published(""), rows("state", "published"))
                        .dated(KNOWN),
                seen(
                                "catalog.mounted",
                                Better.MORE,
                                published(" and " + Versions.MOUNTED),
                                rows("state", "published", "mounted", "true"))
                        .dated(KNOWN));
    }

    private static RowsLink rows(String... filter) {
        return RowsLink.of(PAGE, LIST, "unit", filter);
    }

    private static Indicator seen(String key, Better better, Counting counting, RowsLink rows) {
        return Indicator.number(
                key, "entries", better, counting, rows, CatalogPermission.READ, CatalogPermission.OVERSEE);
    }

    private static Counting inState(String state) {
        return Counting.number("select e.unit, count(*) as value from catalog.version v"
                + " join catalog.entry e on e.id = v.entry where v.state = '" + state + "' group by e.unit");
    }

    private static Counting published(String also) {
        return Counting.number("select e.unit, count(*) as value from catalog.version v"
                + " join catalog.entry e on e.id = v.entry where v.published_at < :until"
                + " and (v.published_until is null or v.published_until >= :until)" + also + " group by e.unit");
    }
}
