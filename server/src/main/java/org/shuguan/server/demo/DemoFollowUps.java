package org.shuguan.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.FollowUpAct;
import org.shuguan.server.followup.FollowUpAct.Said;
import org.shuguan.server.followup.FollowUps;
import org.shuguan.server.followup.NewFollowUp;
import org.shuguan.server.followup.NewPaper;
import org.shuguan.server.followup.Paper;
import org.shuguan.server.followup.Papers;
import org.shuguan.server.followup.Rhythm;
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
import tools.jackson.databind.json.JsonMapper;

/// The plan of the pilot as follow-ups: its items and safeguards with their units, words and days as the plan has
/// them, and what became of them, which is invented; and some of this year's work, invented, at different steps.
@Component
@Order(25)
@ConditionalOnProperty("shuguan.demo")
class DemoFollowUps implements DemoPart {
    private static final LocalTime MORNING = LocalTime.of(9, 30);
    private static final String EVERY_UNIT = "各试点单位";
    private static final LocalDate ISSUED = LocalDate.of(2021, 8, 10);

    record PlanFile(String source, LocalDate issued, List<Item> items) {}

    record Item(
            String id,
            String title,
            List<String> responsible,
            @Nullable LocalDate due,
            @Nullable String rhythm,
            @Nullable String dueText,
            String section,
            String responsibleBasis) {
        String words() {
            return dueText == null ? rhythm == null ? "" : rhythm : dueText;
        }
    }

    private final FollowUps followUps;
    private final Papers papers;
    private final Institution institution;
    private final DemoPeople people;
    private final Calendar calendar;
    private final PlanFile plan;
    private final Map<String, UnitCode> units = new HashMap<>();

