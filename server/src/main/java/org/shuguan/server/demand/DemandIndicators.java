package org.shuguan.server.demand;

import org.shuguan.server.indicator.Counting;
import org.shuguan.server.indicator.DeclaredIndicators;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicator.Better;
import org.shuguan.server.indicator.RowsLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What units want of each other.
@Configuration(proxyBeanMethods = false)
class DemandIndicators {
    private static final String PAGE = "/office/demands";
    private static final String LIST = "/api/demands";

    @Bean
    DeclaredIndicators demandDeclared() {
        return DeclaredIndicators.of(
                Indicator.number(
                        "demand.open",
                        "demands",
                        Better.NEITHER,
                        Counting.number("select unit, count(*) as value from demand.demand where " + Demands.OPEN
                                + " group by unit"),
                        RowsLink.of(PAGE, LIST, "asking", "open", "true"),
                        DemandPermission.READ,
                        DemandPermission.OVERSEE),
                Indicator.percent(
                        "demand.supplied-in-time",
                        Better.MORE,
                        Counting.part("select responsible as unit, count(*) filter (where " + Demands.IN_TIME
                                + ") as numerator, count(*)::float8 as denominator from demand.demand where "
                                + Demands.SUPPLIED + " and responsible is not null group by responsible"),
                        RowsLink.of(PAGE, LIST, "responsible", "supplied", "in-time"),
                        RowsLink.of(PAGE, LIST, "responsible", "supplied", "any"),
                        DemandPermission.READ,
                        DemandPermission.OVERSEE));
    }
}
