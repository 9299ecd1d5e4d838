package org.shuguan.server.guidance;

import org.shuguan.server.indicator.Counting;
import org.shuguan.server.indicator.DeclaredIndicators;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicator.Better;
import org.shuguan.server.indicator.RowsLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// How many inquiries of units wait, and how many were answered in time.
@Configuration(proxyBeanMethods = false)
class GuidanceIndicators {
    private static final String PAGE = "/office/guidance";
    private static final String LIST = "/api/inquiries";

    @Bean
    DeclaredIndicators guidanceDeclared() {
        return DeclaredIndicators.of(
                Indicator.number(
                        "guidance.open",
                        "inquiries",
                        Better.NEITHER,
                        Counting.number("select unit, count(*) as value from guidance.inquiry"
                                + " where turn_role is not null group by unit"),
                        RowsLink.of(PAGE, LIST, "unit", "state", "waiting", "direct", "true"),
                        GuidancePermission.READ),
                Indicator.percent(
                        "guidance.in-time",
                        Better.MORE,
                        Counting.part("select unit, count(*) filter (where in_time) as numerator,"
                                + " count(*)::float8 as denominator from guidance.inquiry"
                                + " where in_time is not null group by unit"),
                        RowsLink.of(PAGE, LIST, "unit", "answered", "in-time", "direct", "true"),
                        RowsLink.of(PAGE, LIST, "unit", "answered", "any", "direct", "true"),
                        GuidancePermission.READ));
    }
}
