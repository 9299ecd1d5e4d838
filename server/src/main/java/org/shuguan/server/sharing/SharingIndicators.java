package org.shuguan.server.sharing;

import org.shuguan.server.indicator.Counting;
import org.shuguan.server.indicator.DeclaredIndicators;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicator.Better;
import org.shuguan.server.indicator.RowsLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What units ask of each other, and what they grant.
@Configuration(proxyBeanMethods = false)
class SharingIndicators {
    private static final String REQUESTS = "/office/sharing";
    private static final String REQUEST_LIST = "/api/sharing/requests";
    private static final String GRANTS = "/office/sharing/grants";
    private static final String GRANT_LIST = "/api/sharing/grants";

    /// Days after which a grant that was not used counts as unused.
    private static final int DAYS = 30;

    @Bean
    DeclaredIndicators sharingDeclared() {
        return DeclaredIndicators.of(
                Indicator.number(
                        "sharing.requests",
                        "requests",
                        Better.NEITHER,
                        Counting.number("select unit, count(*) as value from sharing.request"
                                + " where state in ('submitted', 'checking', 'answering') group by unit"),
                        RowsLink.of(REQUESTS, REQUEST_LIST, "asking", "open", "true"),
                        SharingPermission.READ,
                        SharingPermission.OVERSEE),
                Indicator.percent(
                                "sharing.answered-in-time",
                                Better.MORE,
                                Counting.part("select unit, count(*) filter (where in_time) as numerator,"
                                        + " count(*)::float8 as denominator from (" + SharingRequests.ANSWERED
                                        + ") a group by unit"),
                                RowsLink.of(REQUESTS, REQUEST_LIST, "owner", "answered", "in-time"),
                                RowsLink.of(REQUESTS, REQUEST_LIST, "owner", "answered", "any"),
                                SharingPermission.READ,
                                SharingPermission.OVERSEE)
                        .overlapped(),
                grants("sharing.grants", "", RowsLink.of(GRANTS, GRANT_LIST, "owner", "state", "active")),
                grants(
                        "sharing.grants-used",
                        " and exists (select from sharing.grant_use u where u.data_grant = g.id"
                                + " and u.last_used_on >= cast(:day as date) - " + DAYS + ")",
                        RowsLink.of(GRANTS, GRANT_LIST, "owner", "state", "active", "usedFrom", "@-" + DAYS)));
    }

    private static Indicator grants(String key, String also, RowsLink rows) {
        return Indicator.number(
                key,
                "grants",
                Better.MORE,
                Counting.number("select g.owner as unit, count(*) as value from sharing.data_grant g"
                        + " where g.state = 'active' and g.last_day >= :day" + also + " group by g.owner"),
                rows,
                SharingPermission.READ,
                SharingPermission.OVERSEE);
    }
}
