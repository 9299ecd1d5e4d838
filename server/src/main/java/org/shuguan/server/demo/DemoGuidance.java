package org.shuguan.server.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.comment.Comment;
import org.shuguan.server.comment.Comments;
import org.shuguan.server.comment.NewComment;
import org.shuguan.server.guidance.Faqs;
import org.shuguan.server.guidance.Inquiries;
import org.shuguan.server.guidance.Inquiry;
import org.shuguan.server.guidance.InquiryAct;
import org.shuguan.server.guidance.NewFaq;
import org.shuguan.server.guidance.NewInquiry;
import org.shuguan.server.guidance.NewVisit;
import org.shuguan.server.guidance.Visit;
import org.shuguan.server.guidance.Visits;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What units and their bureaus asked each other in the last weeks, what became frequently asked questions of it, two
/// visits, and some comments. All of it is invented.
@Component
@Order(29)
@ConditionalOnProperty("shuguan.demo")
class DemoGuidance implements DemoPart {
    private final Inquiries inquiries;
    private final Faqs faqs;
    private final Visits visits;
    private final Comments comments;
    private final DemoDemands demands;
    private final Institution institution;
    private final DemoPeople people;
    private final Calendar calendar;
    private final Map<String, UnitCode> units = new HashMap<>();

    DemoGuidance(
            Inquiries inquiries,
            Faqs faqs,
            Visits visits,
            Comments comments,
            DemoDemands demands,
            Institution institution,
            DemoPeople people,
            Calendar calendar) {
        this.inquiries = inquiries;
        this.faqs = faqs;
        this.visits = visits;
        this.comments = comments;
        this.demands = demands;
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
        answered(bureau);
        waiting(bureau);
        ofDistricts();
        visits(bureau);
        commented(bureau);
    }

    /// Those that were answered, and the frequently asked questions that were made of them.
    private void answered(Actor bureau) {
        UnitCode environment = unit("市环境局");
        UUID cycle = asked(
                34,
                Inquiry.Kind.QUESTION,
                environment,
                "空气自动监测数据每小时一更，更新周期填“实时”还是“每日”",
                "国控、省控站点的小时数据由监测站系统自动入库，我局再按日汇总。目录里小时数据和日均数据是不是要分成两条？更新周期分别怎么填？",
                actor(Role.DATA_STEWARD, environment));
        act(31, cycle, InquiryAct.ANSWER, "两张表口径不同，分成两条目录。小时数据填“实时”，日均数据填“每日”；归集按目录的更新周期安排，所以请按数据实际可取得的时间填。", bureau);
        act(30, cycle, InquiryAct.CLOSE, null, actor(Role.DATA_STEWARD, environment));
        published(
                29,
                "catalog",
                "同一业务既有小时数据又有汇总数据，更新周期怎么填？",
                "口径不同的表分成两条目录，更新周期按各自实际可取得数据的时间填：自动入库的小时数据填“实时”，按日汇总的填“每日”。归集任务按目录的更新周期安排，填得比实际快，会被记为逾期未更新。",
                cycle,
                bureau);
        UnitCode education = unit("市教育局");
        Actor school = actor(Role.DATA_STEWARD, education);
        UUID province = asked(
                26,
                Inquiry.Kind.PROBLEM,
                education,
                "学籍系统由省教育厅统建，本地没有数据库，目录无法挂接",
                "全国中小学生学籍信息管理系统部署在省厅，我局只有查询账号。目录已编好，但没有库表可挂接，普查也登记不了数据源。",
                school);
        act(24, province, InquiryAct.ASK_BACK, "请说明：省厅是否按期向你局回流数据？回流的是库表还是文件？", bureau);
        act(22, province, InquiryAct.REPLY, "省厅每学期初通过省政务大数据中心回流一次本市学籍数据，形式为文件，约 52 万条。", school);
        act(
                19,
                province,
                InquiryAct.ANSWER,
                "可以先登记“文件”类数据源，把回流文件导入并普查，再挂接目录，更新周期填“每学期”对应的“每半年”。我们同时向省局申请按月回流，有进展再告知。",
                bureau);
        published(
                18,
                "catalog",
                "国家、省统建系统的数据，本地没有数据库，怎么挂接目录？",
                "有回流数据的，把回流的库表或文件登记为数据源，普查后挂接，更新周期按回流周期填。没有回流的，目录照常编制，先不挂接，由市政数局统一向省申请回流。",
                province,
                bureau);
        published(
                60,
                "institution",
                "首席数据官或数据专员变动，未办结的事项由谁接着办？",
                "待办跟岗位走，不跟人走：新任人员任职登记后，岗位上未办结的事项自动转到其待办。任职空档期间，由替补或受托人办理；没有的，由市政数局提醒单位尽快明确。",
                null,
                bureau);
        UnitCode land = unit("市资源局");
        UUID register = asked(
                15,
                Inquiry.Kind.PROGRESS,
                land,
                "不动产登记历史档案补录进度",
                "2015 年以前的纸质登记档案约 21 万宗，已补录 13.4 万宗，高要区、四会市部分因档案分散进度偏慢，预计下季度完成。",
                actor(Role.DATA_STEWARD, land));
        act(11, register, InquiryAct.ANSWER, "已知悉。补录完成一个镇街即可归集一个镇街，不必等全部完成；权利人证件号码为空的记录请单独标注，先不共享。", bureau);
    }