    DemoFollowUps(
            FollowUps followUps,
            Papers papers,
            Institution institution,
            DemoPeople people,
            Calendar calendar,
            JsonMapper json) {
        this.followUps = followUps;
        this.papers = papers;
        this.institution = institution;
        this.people = people;
        this.calendar = calendar;
        try (InputStream file =
                Objects.requireNonNull(DemoFollowUps.class.getResourceAsStream("/demo/zhaoqing-plan.json"))) {
            this.plan = json.readValue(file, PlanFile.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        Actor executive = actor(Role.CITY_EXECUTIVE_OFFICER, UnitCode.CITY);
        UUID paper = papers.add(
                UnitCode.CITY,
                new NewPaper(
                        Paper.Kind.IMPLEMENTATION_PLAN,
                        "肇庆市首席数据官制度试点实施方案",
                        "",
                        "肇庆市人民政府办公室",
                        plan.issued(),
                        "方案只写明第三部分的责任单位，其余按正文推定；办理情况为演示内容。"),
                bureau);
        papers.add(
                UnitCode.CITY,
                new NewPaper(
                        Paper.Kind.STANDARD,
                        "政务信息资源目录编制指南（试行）",
                        "发改高技〔2017〕1272号",
                        "国家发展改革委、中央网信办",
                        LocalDate.of(2017, 6, 30),
                        "编目、挂接和导出均按本指南的元数据。"),
                bureau);
        plan.items().forEach(item -> item(item, paper, executive));
        UUID year = papers.add(
                UnitCode.CITY,
                new NewPaper(
                        Paper.Kind.IMPLEMENTATION_PLAN,
                        institution.today().getYear() + "年首席数据官工作要点（演示）",
                        "",
                        "市政数局",
                        day(-120),
                        "虚构，用于演示。"),
                bureau);
        thisYear(year, bureau, executive);
    }

    /// An item of the plan.
    private void item(Item item, UUID paper, Actor executive) {
        boolean ofEveryUnit = item.responsible().contains(EVERY_UNIT);
        UnitCode bureau = unit("市政数局");
        List<NewFollowUp.NewPart> parts = ofEveryUnit
                ? pilots().stream()
                        .filter(unit -> !unit.equals(bureau))
                        .map(unit -> new NewFollowUp.NewPart(unit, ""))
                        .toList()
                : List.of();
        String requirement = "责任单位：" + String.join("、", item.responsible())
                + (item.responsibleBasis().startsWith("inferred") ? "（方案未写明，按正文推定）" : "");
        switch (item.id()) {
            case "3.1.1" -> closed(item, paper, requirement, List.of(), executive, "2021-08-12", "市首席数据官已由分管市领导兼任。");
            case "3.1.2" -> closed(item, paper, requirement, List.of(), executive, "2021-08-12", "市首席数据执行官已明确。");
            case "3.1.3" -> closed(item, paper, requirement, parts, executive, "2021-09-24", "各试点单位首席数据官名单已汇总并公布。");
            case "4.2" -> pilotsOfUnits(item, paper, requirement, executive);
            case "5.3" -> closed(item, paper, requirement, parts, executive, "2022-04-28", "各试点单位工作总结已全部报送并汇总。");
            default -> standing(item, paper, requirement, parts, executive);
        }
    }

    /// What was done when the pilot was set up, and at its end.
    private void closed(
            Item item,
            UUID paper,
            String requirement,
            List<NewFollowUp.NewPart> parts,
            Actor executive,
            String day,
            String note) {
        LocalDate done = LocalDate.parse(day);
        UUID id = at(ISSUED).give(wanted(item, paper, requirement, unit("市政数局"), parts, term(item)), executive);
        Actor lead = actor(Role.UNIT_CDO, unit("市政数局"));
        at(ISSUED.plusDays(1)).act(id, FollowUpAct.SIGN, Said.NOTHING, lead);
        int n = 0;
        for (NewFollowUp.NewPart part : parts) {
            LocalDate told = done.minusDays(9 - (n++ % 9));
            Actor cdo = actor(Role.UNIT_CDO, Objects.requireNonNull(part.unit()));
            at(told).act(id, FollowUpAct.PART_DONE, Said.text(item.id().equals("5.3") ? "工作总结已报送。" : "已明确并报备。"), cdo);
        }
        at(done).act(id, FollowUpAct.FINISH, Said.text(note), lead);
        at(calendar.due(done, 1)).act(id, FollowUpAct.CLOSE, Said.text("情况属实，同意销号。"), executive);
    }

    /// The pilots of public data, one for each unit; the plan names a day that is a Sunday.
    private void pilotsOfUnits(Item item, UUID paper, String requirement, Actor executive) {
        Map<String, String> scenes = Map.ofEntries(
                Map.entry("市发改局", "重点项目全周期数据看板"),
                Map.entry("市教育局", "义务教育入学“零跑动”核验"),
                Map.entry("市公安局", "居住证联办数据共享"),
                Map.entry("市人社局", "养老待遇资格静默认证"),
                Map.entry("市资源局", "不动产登记“一窗办”数据联动"),
                Map.entry("市环境局", "空气质量与排污数据对外开放"),
                Map.entry("市政数局", "市公共数据开放门户试点"),
                Map.entry("市税务局", "契税申报房产信息核验"),
                Map.entry("市公积金中心", "公积金提取免证明"),
                Map.entry("端州区", "基层治理“一表通”"),
                Map.entry("鼎湖区", "文旅客流数据应用"),
                Map.entry("高要区", "农业农村数据一张图"),
                Map.entry("四会市", "市场主体年报预填"),
                Map.entry("肇庆高新区", "企业服务画像"));
        // Two were late, and one asked for more time.
        Map<String, String> days = Map.of("市资源局", "2021-11-12", "四会市", "2021-11-05", "高要区", "2021-11-26");
        for (UnitCode pilot : pilots()) {
            String name = institution.unit(pilot, ISSUED).map(Unit::name).orElse(pilot.value());
            UUID id = at(ISSUED).give(wanted(item, paper, requirement, pilot, List.of(), term(item)), executive);
            Actor cdo = actor(Role.UNIT_CDO, pilot);
            at(ISSUED.plusDays(2)).act(id, FollowUpAct.SIGN, Said.NOTHING, cdo);
            if (name.equals("高要区")) {
                at(LocalDate.of(2021, 10, 20))
                        .act(
                                id,
                                FollowUpAct.ASK_EXTENSION,
                                Said.until(LocalDate.of(2021, 11, 30), "平台接口改造须与省厅联调，预计推迟一个月。"),
                                cdo);
                at(LocalDate.of(2021, 10, 22)).act(id, FollowUpAct.GRANT, Said.text("同意延期。"), executive);
            }
            LocalDate done =
                    LocalDate.parse(days.getOrDefault(name, "2021-10-%d".formatted(18 + pilots().indexOf(pilot) % 11)));
            at(done).act(
                            id,
                            FollowUpAct.FINISH,
                            Said.text("“" + scenes.getOrDefault(name, "公共数据应用") + "”示范点已建成并通过验收。"),
                            cdo);
            at(calendar.due(done, 2)).act(id, FollowUpAct.CLOSE, Said.text("同意销号。"), executive);
        }
    }

    /// What goes on: this year's reports of the quarters that are over.
    private void standing(Item item, UUID paper, String requirement, List<NewFollowUp.NewPart> parts, Actor executive) {
        LocalDate today = institution.today();
        LocalDate begin = calendar.due(LocalDate.of(today.getYear(), 1, 1), 1);
        UUID id = at(begin)
                .give(
                        wanted(
                                item,
                                paper,
                                requirement,
                                unit("市政数局"),
                                parts,
                                Term.standing(Rhythm.QUARTERLY, item.words())),
                        executive);
        Actor lead = actor(Role.UNIT_CDO, unit("市政数局"));
        at(begin.plusDays(1)).act(id, FollowUpAct.SIGN, Said.NOTHING, lead);
        List<String> told = REPORTS.getOrDefault(item.id(), List.of());
        for (int quarter = 1; quarter <= told.size(); quarter++) {
            LocalDate end = LocalDate.of(today.getYear(), quarter * 3, 25);
            if (!end.plusDays(8).isBefore(today)) {
                break;
            }
            at(calendar.lastWorkingDay(end))
                    .act(id, FollowUpAct.REPORT, Said.report(quarter * 22, told.get(quarter - 1), null), lead);
            at(calendar.due(end, 3)).act(id, FollowUpAct.CONFIRM, Said.NOTHING, executive);
        }
    }

    private static final Map<String, List<String>> REPORTS = Map.of(
            "3.2",
                    List.of(
                            "全链条十一个环节的责任分工已印发，规划、采集、编目三个环节已有统一模板。",
                            "归集和回流流程跑通三个部门；校核环节试行异议登记。",
                            "共享、应用两个环节与目录发布衔接，尚缺开发环节的管理细则。"),
            "3.3", List.of("召开第一次联席会议，议定五项事项。", "召开第二次联席会议，通报上次议定事项办理情况。", "召开第三次联席会议，研究数据质量问题。"),
            "4.1", List.of("九个部门完成数据库普查，形成目录清单初稿。", "需求清单收到首批需求，两项已满足；目录发布数量稳步增加。", "五个区（市）及高新区启动普查，缺口清单已发各单位。"),
            "4.3", List.of("梳理可授权运营的数据目录。", "两项数据产品通过登记前审查。", "与高校合作开展数据要素调研。"),
            "4.4", List.of("参与数字政府年度项目论证。", "首席数据官对三个项目出具数据意见。", "项目验收增加目录挂接核对。"),
            "4.5", List.of("完成在建项目数据合规自查。", "纠正两起超范围采集。", "对一个项目提出暂缓验收意见并已整改。"),
            "4.6", List.of("举办全员数据安全培训，覆盖八成人员。", "数据专员专题培训两期。", "开展目录编制实操竞赛。"),
            "5.1", List.of("建立月度答疑机制。", "到三个区现场指导。", "组织两市交流。"),
            "5.2", List.of("各试点单位支撑团队名单已报备。", "绩效评估指标征求意见。", "完成年中自评。"));

    /// This year's work, relative to today: lights of all colours, and something for most demo accounts.
    private void thisYear(UUID paper, Actor bureau, Actor executive) {
        UUID api = give(
                paper,
                -40,
                bureau,
                "完成养老待遇核验接口上线",
                "与市公安局死亡登记数据按日比对",
                "接口连续稳定运行五个工作日",
                FollowUp.Origin.MEETING,
                "第三次联席会议议定事项（二）",
                FollowUp.Kind.KEY,
                "市人社局",
                Map.of("市公安局", "提供死亡登记数据接口", "市政数局", ""),
                Term.until(day(2), ""));
        Actor insurance = actor(Role.UNIT_CDO, unit("市人社局"));
        at(-39).act(api, FollowUpAct.SIGN, Said.NOTHING, insurance);
        at(-36).act(
                        api,
                        FollowUpAct.DIVIDE,
                        Said.division(
                                List.of(new NewFollowUp.NewPart(unit("市政数局"), "提供网关和压测环境")),
                                List.of(
                                        new FollowUpAct.NewMilestone("接口联调通过", day(-15)),
                                        new FollowUpAct.NewMilestone("试运行五个工作日", day(1)))),
                        insurance);
        at(-15).act(api, FollowUpAct.MILESTONE_DONE, Said.text("联调报告已签字"), actor(Role.DATA_STEWARD, unit("市人社局")));
        at(-14).act(
                        api,
                        FollowUpAct.REPORT,
                        Said.report(70, "联调通过，进入试运行。", "夜间批量比对时有超时。"),
                        actor(Role.DATA_STEWARD, unit("市人社局")));
        at(-13).act(api, FollowUpAct.CONFIRM, Said.text("请关注超时问题。"), bureau);

        UUID late = give(
                paper,
                -60,
                bureau,
                "清理超过一年未更新的共享目录",
                "逐条更新或申请撤销",
                "逾期未更新目录清零",
                FollowUp.Origin.FINDING,
                "年中检查发现问题",
                FollowUp.Kind.ORDINARY,
                "市资源局",
                Map.of(),
                Term.until(day(-9), ""));
        at(-58).act(late, FollowUpAct.SIGN, Said.NOTHING, actor(Role.UNIT_CDO, unit("市资源局")));
        at(-20).act(
                        late,
                        FollowUpAct.REPORT,
                        Said.report(55, "已清理十一条，其余等待业务科室确认。", "两个业务科室对口径有分歧。"),
                        actor(Role.DATA_STEWARD, unit("市资源局")));

        UUID waits = give(
                paper,
                -30,
                bureau,
                "报送本单位数据安全自查表",
                "按统一表样逐项填写",
                "自查表签字报送",
                FollowUp.Origin.PROVINCE,
                "省厅年度部署",
                FollowUp.Kind.ORDINARY,
                "市教育局",
                Map.of(),
                Term.until(day(6), ""));
        at(-29).act(waits, FollowUpAct.SIGN, Said.NOTHING, actor(Role.UNIT_CDO, unit("市教育局")));
        at(-1).act(waits, FollowUpAct.FINISH, Said.text("自查表已签字报送，发现两项问题并已整改。"), actor(Role.UNIT_CDO, unit("市教育局")));

        UUID more = give(
                paper,
                -45,
                executive,
                "编制公共信用数据共享目录",
                "覆盖行政处罚和许可",
                "目录经审核发布",
                FollowUp.Origin.APPROVAL,
                "市领导批示",
                FollowUp.Kind.KEY,
                "市税务局",
                Map.of("市发改局", "确认信用数据口径"),
                Term.until(day(12), ""));
        Actor tax = actor(Role.UNIT_CDO, unit("市税务局"));
        at(-44).act(more, FollowUpAct.SIGN, Said.NOTHING, tax);
        at(-40).act(
                        more,
                        FollowUpAct.DIVIDE,
                        Said.division(List.of(), List.of(new FollowUpAct.NewMilestone("口径确认", day(-10)))),
                        tax);
        at(-3).act(more, FollowUpAct.ASK_EXTENSION, Said.until(day(40), "上级系统改版，接口须重新适配。"), tax);

        UUID station = give(
                paper,
                -25,
                bureau,
                "公积金提取免证明事项扩围",
                "新增住房租赁、大病两类",
                "两类事项上线",
                FollowUp.Origin.DEMAND,
                "群众办事需求",
                FollowUp.Kind.ORDINARY,
                "市公积金中心",
                Map.of(),
                Term.ofWorkingDays(40));
        at(-24).act(station, FollowUpAct.SIGN, Said.NOTHING, actor(Role.UNIT_CDO, unit("市公积金中心")));
        at(-5).act(
                        station,
                        FollowUpAct.REPORT,
                        Said.report(45, "住房租赁类已上线，大病类等待医保数据接口。", null),
                        actor(Role.UNIT_CDO, unit("市公积金中心")));
        at(-4).act(station, FollowUpAct.CONFIRM, Said.NOTHING, bureau);

        give(
                paper,
                -1,
                bureau,
                "核对居住证联办数据字段",
                "对照新版目录逐项核对",
                "核对表签字",
                FollowUp.Origin.MEETING,
                "第三次联席会议议定事项（四）",
                FollowUp.Kind.PROMPT,
                "市公安局",
                Map.of(),
                Term.ofWorkingDays(10));
        give(
                paper,
                -1,
                executive,
                "基层治理“一表通”数据回流街道",
                "按月回流，基层不再重复填报",
                "三个街道试用一个月",
                FollowUp.Origin.LEADING_GROUP,
                "领导小组会议",
                FollowUp.Kind.KEY,
                "端州区",
                Map.of("市人社局", "", "市公安局", ""),
                Term.until(day(75), ""));

        UUID done = give(
                paper,
                -80,
                bureau,
                "统一社会信用代码补全",
                "企业类目录全部补全代码",
                "空值率低于千分之一",
                FollowUp.Origin.FINDING,
                "质量检查",
                FollowUp.Kind.ORDINARY,
                "市发改局",
                Map.of(),
                Term.ofWorkingDays(30));
        Actor reform = actor(Role.UNIT_CDO, unit("市发改局"));
        at(-79).act(done, FollowUpAct.SIGN, Said.NOTHING, reform);
        at(-45).act(done, FollowUpAct.FINISH, Said.text("补全四千二百余条，空值率万分之六。"), reform);
        at(-42).act(done, FollowUpAct.CLOSE, Said.text("抽查属实。"), bureau);
    }

    private UUID give(
            UUID paper,
            int ago,
            Actor giver,
            String title,
            String requirement,
            String measure,
            FollowUp.Origin origin,
            String originText,
            FollowUp.Kind kind,
            String lead,
            Map<String, String> parts,
            Term term) {
        List<NewFollowUp.NewPart> taking = new ArrayList<>();
        parts.forEach((name, text) -> taking.add(new NewFollowUp.NewPart(unit(name), text)));
        return at(ago).give(
                        new NewFollowUp(
                                title,
                                requirement,
                                measure,
                                origin,
                                originText,
                                null,
                                paper,
                                kind,
                                unit(lead),
                                taking,
                                term),
                        giver);
    }

    private static NewFollowUp wanted(
            Item item, UUID paper, String requirement, UnitCode lead, List<NewFollowUp.NewPart> parts, Term term) {
        return new NewFollowUp(
                item.title(),
                requirement,
                "",
                FollowUp.Origin.PLAN,
                item.section(),
                null,
                paper,
                FollowUp.Kind.ORDINARY,
                lead,
                parts,
                term);
    }

    private static Term term(Item item) {
        LocalDate due = item.due();
        return due == null
                ? Term.words(item.words().isEmpty() ? "方案未写明期限" : item.words())
                : Term.until(due, item.words());
    }

    /// The pilot's departments and districts.
    private List<UnitCode> pilots() {
        return institution.units(ISSUED).stream()
                .filter(unit -> unit.kind() != Unit.Kind.CITY && unit.parent() == null)
                .map(Unit::code)
                .sorted()
                .collect(Collectors.toList());
    }

    private FollowUps at(LocalDate day) {
        return followUps.asOf(
                Clock.fixed(day.atTime(MORNING).atZone(CityTime.ZONE).toInstant(), CityTime.ZONE));
    }

    private FollowUps at(int days) {
        return at(institution.today().plusDays(days));
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
