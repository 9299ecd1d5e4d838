package org.shuguan.server.exchange;

import org.shuguan.server.indicator.Counting;
import org.shuguan.server.indicator.DeclaredIndicators;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicator.Better;
import org.shuguan.server.indicator.RowsLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// How the data are used.
@Configuration(proxyBeanMethods = false)
class ExchangeIndicators {
    private static final int DAYS = 30;

    @Bean
    DeclaredIndicators exchangeDeclared() {
        return DeclaredIndicators.of(Indicator.number(
                        "exchange.calls",
                        "calls",
                        Better.MORE,
                        Counting.number("select owner as unit, count(*) as value from exchange.call"
                                + " where owner is not null and status < 400 and action <> 'outcome' and at < :until"
                                + " and at >= (cast(:day as date) - " + DAYS
                                + ")::timestamp at time zone 'Asia/Shanghai' group by owner"),
                        RowsLink.of(
                                "/office/exchange",
                                "/api/exchange/calls",
                                "owner",
                                "from",
                                "@-" + DAYS,
                                "result",
                                "ok"),
                        ExchangePermission.READ)
                // Days of which all calls are in the database: none before the end of the last archived month.
                .dated("select greatest((min(at) at time zone 'Asia/Shanghai')::date,"
                        + " (select (max(to_date(month, 'YYYY-MM')) + interval '1 month')::date + " + DAYS
                        + " from exchange.archive where state <> 'archiving' and state <> 'failed'))"
                        + " from exchange.call"));
    }
}
