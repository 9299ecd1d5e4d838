package org.shuguan.server.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.shuguan.server.MovableClock;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.directive.Directive;
import org.shuguan.server.directive.Directives;
import org.shuguan.server.directive.NewDirective;
import org.shuguan.server.followup.EvidenceKeeping;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.FollowUpAct;
import org.shuguan.server.followup.FollowUpAct.Said;
import org.shuguan.server.followup.FollowUpFacts;
import org.shuguan.server.followup.FollowUps;
import org.shuguan.server.followup.NewFollowUp;
import org.shuguan.server.followup.NewPaper;
import org.shuguan.server.followup.Paper;
import org.shuguan.server.followup.Papers;
import org.shuguan.server.followup.Rhythm;
import org.shuguan.server.followup.Term;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.IncomingFile;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The first year of the pilot, with the roster and the plan as they were published and a clock that moves: officers
/// are
/// appointed, the plan's items are given, two meetings decide, units work, lights change, minutes are signed. It prints
/// what happens. With `-Dsample.write=true` it writes the first minutes to docs/samples.
// A context of its own has a database of its own, with nobody appointed yet.
@SpringBootTest(properties = "spring.application.name=zhaoqing-year")
@Import(MovableClock.Configuration.class)
class ZhaoqingYearTest {
    private static final LocalDate ISSUED = LocalDate.of(2021, 8, 10);
    private static final UnitCode BUREAU = new UnitCode("07");
    private static final UnitCode DUANZHOU = new UnitCode("11");

    @Autowired
    Institution institution;

    @Autowired
    Access access;

    @Autowired
    Papers papers;

    @Autowired
    FollowUps followUps;

    @Autowired
    FollowUpFacts facts;

    @Autowired
    EvidenceKeeping evidence;

    @Autowired
    Directives directives;

    @Autowired
    Topics topics;

    @Autowired
    Meetings meetings;

    @Autowired
    Agenda agenda;

    @Autowired
    Resolutions resolutions;

    @Autowired
    MinutesKeeping keeping;

    @Autowired
    MinutesPaper paper;

    @Autowired
    KeptMeetings kept;

    @Autowired
    KeptMinutes minutes;

    @Autowired
    PreviousResolutions previous;

    @Autowired
    org.shuguan.server.meeting.Rhythm rhythm;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    private final Map<String, OfficerId> people = new HashMap<>();
    private LocalDate day = ISSUED;

    @Test
    void theYearOfThePilot() throws IOException {
        on(ISSUED);
        roster();
        Actor bureau = actor(Role.BUREAU_OPERATOR, BUREAU);
        Actor executive = actor(Role.CITY_EXECUTIVE_OFFICER, UnitCode.CITY);
        Actor cityCdo = actor(Role.CITY_CDO, UnitCode.CITY);
        Map<String, List<UUID>> plan = plan(executive);
        UUID directive = directive(bureau);

        UUID first = firstMeeting(bureau, cityCdo, directive);
        List<UUID> decided = work(first, bureau, plan);
        UUID second = secondMeeting(bureau, executive, decided);
        districtMeeting();
        endOfTheYear(second, plan, executive);
    }

    private void roster() throws IOException {
        JsonNode pilot = read("/demo/zhaoqing.json");
        for (JsonNode unit : pilot.get("units")) {
            UnitCode code = new UnitCode(unit.get("code").asString());
            if (institution.unit(code).isEmpty()) {
                boolean dataBureau =
                        unit.has("dataBureau") && unit.get("dataBureau").asBoolean();
                institution.establish(new Unit(
                        code,
                        unit.get("name").asString(),
                        unit.get("nameEn").asString(),
                        Unit.Kind.valueOf(unit.get("kind").asString().toUpperCase(Locale.ROOT)),
                        null,
                        unit.hasNonNull("parent")
                                ? new UnitCode(unit.get("parent").asString())
                                : null,
                        ISSUED,
                        null,
                        dataBureau));
            }
        }
        // The city's own unit is there from the first start, under a general name.
        jdbc.sql("update institution.unit_form set name = '肇庆市' where unit = '00'")
                .update();
        int held = 0;
        for (JsonNode officer : pilot.get("officers")) {
            Role role = Role.of(officer.get("role").asString());
            if (!role.isPower()) {
                institution.appoint(
                        people.computeIfAbsent(officer.get("name").asString(), institution::enrol),
                        role,
                        new UnitCode(officer.get("unit").asString()),
                        new Institution.Terms(officer.get("position").asString(), "方案", ISSUED, null));
                held++;
            }
        }
        log(
                "任命 %d 项职务，%d 人。市首席数据官 %s，执行官 %s。",
                held,
                people.size(),
                name(Role.CITY_CDO, UnitCode.CITY),
                name(Role.CITY_EXECUTIVE_OFFICER, UnitCode.CITY));
    }

