package org.shuguan.server.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.MovableClock;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.calendar.Announcements;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/// A year that is not announced yet is provisional; when it is announced, open terms are counted anew and what moved
/// is shown.
@SpringBootTest
@Import(MovableClock.Configuration.class)
class AnnouncedYearTest {
    private static final UnitCode LEAD = new UnitCode("Y1");

    @Autowired
    FollowUps followUps;

    @Autowired
    KeptFollowUps kept;

    @Autowired
    KeptDetails details;

    @Autowired
    Calendar calendar;

    @Autowired
    Announcements announcements;

    @Autowired
    Institution institution;

    @Autowired
    MovableClock clock;

    @Test
    void anAnnouncementMovesOpenTermsAndSaysWhich() {
        clock.set(LocalDate.of(2026, 12, 25));
        SampleUnits.department(institution, LEAD);
        Actor bureau = Actors.of(institution.enrol("业务员"), "业务员", Role.BUREAU_OPERATOR, UnitCode.CITY);
        UUID counted = followUps.give(wanted("数到春节后", Term.ofWorkingDays(35)), bureau);
        UUID named = followUps.give(wanted("写明日期", Term.until(LocalDate.of(2027, 2, 28), "2027年2月底前")), bureau);
        UUID closed = followUps.give(wanted("已撤销", Term.ofWorkingDays(35)), bureau);
        followUps.act(closed, FollowUpAct.WITHDRAW, FollowUpAct.Said.text("不要了"), bureau);
        LocalDate before = due(counted);
        assertThat(calendar.isProvisional(before)).isTrue();
        assertThat(before).isEqualTo(LocalDate.of(2027, 2, 15));

        announcements.announce(
                2027,
                "国务院办公厅关于2027年部分节假日安排的通知（测试用）",
                "2027-01-01..2027-01-03, 2027-02-05..2027-02-12 2027-05-01..2027-05-05，2027-10-01..2027-10-07",
                "2027-02-20、2027-02-28",
                bureau);

        await().until(() -> !due(counted).equals(before));
        assertThat(calendar.isProvisional(before)).isFalse();
        assertThat(due(counted)).isEqualTo(calendar.due(LocalDate.of(2026, 12, 25), 35));
        assertThat(due(counted)).isEqualTo(LocalDate.of(2027, 2, 22));
        assertThat(due(named)).isEqualTo(LocalDate.of(2027, 2, 28));
        assertThat(due(closed)).isEqualTo(before);
        assertThat(details.stepsOf(counted)).last().returns("recount", KeptStep::what);
        await().until(() -> !announcements.moved(2027).isEmpty());
        assertThat(announcements.moved(2027))
                .singleElement()
                .satisfies(moved -> assertThat(moved).contains("数到春节后", "2027-02-15", "2027-02-22"));
    }

    private LocalDate due(UUID id) {
        return java.util.Objects.requireNonNull(kept.find(id).orElseThrow().due());
    }

    private static NewFollowUp wanted(String title, Term term) {
        return new NewFollowUp(
                title, "", "", FollowUp.Origin.PLAN, "", null, null, FollowUp.Kind.ORDINARY, LEAD, List.of(), term);
    }
}
