package org.shuguan.server.demo;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Actor;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.document.Documents;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.FollowUpAct;
import org.shuguan.server.followup.FollowUpAct.Said;
import org.shuguan.server.followup.FollowUps;
import org.shuguan.server.followup.NewFollowUp;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.meeting.Agenda;
import org.shuguan.server.meeting.Meetings;
import org.shuguan.server.meeting.MinutesKeeping;
import org.shuguan.server.meeting.NewMeeting;
import org.shuguan.server.meeting.NewResolution;
import org.shuguan.server.meeting.NewTopic;
import org.shuguan.server.meeting.Resolutions;
import org.shuguan.server.meeting.Topic;
import org.shuguan.server.meeting.Topics;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.IncomingFile;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The joint meetings of the demo, invented: two of the city with signed minutes and what became of their resolutions,
/// one of a district, and one that is convened and waits for answers.
@Component
@Order(28)
@ConditionalOnProperty("shuguan.demo")
class DemoMeetings implements DemoPart {
    private static final LocalTime MORNING = LocalTime.of(9, 30);

    private final Topics topics;
    private final Meetings meetings;
    private final Agenda agenda;
    private final Resolutions resolutions;
    private final MinutesKeeping minutes;
    private final FollowUps followUps;
    private final Documents documents;
    private final DemoDirectives directives;
    private final Institution institution;
    private final DemoPeople people;
    private final Calendar calendar;
    private final Map<String, UnitCode> units = new HashMap<>();

    DemoMeetings(
            Topics topics,
            Meetings meetings,
            Agenda agenda,
            Resolutions resolutions,
            MinutesKeeping minutes,
            FollowUps followUps,
            Documents documents,
            DemoDirectives directives,
            Institution institution,
            DemoPeople people,
            Calendar calendar) {
        this.topics = topics;
        this.meetings = meetings;
        this.agenda = agenda;
        this.resolutions = resolutions;
        this.minutes = minutes;
        this.followUps = followUps;
        this.documents = documents;
        this.directives = directives;
        this.institution = institution;
        this.people = people;
        this.calendar = calendar;
    }

    /// Records all in one transaction.
    @Override
    @Transactional
    public void start(boolean first) {
        if (!first) {
            return;
        }
        institution.unitsKnown(institution.today()).forEach(unit -> units.put(unit.name(), unit.code()));
        Actor bureau = actor(Role.BUREAU_OPERATOR, unit("市政数局"));
        firstOfTheCity(bureau);
        secondOfTheCity(bureau);
        ofADistrict();
        next(bureau);
    }

    private void firstOfTheCity(Actor bureau) {
        LocalDate on = day(-170);
        Clock before = at(on.minusDays(12));
        UUID convey = raise(
                before, UnitCode.CITY, Topic.Origin.SECRETARIAT, "传达省数字政府工作部署", "省里召开数字政府工作会议，明确全年任务。", "", bureau);
        UUID issue = raise(
                before,
                unit("市人社局"),
                Topic.Origin.UNIT,
                "养老待遇资格核验需按日共享死亡登记数据",
                "死亡登记信息由市公安局掌握，目前每季度人工比对一次，存在多领风险。",
                "请市公安局按日提供接口。",
                actor(Role.DATA_STEWARD, unit("市人社局")));
        topics.asOf(at(on.minusDays(10))).accept(issue, "列入本次会议", bureau);
        Held held = hold(
                "肇庆市首席数据官联席会议（第一次）",
                UnitCode.CITY,
                on,
                Role.CITY_CDO,
                bureau,
                Map.of(convey, "directives", issue, "issues"),
                List.of(convey, issue));
        note(held, convey, "会议传达了省数字政府工作会议精神。各单位要对照年度任务，把数据资源普查、编目和挂接落到科室和个人。", "noted", bureau);
        note(held, issue, "会议认为，死亡登记数据应当依法按需共享，由市公安局作为数源单位提供，市人社局只用于待遇资格核验。", "decided", bureau);
        UUID connect = resolve(
                held,
                issue,
                "死亡登记数据按日共享给市人社局",
                "以库表方式按日推送，首次提供存量",
                "连续十个工作日无中断",
                "市公安局",
                Map.of("市人社局", "提出数据项", "市政数局", "开通通道"),
                on.plusDays(60),
                Resolutions.Vote.consent(),
                bureau);
        UUID census = resolve(
                held,
                convey,
                "各区（市、县）完成数据资源普查",
                "",
                "目录清单经首席数据官签字",
                "端州区",
                Map.of(),
                on.plusDays(75),
                Resolutions.Vote.of(held.members() - 1, 0, 0),
                bureau);
        sign(held, on, 5, bureau, actor(Role.CITY_CDO, UnitCode.CITY), "建议写明首次提供存量数据的时间。");
        done(connect, "市公安局", on.plusDays(52), "接口已连续运行十个工作日。", Map.of("市人社局", "数据项已确认。", "市政数局", "通道已开通。"), bureau);
        done(census, "端州区", on.plusDays(83), "十二个部门的目录清单已签字报送。", Map.of(), bureau);
    }