    /// Gives the plan's items to their units.
    private Map<String, List<UUID>> plan(Actor executive) throws IOException {
        UUID plan = papers.add(
                UnitCode.CITY,
                new NewPaper(Paper.Kind.IMPLEMENTATION_PLAN, "肇庆市首席数据官制度试点实施方案", "", "肇庆市人民政府办公室", ISSUED, ""),
                actor(Role.BUREAU_OPERATOR, BUREAU));
        Map<String, List<UUID>> given = new LinkedHashMap<>();
        for (JsonNode item : read("/demo/zhaoqing-plan.json").get("items")) {
            String text = item.hasNonNull("dueText") ? item.get("dueText").asString() : "";
            LocalDate due =
                    item.hasNonNull("due") ? LocalDate.parse(item.get("due").asString()) : null;
            boolean standing = item.hasNonNull("rhythm") || text.contains("持续");
            Term term = due != null
                    ? Term.until(due, text)
                    : standing ? Term.standing(Rhythm.QUARTERLY, text) : Term.words("方案未写明期限");
            boolean each = item.get("id").asString().equals("4.2")
                    || item.get("id").asString().equals("5.3");
            List<UnitCode> leads = each ? pilots() : List.of(BUREAU);
            given.put(
                    item.get("id").asString(),
                    leads.stream()
                            .map(lead -> followUps.give(
                                    new NewFollowUp(
                                            item.get("title").asString(),
                                            "",
                                            "",
                                            FollowUp.Origin.PLAN,
                                            item.get("section").asString(),
                                            null,
                                            plan,
                                            FollowUp.Kind.ORDINARY,
                                            lead,
                                            List.of(),
                                            term),
                                    executive))
                            .toList());
        }
        int all = given.values().stream().mapToInt(List::size).sum();
        log(
                "方案 %d 项任务分解为 %d 件督办，其中 %d 件须在 2021年10月底前完成。",
                given.size(), all, given.get("4.2").size());
        assertThat(all).isEqualTo(12 + 14 + 14);
        given.values()
                .forEach(ids -> ids.forEach(id ->
                        followUps.act(id, FollowUpAct.SIGN, Said.NOTHING, actor(Role.UNIT_CDO, fact(id).lead()))));
        return given;
    }

    private UUID directive(Actor bureau) {
        on(LocalDate.of(2021, 8, 16));
        UUID id = directives.add(
                UnitCode.CITY,
                new NewDirective(
                        Directive.Level.PROVINCE,
                        "广东省首席数据官制度试点工作方案",
                        "粤办函〔2021〕63号",
                        "广东省人民政府办公厅",
                        LocalDate.of(2021, 4, 23),
                        "试点市要明确首席数据官职责，推进数据共享开放和开发利用。"),
                bureau);
        directives.circulate(id, pilots(), bureau);
        on(LocalDate.of(2021, 8, 18));
        pilots().stream().limit(12).forEach(unit -> directives.read(id, actor(Role.UNIT_CDO, unit)));
        Directives.Reading reading = directives.readingOf(id);
        log("省文件发送 %d 个单位，%d 个已阅知。", reading.addressed(), reading.haveRead());
        assertThat(reading).isEqualTo(new Directives.Reading(14, 12));
        return id;
    }