    /// Those that wait for somebody.
    private void waiting(Actor bureau) {
        UnitCode tax = unit("市税务局");
        UUID code = asked(
                4,
                Inquiry.Kind.SUGGESTION,
                tax,
                "建议全市统一“统一社会信用代码”的字段名和长度",
                "目前共享来的表里有 TYSHXYDM、XYDM、CREDIT_CODE 三种写法，长度 18 位、20 位不一，比对前都要先清洗。建议在目录编制要求里明确。",
                actor(Role.DATA_STEWARD, tax));
        comment(
                3,
                "inquiry",
                code,
                Comment.Audience.INTERNAL,
                "已对照 GB 32100 和省里的公共数据元，长度应为 18 位。与数据资源科商定后一并答复。",
                bureau);
        UnitCode fund = unit("市公积金中心");
        asOf(2).ask(
                        new NewInquiry(
                                Inquiry.Kind.QUESTION,
                                Inquiry.Direction.TO_UNIT,
                                fund,
                                false,
                                "缴存明细按月提供，能否改为每日增量",
                                "市人社局核验用工关系需要较新的缴存状态。请说明缴存系统能否每日导出当日变动，以及需要市里协调的事项。"),
                        bureau);
    }

    /// Inquiries to the bureaus of districts, one of them passed on to the city.
    private void ofDistricts() {
        UnitCode health = unit("端州区卫健局");
        UUID vaccine = asked(
                5,
                Inquiry.Kind.QUESTION,
                health,
                "预防接种信息是否需要区里重复编目",
                "接种系统由省疾控统建，市卫健部门已编目录。我局是否还要按区再编一条？",
                actor(Role.DATA_STEWARD, health));
        act(4, vaccine, InquiryAct.PASS_ON, "各区情况类似，建议由市里统一答复。", actor(Role.BUREAU_OPERATOR, unit("端州区政数局")));
        UnitCode farming = unit("高要区农业农村局");
        Actor steward = actor(Role.DATA_STEWARD, farming);
        UUID land = asked(
                20, Inquiry.Kind.QUESTION, farming, "土地承包合同扫描件算不算数据资源", "确权时的合同扫描件约 6 万份，存在档案室服务器上，没有入库。", steward);
        act(
                17,
                land,
                InquiryAct.ANSWER,
                "扫描件连同它的索引表（合同编号、承包方、地块编码）一起编为一条目录，挂接索引表即可；扫描件按需调阅，不归集。",
                actor(Role.BUREAU_OPERATOR, unit("高要区政数局")));
        act(16, land, InquiryAct.CLOSE, null, steward);
    }