    private void secondOfTheCity(Actor bureau) {
        LocalDate on = day(-78);
        Clock before = at(on.minusDays(10));
        UUID summary = raise(
                before,
                UnitCode.CITY,
                Topic.Origin.SECRETARIAT,
                "上半年数据工作总结和下半年目标",
                "总结目录、归集、共享进展，研究下半年目标。",
                "",
                bureau);
        UUID quality = raise(
                before,
                unit("市税务局"),
                Topic.Origin.UNIT,
                "统一社会信用代码空值影响比对",
                "部分企业类数据缺少统一社会信用代码，比对成功率不足九成。",
                "明确补全责任单位和时限。",
                actor(Role.DATA_STEWARD, unit("市税务局")));
        topics.asOf(at(on.minusDays(8))).accept(quality, null, bureau);
        Held held = hold(
                "肇庆市首席数据官联席会议（第二次）",
                UnitCode.CITY,
                on,
                Role.CITY_EXECUTIVE_OFFICER,
                bureau,
                Map.of(summary, "summary", quality, "issues"),
                List.of(summary, quality));
        note(held, summary, "会议听取市政数局关于上半年数据工作的汇报，要求下半年以数据质量和场景应用为重点。", "decided", bureau);
        note(held, quality, "会议要求各数源单位按照“谁产生、谁负责”的原则补全关键字段。", "decided", bureau);
        UUID fill = resolve(
                held,
                quality,
                "补全企业类数据的统一社会信用代码",
                "历史数据分批补全，新增数据必填",
                "空值率低于千分之一",
                "市发改局",
                Map.of("市税务局", "提供比对结果"),
                day(9),
                Resolutions.Vote.consent(),
                bureau);
        UUID report = resolve(
                held,
                summary,
                "按月通报目录挂接和归集进展",
                "",
                "每月五日前通报",
                "市政数局",
                Map.of(),
                day(-6),
                Resolutions.Vote.consent(),
                bureau);
        sign(held, on, 6, bureau, actor(Role.CITY_EXECUTIVE_OFFICER, UnitCode.CITY), "无其他意见。");
        Actor reform = actor(Role.UNIT_CDO, unit("市发改局"));
        followUps.asOf(at(on.plusDays(2))).act(fill, FollowUpAct.SIGN, Said.NOTHING, reform);
        followUps.asOf(at(day(-20))).act(fill, FollowUpAct.REPORT, Said.report(60, "已补全四千余条。", "部分个体户无代码。"), reform);
        followUps
                .asOf(at(on.plusDays(2)))
                .act(report, FollowUpAct.SIGN, Said.NOTHING, actor(Role.UNIT_CDO, unit("市政数局")));
    }

    private void ofADistrict() {
        UnitCode district = unit("端州区");
        Actor operator = actor(Role.BUREAU_OPERATOR, unit("端州区政数局"));
        LocalDate on = day(-50);
        UUID topic = raise(
                at(on.minusDays(9)),
                unit("端州区卫健局"),
                Topic.Origin.UNIT,
                "家庭医生签约系统数据编目",
                "系统由省统建，区里只有查询权限，编目口径不清。",
                "明确编目责任。",
                actor(Role.DATA_STEWARD, unit("端州区卫健局")));
        topics.asOf(at(on.minusDays(7))).accept(topic, null, operator);
        Held held =
                hold("端州区首席数据官联席会议", district, on, Role.UNIT_CDO, operator, Map.of(topic, "issues"), List.of(topic));
        note(held, topic, "会议明确，省统建系统由区卫健局编目并注明来源，区政数局协助核对。", "decided", operator);
        resolve(
                held,
                topic,
                "完成家庭医生签约数据编目",
                "",
                "目录经审核发布",
                "端州区卫健局",
                Map.of("端州区政数局", "协助核对"),
                day(20),
                Resolutions.Vote.consent(),
                operator);
        sign(held, on, 5, operator, actor(Role.UNIT_CDO, district), "同意。");
    }