    private UUID firstMeeting(Actor bureau, Actor cityCdo, UUID directive) throws IOException {
        on(LocalDate.of(2021, 9, 1));
        UUID convey = topics.raise(
                new NewTopic(
                        UnitCode.CITY,
                        null,
                        Topic.Origin.DIRECTIVE,
                        directive.toString(),
                        "/office/directives/" + directive,
                        "传达省首席数据官制度试点工作方案",
                        "省政府办公厅印发试点方案，肇庆为试点市。",
                        ""),
                bureau);
        UUID shared = topics.raise(
                new NewTopic(
                        new UnitCode("04"),
                        null,
                        null,
                        null,
                        null,
                        "养老待遇资格核验需共享死亡登记数据",
                        "死亡登记信息由市公安局掌握，人工比对每季度一次，存在多领风险。",
                        "请市公安局按日提供死亡登记接口。"),
                actor(Role.DATA_STEWARD, new UnitCode("04")));
        UUID same = topics.raise(
                new NewTopic(new UnitCode("09"), null, null, null, null, "公积金提取也需死亡登记数据", "继承提取须核验。", "一并研究。"),
                actor(Role.UNIT_CDO, new UnitCode("09")));
        UUID vague = topics.raise(
                new NewTopic(new UnitCode("06"), null, null, null, null, "信息化经费不足", "经费紧张。", "增加经费。"),
                actor(Role.UNIT_CDO, new UnitCode("06")));
        on(LocalDate.of(2021, 9, 3));
        topics.accept(shared, "列入第一次会议", bureau);
        topics.merge(same, shared, "同一数据，一并研究", bureau);
        topics.sendBack(vague, "经费事项请按预算程序提出", bureau);
        log("议题：受理 1、合并 1、退回 1，秘书处提出 1。");

        UUID meeting = meetings.plan(
                UnitCode.CITY, planned("肇庆市首席数据官第一次联席会议", LocalDate.of(2021, 9, 16), Role.CITY_CDO), bureau);
        UUID conveyed = agenda.put(meeting, convey, "directives", bureau);
        UUID issue = agenda.put(meeting, shared, "issues", bureau);
        on(LocalDate.of(2021, 9, 6));
        meetings.convene(meeting, bureau);
        answers(
                meeting,
                Map.of(
                        new UnitCode("08"),
                        Meetings.Answered.substitute("陈税官", "市税务局信息中心主任", "赴省开会"),
                        new UnitCode("15"),
                        Meetings.Answered.absent("在外招商")));
        on(LocalDate.of(2021, 9, 16));
        meetings.open(meeting, bureau);
        signIn(meeting, bureau);
        agenda.note(meeting, conveyed, 1, "会议传达了省试点方案。各单位要对照方案完善本单位工作机制，明确数据专员和支撑团队。", "noted", bureau);
        agenda.note(
                meeting,
                issue,
                1,
                "会议听取市人社局汇报。会议认为，养老待遇资格核验关系基金安全和群众利益，死亡登记数据应当依法按需共享，一数一源，由市公安局作为数源单位提供。",
                "decided",
                bureau);
        UUID census = resolutions.draft(
                meeting,
                new NewResolution(
                        conveyed,
                        "完成本单位数据资源普查并报送目录清单",
                        "",
                        "目录清单经单位首席数据官签字",
                        FollowUp.Kind.ORDINARY,
                        DUANZHOU,
                        List.of(),
                        LocalDate.of(2021, 10, 29),
                        ""),
                bureau);
        UUID connect = resolutions.draft(
                meeting,
                new NewResolution(
                        issue,
                        "建立死亡登记数据按日共享接口",
                        "接口接入市政务大数据中心，首次提供存量数据",
                        "接口连续稳定运行五个工作日",
                        FollowUp.Kind.KEY,
                        new UnitCode("03"),
                        List.of(
                                new NewFollowUp.NewPart(new UnitCode("04"), "提出数据项和核验规则"),
                                new NewFollowUp.NewPart(BUREAU, "提供接口网关")),
                        LocalDate.of(2021, 11, 30),
                        "2021年11月底前"),
                bureau);
        UUID followUp =
                Objects.requireNonNull(resolutions.decide(meeting, connect, 1, Resolutions.Vote.consent(), bureau));
        assertThat(resolutions.decide(meeting, census, 1, Resolutions.Vote.of(12, 0, 1), bureau))
                .isNotNull();
        assertThat(fact(followUp))
                .returns(FollowUp.Origin.MEETING, FollowUp::origin)
                .returns("肇庆市首席数据官第一次联席会议议定事项（二）", FollowUp::originText)
                .returns(LocalDate.of(2021, 11, 30), FollowUp::due);
        meetings.end(meeting, bureau);
        log("第一次联席会议：议定 2 项，均已转为督办（%s）。", fact(followUp).number());
        sign(meeting, bureau, cityCdo, LocalDate.of(2021, 9, 17), LocalDate.of(2021, 9, 24), "〔2021〕1号");
        document(meeting);
        return meeting;
    }