    private void visits(Actor bureau) {
        visits.asOf(at(44))
                .add(
                        UnitCode.CITY,
                        new NewVisit(
                                Visit.Kind.VISIT,
                                workingDay(45),
                                "调研环境监测数据归集",
                                List.of(unit("市环境局")),
                                "市政数局数据资源科 2 人；市环境局首席数据官、监测站技术负责人、数据专员",
                                "监测站系统有三套，口径以省站为准；建议先归集国控站小时数据，省控站接口由监测站下季度打通。现场核对目录 6 条，2 条更新周期填错，已改。",
                                List.of()),
                        bureau);
        visits.asOf(at(12))
                .add(
                        UnitCode.CITY,
                        new NewVisit(
                                Visit.Kind.JOINT_WORK,
                                workingDay(13),
                                "联合核对死亡登记与养老待遇发放数据",
                                List.of(unit("市公安局"), unit("市人社局")),
                                "市公安局户政支队、市人社局社保中心、市政数局数据资源科，共 7 人",
                                "比对 2,318 条，疑似 41 条，逐条核实后确认停发 9 条，其余为姓名变更或登记滞后。商定死亡登记自下月起每日增量提供。",
                                List.of()),
                        bureau);
    }

    private void commented(Actor bureau) {
        UUID demand = demands.promised();
        if (demand == null) {
            return;
        }
        Actor asking = actor(Role.DATA_STEWARD, unit("市人社局"));
        Actor supplying = actor(Role.DATA_STEWARD, unit("市公安局"));
        // The demand is of today, so the comments are too.
        Comments today = comments.asOf(Clock.systemUTC());
        today.write(
                "demand",
                demand,
                new NewComment(
                        null,
                        Comment.Audience.EVERYBODY,
                        "@" + supplying.officerName() + " 只要当月新增的死亡登记即可，历史数据不需要重报。",
                        List.of(supplying.officer())),
                asking);
        today.write(
                "demand",
                demand,
                new NewComment(null, Comment.Audience.EVERYBODY, "收到。登记日期和死亡日期都会给，跨月补登的以登记日期为准。", List.of()),
                supplying);
        today.write(
                "demand",
                demand,
                new NewComment(null, Comment.Audience.INTERNAL, "户政系统下月升级，首次提供可能要推迟几天，先内部确认。", List.of()),
                supplying);
        today.write(
                "demand",
                demand,
                new NewComment(null, Comment.Audience.EVERYBODY, "两家可先按联合核对时商定的字段准备，不用再走会议。", List.of()),
                bureau);
    }

    private UUID asked(int daysAgo, Inquiry.Kind kind, UnitCode unit, String title, String text, Actor actor) {
        return asOf(daysAgo).ask(new NewInquiry(kind, Inquiry.Direction.TO_BUREAU, unit, false, title, text), actor);
    }

    private void act(int daysAgo, UUID inquiry, InquiryAct act, @Nullable String text, Actor actor) {
        asOf(daysAgo).act(inquiry, act, text, actor);
    }

    private void published(
            int daysAgo, String topic, String question, String answer, @Nullable UUID inquiry, Actor bureau) {
        faqs.asOf(at(daysAgo)).publish(UnitCode.CITY, new NewFaq(topic, question, answer, inquiry), bureau);
    }

    private void comment(int daysAgo, String about, UUID subject, Comment.Audience audience, String text, Actor actor) {
        comments.asOf(at(daysAgo)).write(about, subject, new NewComment(null, audience, text, List.of()), actor);
    }

    private Inquiries asOf(int daysAgo) {
        return inquiries.asOf(at(daysAgo));
    }

    private UnitCode unit(String name) {
        return Objects.requireNonNull(units.get(name), name);
    }

    private Actor actor(Role role, UnitCode unit) {
        return Objects.requireNonNull(people.holder(role, unit), role + " of " + unit);
    }

    private LocalDate workingDay(int daysAgo) {
        return calendar.lastWorkingDay(institution.today().minusDays(daysAgo));
    }

    private Clock at(int daysAgo) {
        return Clock.fixed(
                workingDay(daysAgo)
                        .atTime(LocalTime.of(10, 0))
                        .atZone(CityTime.ZONE)
                        .toInstant(),
                CityTime.ZONE);
    }
}