    /// The next meeting: convened yesterday, half of the members have answered.
    private void next(Actor bureau) {
        LocalDate on = calendar.due(institution.today(), 9);
        Clock before = at(day(-9));
        UUID convey = topics.asOf(before)
                .raise(
                        new NewTopic(
                                UnitCode.CITY,
                                null,
                                Topic.Origin.DIRECTIVE,
                                directives.national().toString(),
                                "/office/directives/" + directives.national(),
                                "传达学习政务数据共享条例",
                                "条例对目录、共享时限和校核纠错作出规定，各单位需对照落实。",
                                "各单位对照条例自查。"),
                        bureau);
        UUID once = raise(
                before,
                unit("市公安局"),
                Topic.Origin.UNIT,
                "出租房屋备案数据来源不一致",
                "公安、住建两家均有采集，口径不同，基层重复填报。",
                "明确数源单位，基层只填一次。",
                actor(Role.DATA_STEWARD, unit("市公安局")));
        topics.asOf(at(day(-6))).accept(once, "列入下次会议", bureau);
        raise(
                at(day(-3)),
                unit("市环境局"),
                Topic.Origin.UNIT,
                "空气质量数据对外开放的审核时限",
                "开放申请审核环节多，数据发布滞后。",
                "压缩审核时限。",
                actor(Role.DATA_STEWARD, unit("市环境局")));
        Actor executive = actor(Role.CITY_EXECUTIVE_OFFICER, UnitCode.CITY);
        UUID id = meetings.plan(UnitCode.CITY, wanted("肇庆市首席数据官联席会议（第三次）", UnitCode.CITY, on, Role.CITY_CDO), bureau);
        agenda.put(id, convey, "directives", bureau);
        agenda.put(id, once, "issues", bureau);
        meetings.convene(id, bureau);
        documents.add(
                "meeting " + id,
                "出租房屋数据来源情况说明.txt",
                Grade.GENERAL_1,
                IncomingFile.of("公安、住建两家采集字段对照（演示内容）。\n".getBytes(StandardCharsets.UTF_8)),
                bureau);
        List<Meetings.Invited> invited = meetings.invited(id, bureau);
        for (int i = 0; i < invited.size(); i += 2) {
            Meetings.Invited one = invited.get(i);
            Actor holder = one.role() == Role.CITY_EXECUTIVE_OFFICER ? executive : actor(one.role(), one.unit());
            meetings.answer(
                    id,
                    one.seat(),
                    i == 4
                            ? Meetings.Answered.substitute("黄志强", "市教育局信息中心主任", "外出调研")
                            : i == 8 ? Meetings.Answered.absent("参加省里培训") : Meetings.Answered.comes(),
                    holder);
        }
    }

    /// A meeting that is open.
    ///
    /// @param items of the topics
    /// @param members how many there are
    private record Held(UUID id, LocalDate on, Map<UUID, UUID> items, int members) {}

    /// Plans, convenes and opens a meeting; all come but one member, who sends somebody.
    private Held hold(
            String title,
            UnitCode territory,
            LocalDate on,
            Role chair,
            Actor secretary,
            Map<UUID, String> kinds,
            List<UUID> order) {
        Clock before = at(on.minusDays(6));
        UUID id = meetings.asOf(before).plan(territory, wanted(title, territory, on, chair), secretary);
        Map<UUID, UUID> items = new HashMap<>();
        order.forEach(topic -> items.put(topic, agenda.asOf(before).put(id, topic, kinds.get(topic), secretary)));
        meetings.asOf(before).convene(id, secretary);
        List<Meetings.Invited> invited = meetings.invited(id, secretary);
        int members = 0;
        for (Meetings.Invited one : invited) {
            if (!one.expected().isEmpty()) {
                boolean instead = one.unit().equals(units.get("市资源局"));
                meetings.asOf(at(on.minusDays(4)))
                        .answer(
                                id,
                                one.seat(),
                                instead
                                        ? Meetings.Answered.substitute("何志远", "市资源局信息中心主任", "出差")
                                        : Meetings.Answered.comes(),
                                actor(one.role(), one.unit()));
            }
            members += one.role() == Role.UNIT_CDO ? 1 : 0;
        }
        Meetings open = meetings.asOf(at(on));
        open.open(id, secretary);
        open.attend(
                id,
                meetings.invited(id, secretary).stream()
                        .map(one -> new Meetings.Attendance(
                                one.seat(), one.comes() && !one.unit().equals(units.get("肇庆高新区")), null))
                        .toList(),
                secretary);
        return new Held(id, on, items, members);
    }