    /// Units work; lights change as the days pass.
    private List<UUID> work(UUID meeting, Actor bureau, Map<String, List<UUID>> plan) throws IOException {
        List<PreviousResolutions.Outcome> outcomes = previous.outcomes(meeting);
        UUID census = outcomes.get(0).followUp();
        UUID interfaceId = outcomes.get(1).followUp();
        Actor police = actor(Role.UNIT_CDO, new UnitCode("03"));
        Actor district = actor(Role.UNIT_CDO, DUANZHOU);
        on(LocalDate.of(2021, 9, 27));
        followUps.act(interfaceId, FollowUpAct.SIGN, Said.NOTHING, police);
        followUps.act(
                interfaceId,
                FollowUpAct.DIVIDE,
                Said.division(List.of(), List.of(new FollowUpAct.NewMilestone("接口联调", LocalDate.of(2021, 11, 15)))),
                police);
        followUps.act(census, FollowUpAct.SIGN, Said.NOTHING, district);
        lights("签收后", interfaceId, census);
        on(LocalDate.of(2021, 10, 26));
        for (UUID id : plan.get("4.2")) {
            Actor cdo = actor(Role.UNIT_CDO, fact(id).lead());
            if (!fact(id).lead().equals(new UnitCode("05"))) {
                evidence.addFile(id, "示范点验收表.pdf", IncomingFile.of("验收通过".getBytes(StandardCharsets.UTF_8)), cdo);
                followUps.act(id, FollowUpAct.FINISH, Said.text("示范点已验收。"), cdo);
                followUps.act(
                        id, FollowUpAct.CLOSE, Said.text("同意销号。"), actor(Role.CITY_EXECUTIVE_OFFICER, UnitCode.CITY));
            }
        }
        log("示范点：%d 件按期销号，市资源局尚未报送。", plan.get("4.2").size() - 1);
        lights("10月26日", interfaceId, census);
        on(LocalDate.of(2021, 11, 5));
        assertThat(facts.of(new UnitCode("05"), day).overdue()).isEqualTo(1);
        assertThat(facts.light(fact(census))).isEqualTo(DeadlineLight.RED);
        lights("11月5日", interfaceId, census);
        on(LocalDate.of(2021, 11, 26));
        evidence.addFile(interfaceId, "联调报告.docx", IncomingFile.of("联调报告".getBytes(StandardCharsets.UTF_8)), police);
        followUps.act(
                interfaceId, FollowUpAct.PART_DONE, Said.text("数据项已提交。"), actor(Role.UNIT_CDO, new UnitCode("04")));
        followUps.act(interfaceId, FollowUpAct.PART_DONE, Said.text("网关已开通。"), actor(Role.UNIT_CDO, BUREAU));
        followUps.act(interfaceId, FollowUpAct.MILESTONE_DONE, Said.text("联调通过。"), police);
        followUps.act(interfaceId, FollowUpAct.FINISH, Said.text("接口稳定运行五个工作日。"), police);
        on(LocalDate.of(2021, 11, 29));
        followUps.act(interfaceId, FollowUpAct.CLOSE, Said.text("同意销号。"), bureau);
        assertThat(fact(interfaceId).inTime()).isTrue();
        lights("11月29日", interfaceId, census);
        return List.of(census, interfaceId);
    }

