package org.shuguan.server.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.directive.Directive;
import org.shuguan.server.directive.Directives;
import org.shuguan.server.directive.NewDirective;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.NewFollowUp;
import org.shuguan.server.followup.Term;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Three directives that are real documents; who has read them, and what followed, is invented.
@Component
@Order(27)
@ConditionalOnProperty("shuguan.demo")
class DemoDirectives implements DemoPart {
    private final Directives directives;
    private final Institution institution;
    private final DemoPeople people;
    private final Calendar calendar;
    private @Nullable UUID national;

    DemoDirectives(Directives directives, Institution institution, DemoPeople people, Calendar calendar) {
        this.directives = directives;
        this.institution = institution;
        this.people = people;
        this.calendar = calendar;
    }

    /// The national one, for the meeting that conveys it.
    UUID national() {
        return Objects.requireNonNull(national);
    }

    /// Records all in one transaction.
    @Override
    @Transactional
    public void start(boolean first) {
        if (!first) {
            return;
        }
        Actor bureau = people.actor(
                institution
                        .overseers(Role.BUREAU_OPERATOR, institution.today())
                        .getOrDefault(UnitCode.CITY, List.of())
                        .getFirst(),
                "demo");
        List<UnitCode> units = institution.units(institution.today()).stream()
                .filter(unit -> unit.kind() != Unit.Kind.CITY && unit.parent() == null)
                .map(Unit::code)
                .sorted()
                .toList();
        LocalDate today = institution.today();
        UUID province = add(
                today.minusDays(120),
                Directive.Level.PROVINCE,
                "广东省首席数据官制度试点工作方案",
                "粤办函〔2021〕63号",
                "广东省人民政府办公厅",
                LocalDate.of(2021, 4, 23),
                "明确首席数据官职责，统筹数据管理和融合创新，推进共享开放和开发利用。",
                bureau);
        circulated(province, today.minusDays(119), units, units.size(), bureau);
        UUID law = add(
                today.minusDays(20),
                Directive.Level.NATIONAL,
                "政务数据共享条例",
                "国务院令第809号",
                "国务院",
                LocalDate.of(2025, 5, 28),
                "目录统一编制、及时更新；数据按需共享，不得自行设置额外条件；设立校核纠错渠道。",
                bureau);
        national = law;
        circulated(law, today.minusDays(19), units, units.size() - 3, bureau);
        directives
                .asOf(at(calendar.lastWorkingDay(today.minusDays(15))))
                .follow(
                        law,
                        new NewFollowUp(
                                "对照共享条例自查目录和共享条件",
                                "逐条核对共享属性和条件，自行设置的额外条件一律清理",
                                "自查表经首席数据官签字",
                                FollowUp.Origin.PROVINCE,
                                "",
                                null,
                                null,
                                FollowUp.Kind.ORDINARY,
                                new UnitCode("07"),
                                List.of(
                                        new NewFollowUp.NewPart(new UnitCode("03"), "报送自查表"),
                                        new NewFollowUp.NewPart(new UnitCode("08"), "报送自查表")),
                                Term.until(calendar.lastWorkingDay(today.plusDays(25)), "")),
                        bureau);
        UUID city = add(
                today.minusDays(2),
                Directive.Level.CITY,
                "关于做好年终数据工作总结的通知（演示）",
                "",
                "市数字政府改革建设工作领导小组办公室",
                today.minusDays(3),
                "各单位报送年度数据工作总结，内容包括主要做法、存在问题和下一步计划。",
                bureau);
        directives.circulate(city, units, bureau);
        units.stream().limit(2).forEach(unit -> directives.read(city, cdo(unit)));
    }

    private UUID add(
            LocalDate on,
            Directive.Level level,
            String title,
            String number,
            String issuer,
            LocalDate issued,
            String summary,
            Actor bureau) {
        return directives
                .asOf(at(on))
                .add(UnitCode.CITY, new NewDirective(level, title, number, issuer, issued, summary), bureau);
    }

    /// Sent to all units, and read by so many of them in the days after.
    private void circulated(UUID id, LocalDate on, List<UnitCode> units, int read, Actor bureau) {
        directives.asOf(at(on)).circulate(id, units, bureau);
        for (int i = 0; i < read; i++) {
            directives.asOf(at(on.plusDays(1 + i % 5))).read(id, cdo(units.get(i)));
        }
    }

    private Actor cdo(UnitCode unit) {
        return people.actor(
                institution.holders(Role.UNIT_CDO, unit, institution.today()).getFirst(), "demo");
    }

    private static Clock at(LocalDate day) {
        return Clock.fixed(day.atTime(LocalTime.of(10, 0)).atZone(CityTime.ZONE).toInstant(), CityTime.ZONE);
    }
}
