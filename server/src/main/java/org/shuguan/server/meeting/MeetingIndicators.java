package org.shuguan.server.meeting;

import java.util.stream.Collectors;
import org.shuguan.server.indicator.Count;
import org.shuguan.server.indicator.Counting;
import org.shuguan.server.indicator.DeclaredIndicators;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicator.Better;
import org.shuguan.server.indicator.RowsLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What joint meetings resolved.
@Configuration(proxyBeanMethods = false)
class MeetingIndicators {
    @Bean
    DeclaredIndicators meetingDeclared(OpenResolutions open) {
        return DeclaredIndicators.of(Indicator.number(
                        "meeting.resolutions",
                        "resolutions",
                        Better.NEITHER,
                        counting(open),
                        RowsLink.of("/office/meetings/resolutions", "/api/resolutions", "lead", "open", "true"),
                        MeetingPermission.READ)
                .dated("select (min(decided_at) at time zone 'Asia/Shanghai')::date from meeting.resolution"
                        + " where state = 'adopted'"));
    }

    private static Counting counting(OpenResolutions open) {
        return (jdbc, at) -> open.at(at.until()).stream()
                .collect(Collectors.groupingBy(KeptResolutions.Adopted::lead, Collectors.counting()))
                .entrySet()
                .stream()
                .map(one -> new Count(one.getKey(), one.getValue(), null))
                .toList();
    }
}