    private UUID secondMeeting(Actor bureau, Actor executive, List<UUID> decided) {
        on(LocalDate.of(2021, 12, 1));
        rhythm.remind();
        assertThat(rhythm.nextFor(bureau))
                .filteredOn(next -> next.territory().equals(UnitCode.CITY))
                .singleElement()
                .returns(LocalDate.of(2021, 12, 16), org.shuguan.server.meeting.Rhythm.Next::by);
        UUID late = topics.raise(
                new NewTopic(
                        UnitCode.CITY,
                        null,
                        Topic.Origin.FOLLOW_UP,
                        decided.getFirst().toString(),
                        "/office/follow-ups/" + decided.getFirst(),
                        "端州区数据资源普查逾期",
                        "第一次会议议定事项逾期一个月未完成。",
                        "明确新的完成时限和市级支持措施。"),
                bureau);
        UUID summary = topics.raise(
                new NewTopic(
                        UnitCode.CITY, null, Topic.Origin.SECRETARIAT, null, null, "2021年试点工作总结和2022年目标", "年度安排。", ""),
                bureau);
        UUID meeting = meetings.plan(
                UnitCode.CITY,
                planned("肇庆市首席数据官第二次联席会议", LocalDate.of(2021, 12, 16), Role.CITY_EXECUTIVE_OFFICER),
                bureau);
        UUID first = agenda.put(meeting, summary, "summary", bureau);
        UUID second = agenda.put(meeting, late, "issues", bureau);
        meetings.convene(meeting, bureau);
        answers(meeting, Map.of());
        on(LocalDate.of(2021, 12, 16));
        meetings.open(meeting, bureau);
        PreviousResolutions.Table begins = previous.of(kept.find(meeting).orElseThrow());
        assertThat(begins.title()).isEqualTo("肇庆市首席数据官第一次联席会议");
        assertThat(begins.outcomes())
                .extracting(PreviousResolutions.Outcome::state, PreviousResolutions.Outcome::light)
                .containsExactly(tuple(FollowUp.State.WORKING, DeadlineLight.RED), tuple(FollowUp.State.CLOSED, null));
        begins.outcomes()
                .forEach(one -> log(
                        "会议开始时通报：%s（%s）%s%s",
                        one.title(),
                        one.leadName(),
                        one.state().word(),
                        one.light() == null ? "" : "，亮" + one.light().word()));
        signIn(meeting, bureau);
        agenda.note(meeting, first, 1, "会议总结2021年试点工作，明确2022年以数据质量和应用为重点。", "noted", bureau);
        agenda.note(meeting, second, 1, "会议要求端州区压实责任，市政数局派员现场指导。", "decided", bureau);
        UUID again = resolutions.draft(
                meeting,
                new NewResolution(
                        second,
                        "市政数局派员指导端州区完成普查",
                        "",
                        "目录清单报送",
                        FollowUp.Kind.KEY,
                        BUREAU,
                        List.of(new NewFollowUp.NewPart(DUANZHOU, "配合普查")),
                        LocalDate.of(2022, 1, 28),
                        ""),
                bureau);
        resolutions.decide(meeting, again, 1, Resolutions.Vote.consent(), bureau);
        meetings.end(meeting, bureau);
        // What the meeting began with stays as it was, whatever becomes of it.
        on(LocalDate.of(2021, 12, 20));
        Actor district = actor(Role.UNIT_CDO, DUANZHOU);
        followUps.act(decided.getFirst(), FollowUpAct.FINISH, Said.text("普查完成。"), district);
        followUps.act(decided.getFirst(), FollowUpAct.CLOSE, Said.text("逾期完成，同意销号。"), bureau);
        assertThat(fact(decided.getFirst()).inTime()).isFalse();
        assertThat(previous.of(kept.find(meeting).orElseThrow())
                        .outcomes()
                        .getFirst()
                        .light())
                .isEqualTo(DeadlineLight.RED);
        sign(meeting, bureau, executive, LocalDate.of(2021, 12, 21), LocalDate.of(2021, 12, 27), "〔2021〕2号");
        return meeting;
    }

