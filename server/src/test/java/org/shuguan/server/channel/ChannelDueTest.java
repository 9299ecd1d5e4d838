package org.shuguan.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.CityTime;

class ChannelDueTest {
    @ParameterizedTest
    @CsvSource({
        // Over night.
        "2026-03-02T21:59, 22:00, 07:30, 2026-03-02T21:59",
        "2026-03-02T22:00, 22:00, 07:30, 2026-03-03T07:30",
        "2026-03-03T00:10, 22:00, 07:30, 2026-03-03T07:30",
        "2026-03-03T07:30, 22:00, 07:30, 2026-03-03T07:30",
        // By day.
        "2026-03-02T12:30, 12:00, 14:00, 2026-03-02T14:00",
        "2026-03-02T14:00, 12:00, 14:00, 2026-03-02T14:00",
        "2026-03-02T23:00, 12:00, 14:00, 2026-03-02T23:00",
    })
    void nothingIsSentInTheQuietHours(LocalDateTime told, LocalTime from, LocalTime to, LocalDateTime due) {
        assertThat(channel(Pace.AT_ONCE, LocalTime.NOON, from, to).due(at(told)))
                .isEqualTo(at(due));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T08:29, 2026-03-02T08:30",
        "2026-03-02T08:30, 2026-03-02T08:30",
        "2026-03-02T08:31, 2026-03-03T08:30",
    })
    void aDailyLetterGoesOutAtItsTime(LocalDateTime told, LocalDateTime due) {
        assertThat(channel(Pace.DAILY, LocalTime.of(8, 30), null, null).due(at(told)))
                .isEqualTo(at(due));
    }

    private static Channel channel(Pace pace, LocalTime digest, LocalTime from, LocalTime to) {
        return new Channel(
                OfficerId.fresh(),
                ChannelKind.EMAIL,
                "zh-CN",
                pace,
                digest,
                from,
                to,
                null,
                null,
                0,
                null,
                null,
                null,
                0);
    }

    private static Instant at(LocalDateTime local) {
        return local.atZone(CityTime.ZONE).toInstant();
    }
}
