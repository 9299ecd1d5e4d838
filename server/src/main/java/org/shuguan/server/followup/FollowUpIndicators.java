package org.shuguan.server.followup;

import org.shuguan.server.indicator.Counting;
import org.shuguan.server.indicator.DeclaredIndicators;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicator.Better;
import org.shuguan.server.indicator.RowsLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What was given to units to be done.
@Configuration(proxyBeanMethods = false)
class FollowUpIndicators {
    private static final String PAGE = "/office/follow-ups";
    private static final String LIST = "/api/follow-ups";

    @Bean
    DeclaredIndicators followUpDeclared() {
        return DeclaredIndicators.of(
                Indicator.number(
                                "followup.open",
                                "follow-ups",
                                Better.NEITHER,
                                Counting.number("select lead as unit, count(*) as value from followup.follow_up"
                                        + " where given_at < :until and (closed_at is null or closed_at >= :until)"
                                        + " group by lead"),
                                RowsLink.of(PAGE, LIST, "lead", "state", "open"),
                                FollowUpPermission.READ)
                        .dated("select (min(given_at) at time zone 'Asia/Shanghai')::date from followup.follow_up"),
                Indicator.number(
                        "followup.overdue",
                        "follow-ups",
                        Better.LESS,
                        Counting.number("select f.lead as unit, count(*) as value from followup.follow_up f where "
                                + KeptFollowUps.OVERDUE + " group by f.lead"),
                        RowsLink.of(PAGE, LIST, "lead", "state", "open", "late", "true"),
                        FollowUpPermission.READ),
                Indicator.percent(
                                "followup.in-time",
                                Better.MORE,
                                Counting.part("select lead as unit, count(*) filter (where in_time) as numerator,"
                                        + " count(*)::float8 as denominator from followup.follow_up"
                                        + " where in_time is not null and closed_at < :until group by lead"),
                                RowsLink.of(PAGE, LIST, "lead", "ended", "in-time"),
                                RowsLink.of(PAGE, LIST, "lead", "ended", "with-day"),
                                FollowUpPermission.READ)
                        .dated("select (min(closed_at) at time zone 'Asia/Shanghai')::date from followup.follow_up"
                                + " where in_time is not null"));
    }
}