    private void districtMeeting() {
        on(LocalDate.of(2022, 1, 5));
        Actor operator = actor(Role.BUREAU_OPERATOR, new UnitCode("1102"));
        Actor cdo = actor(Role.UNIT_CDO, DUANZHOU);
        UUID topic = topics.raise(
                new NewTopic(new UnitCode("1101"), null, null, null, null, "区卫健局数据挂接", "两个系统未编目。", "限期挂接。"),
                actor(Role.DATA_STEWARD, new UnitCode("1101")));
        topics.accept(topic, null, operator);
        UUID meeting = meetings.plan(
                DUANZHOU,
                new NewMeeting(
                        "端州区首席数据官联席会议",
                        LocalDate.of(2022, 1, 12),
                        LocalTime.of(9, 30),
                        LocalTime.of(11, 0),
                        "区政府二楼会议室",
                        Role.UNIT_CDO,
                        List.of(NewMeeting.NewSeat.member(DUANZHOU))),
                operator);
        UUID item = agenda.put(meeting, topic, "issues", operator);
        meetings.convene(meeting, operator);
        meetings.answer(meeting, Meetings.Answered.comes(), cdo);
        on(LocalDate.of(2022, 1, 12));
        meetings.open(meeting, operator);
        signIn(meeting, operator);
        agenda.note(meeting, item, 1, "会议要求限期编目。", "decided", operator);
        UUID resolution = resolutions.draft(
                meeting,
                new NewResolution(
                        item,
                        "完成两个系统编目挂接",
                        "",
                        "目录发布",
                        FollowUp.Kind.ORDINARY,
                        new UnitCode("1101"),
                        List.of(),
                        LocalDate.of(2022, 3, 31),
                        ""),
                operator);
        resolutions.decide(meeting, resolution, 1, Resolutions.Vote.consent(), operator);
        meetings.end(meeting, operator);
        sign(meeting, operator, cdo, LocalDate.of(2022, 1, 13), LocalDate.of(2022, 1, 19), "〔2022〕1号");
    }

    private void endOfTheYear(UUID second, Map<String, List<UUID>> plan, Actor executive) {
        on(LocalDate.of(2022, 1, 25));
        UUID guided = previous.outcomes(second).getFirst().followUp();
        followUps.act(guided, FollowUpAct.SIGN, Said.NOTHING, actor(Role.UNIT_CDO, BUREAU));
        followUps.act(
                guided,
                FollowUpAct.DIVIDE,
                Said.division(List.of(), List.of(new FollowUpAct.NewMilestone("清单报送", LocalDate.of(2022, 1, 28)))),
                actor(Role.UNIT_CDO, BUREAU));
        lights("1月25日", guided);
        on(LocalDate.of(2022, 4, 28));
        int told = 0;
        for (UUID id : plan.get("5.3")) {
            Actor cdo = actor(Role.UNIT_CDO, fact(id).lead());
            followUps.act(id, FollowUpAct.FINISH, Said.text("工作总结已报送。"), cdo);
            followUps.act(id, FollowUpAct.CLOSE, Said.NOTHING, executive);
            told++;
        }
        assertThat(facts.find(plan.get("5.3")).values()).allMatch(one -> Boolean.TRUE.equals(one.inTime()));
        log("%d 个试点单位按期报送工作总结。", told);
        on(LocalDate.of(2022, 5, 5));
        log(
                "全年：市联席会议 2 次、区 1 次，纪要 3 份；督办逾期 %d 件。",
                pilots().stream()
                        .mapToInt(unit -> facts.of(unit, day).overdue())
                        .sum());
        assertThat(facts.of(new UnitCode("05"), day).overdue()).isEqualTo(1);
    }

    /// Circulates, lets some members comment, and signs when the term is over.
    private void sign(
            UUID meeting, Actor secretary, Actor chair, LocalDate circulated, LocalDate signed, String number) {
        on(circulated);
        keeping.circulate(meeting, secretary);
        keeping.remark(meeting, "建议补充完成标准。", chairsFirstMember(meeting));
        on(signed);
        keeping.sign(meeting, chair);
        assertThat(minutes.of(meeting).orElseThrow().printedNumber()).isEqualTo(number);
        log("纪要%s由%s签发。", number, chair.officerName());
    }

    private Actor chairsFirstMember(UUID meeting) {
        Seat seat = kept.seatsOf(meeting).stream()
                .filter(Seat::isMember)
                .findFirst()
                .orElseThrow();
        return actor(seat.role(), seat.unit());
    }