    private NewMeeting wanted(String title, UnitCode territory, LocalDate on, Role chair) {
        boolean ofTheCity = territory.equals(UnitCode.CITY);
        List<NewMeeting.NewSeat> seats = new ArrayList<>();
        if (ofTheCity) {
            seats.add(new NewMeeting.NewSeat(UnitCode.CITY, Role.CITY_EXECUTIVE_OFFICER, false));
        }
        Stream<Unit> members = institution.units(institution.today()).stream()
                .filter(unit -> ofTheCity
                        ? unit.kind() != Unit.Kind.CITY && unit.parent() == null
                        : unit.code().equals(territory));
        members.map(unit -> NewMeeting.NewSeat.member(unit.code())).forEach(seats::add);
        return new NewMeeting(
                title, on, LocalTime.of(15, 0), LocalTime.of(17, 0), ofTheCity ? "市政府一号会议室" : "区政府二楼会议室", chair, seats);
    }

    private UUID raise(
            Clock when, UnitCode unit, Topic.Origin origin, String title, String reason, String proposal, Actor by) {
        return topics.asOf(when).raise(new NewTopic(unit, null, origin, null, null, title, reason, proposal), by);
    }

    private void note(Held held, UUID topic, String text, String outcome, Actor secretary) {
        UUID item = Objects.requireNonNull(held.items().get(topic));
        agenda.asOf(at(held.on())).note(held.id(), item, 1, text, outcome, secretary);
    }

    private UUID resolve(
            Held held,
            UUID topic,
            String title,
            String requirement,
            String measure,
            String lead,
            Map<String, String> parts,
            LocalDate due,
            Resolutions.Vote vote,
            Actor secretary) {
        Resolutions then = resolutions.asOf(at(held.on()));
        UUID id = then.draft(
                held.id(),
                new NewResolution(
                        held.items().get(topic),
                        title,
                        requirement,
                        measure,
                        FollowUp.Kind.ORDINARY,
                        unit(lead),
                        parts.entrySet().stream()
                                .map(part -> new NewFollowUp.NewPart(unit(part.getKey()), part.getValue()))
                                .toList(),
                        due,
                        ""),
                secretary);
        return Objects.requireNonNull(then.decide(held.id(), id, 1, vote, secretary));
    }

    /// Ends the meeting, circulates its minutes, lets a member comment, and signs after the term.
    private void sign(Held held, LocalDate on, int later, Actor secretary, Actor chair, String remark) {
        meetings.asOf(at(on)).end(held.id(), secretary);
        LocalDate circulated = calendar.due(on, 1);
        minutes.asOf(at(circulated)).circulate(held.id(), secretary);
        Meetings.Invited member = meetings.invited(held.id(), secretary).stream()
                .filter(one -> one.role() == Role.UNIT_CDO)
                .findFirst()
                .orElseThrow();
        minutes.asOf(at(circulated.plusDays(1))).remark(held.id(), remark, actor(member.role(), member.unit()));
        minutes.asOf(at(calendar.due(circulated, later))).sign(held.id(), chair);
    }

    private void done(UUID followUp, String lead, LocalDate on, String text, Map<String, String> parts, Actor bureau) {
        Actor cdo = actor(Role.UNIT_CDO, unit(lead));
        followUps.asOf(at(on.minusDays(40))).act(followUp, FollowUpAct.SIGN, Said.NOTHING, cdo);
        parts.forEach((unit, told) -> followUps
                .asOf(at(on.minusDays(5)))
                .act(followUp, FollowUpAct.PART_DONE, Said.text(told), actor(Role.UNIT_CDO, unit(unit))));
        followUps.asOf(at(on)).act(followUp, FollowUpAct.FINISH, Said.text(text), cdo);
        followUps.asOf(at(calendar.due(on, 2))).act(followUp, FollowUpAct.CLOSE, Said.text("情况属实，同意销号。"), bureau);
    }

    private static Clock at(LocalDate day) {
        return Clock.fixed(day.atTime(MORNING).atZone(CityTime.ZONE).toInstant(), CityTime.ZONE);
    }

    /// A working day so many days from today, or the last one before it.
    private LocalDate day(int days) {
        return calendar.lastWorkingDay(institution.today().plusDays(days));
    }

    private Actor actor(Role role, UnitCode unit) {
        return people.actor(institution.holders(role, unit, institution.today()).getFirst(), "demo");
    }

    private UnitCode unit(String name) {
        return Objects.requireNonNull(units.get(name), name);
    }
}