    private void answers(UUID meeting, Map<UnitCode, Meetings.Answered> others) {
        Actor bureau = actor(Role.BUREAU_OPERATOR, BUREAU);
        on(day.plusDays(2));
        meetings.invited(meeting, bureau)
                .forEach(one -> meetings.answer(
                        meeting,
                        one.seat(),
                        others.getOrDefault(one.unit(), Meetings.Answered.comes()),
                        actor(one.role(), one.unit())));
        log(
                "会议回执：%d 个席位，%d 人参加或委派代表。",
                meetings.invited(meeting, bureau).size(),
                meetings.invited(meeting, bureau).stream()
                        .filter(Meetings.Invited::comes)
                        .count());
    }

    private void signIn(UUID meeting, Actor secretary) {
        meetings.attend(
                meeting,
                meetings.invited(meeting, secretary).stream()
                        .map(one -> new Meetings.Attendance(one.seat(), one.comes(), null))
                        .toList(),
                secretary);
    }

    private NewMeeting planned(String title, LocalDate on, Role chair) {
        return new NewMeeting(
                title,
                on,
                LocalTime.of(15, 0),
                LocalTime.of(17, 0),
                "市政府一号会议室",
                chair,
                Stream.concat(
                                Stream.of(new NewMeeting.NewSeat(UnitCode.CITY, Role.CITY_EXECUTIVE_OFFICER, false)),
                                pilots().stream().map(NewMeeting.NewSeat::member))
                        .toList());
    }

    /// The minutes name the officers and units, and are an official document of one number.
    private void document(UUID meeting) throws IOException {
        Meeting one = kept.find(meeting).orElseThrow();
        byte[] docx = paper.write(one).docx();
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(docx));
                XWPFWordExtractor extractor = new XWPFWordExtractor(document)) {
            assertThat(extractor.getText())
                    .contains(
                            "肇庆市首席数据官联席会议纪要",
                            "〔2021〕1号",
                            "一、传达上级部署",
                            "二、协调解决各单位问题",
                            "市税务局陈税官（代邹智勇）",
                            "请假：肇庆高新区周文浣",
                            "由市公安局牵头",
                            "2021年11月底前完成",
                            "赞成12票，反对0票，弃权1票，通过。",
                            "2021年9月24日印发")
                    .doesNotContain("经费");
        }
        if (Boolean.getBoolean("sample.write")) {
            Path samples = Files.createDirectories(Path.of("../docs/samples"));
            Files.write(samples.resolve("minutes.docx"), docx);
            Files.write(samples.resolve("minutes.pdf"), paper.pdf(one));
        }
    }

    private void lights(String when, UUID... ids) {
        for (UUID id : ids) {
            FollowUp one = fact(id);
            log(
                    "%s  %s %s：%s%s",
                    when,
                    one.number(),
                    one.title(),
                    one.state().word(),
                    one.closedAt() == null ? "，亮" + facts.light(one).word() : "");
        }
    }

    private FollowUp fact(UUID id) {
        return facts.find(id).orElseThrow();
    }

    private List<UnitCode> pilots() {
        return institution.units(ISSUED).stream()
                .filter(unit -> unit.kind() != Unit.Kind.CITY && unit.parent() == null)
                .map(Unit::code)
                .filter(code -> code.value().matches("0[1-9]|1[1-5]"))
                .sorted()
                .toList();
    }

    private String name(Role role, UnitCode unit) {
        return institution.holders(role, unit, day).getFirst().officerName();
    }

    private Actor actor(Role role, UnitCode unit) {
        return institution.inForce(day).stream()
                .filter(held -> held.role() == role && held.unit().equals(unit))
                .findFirst()
                .map(held -> new Actor(
                        UUID.randomUUID(),
                        held.officerName(),
                        held.officer(),
                        held.officerName(),
                        access.capacitiesOf(held.officer(), day)))
                .orElseThrow(() -> new AssertionError("nobody is " + role + " of " + unit));
    }

    private void on(LocalDate next) {
        day = next;
        clock.set(next);
    }

    private JsonNode read(String resource) throws IOException {
        try (InputStream file = Objects.requireNonNull(ZhaoqingYearTest.class.getResourceAsStream(resource))) {
            return json.readTree(file);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void log(String text, @Nullable Object... facts) {
        System.out.println(day + "  " + text.formatted(facts));
    }
}
