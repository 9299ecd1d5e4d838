package org.shuguan.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A joint meeting: the secretary convenes it, a CDO answers, a resolution becomes a follow-up, the minutes are signed.
@ExtendWith(Shared.class)
class MeetingJourneyTest {
    private static final String MEETING = "数据质量专题联席会议";
    private static final String TOPIC = "契税数据空值清理";
    private static final String RESOLUTION = "清理契税申报数据空值";

    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void aMeetingFromItsTopicToItsSignedMinutes() {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        try (Desk steward = desk().signIn("swj.steward")) {
            steward.open("/office/meetings/topics/new")
                    .heads("提出议题")
                    .press("提出议题")
                    .sees("必填。");
            steward.fill("title", TOPIC)
                    .fill("reason", "空值影响比对")
                    .fill("proposal", "限期清理")
                    .press("提出议题")
                    .heads(TOPIC)
                    .sees("待审核");
        }
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open("/office/meetings/topics?q=" + TOPIC)
                    .follow(TOPIC)
                    .press("受理")
                    .confirm("受理")
                    .sees("已受理。")
                    .look("topic-zh");
            bureau.open("/office/meetings").heads("联席会议").lookAtEveryWidth("meetings-zh");
            bureau.open("/office/meetings/new").heads("筹划会议");
            bureau.fill("title", MEETING).fill("day", today.toString()).fill("place", "市政府三号会议室");
            bureau.choose("chairRole", "city-cdo")
                    .pick("members", "市税务局")
                    .press("保存")
                    .heads(MEETING);
            bureau.pick("topic", TOPIC).press("列入议程").sees("议程已保存。");
            bureau.press("发出会议通知").confirm("发出会议通知").sees("会议通知已发出。");
        }
        try (Desk cdo = new Desk(browser, city.address(), false, 390).signIn("swj.cdo")) {
            cdo.open("/office/meetings?q=" + MEETING).follow(MEETING);
            cdo.page()
                    .getByLabel("参加", new Page.GetByLabelOptions().setExact(true))
                    .check();
            cdo.press("提交回执").sees("回执已提交。").look("meeting-answer-phone-zh");
        }
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open("/office/meetings?q=" + MEETING)
                    .follow(MEETING)
                    .press("会议开始")
                    .confirm("会议开始")
                    .sees("会议已开始。");
            bureau.press("保存到会登记").sees("到会登记已保存。");
            bureau.press("起草议定事项")
                    .fill("title", RESOLUTION)
                    .pick("lead", "市税务局")
                    .fill("due", today.plusDays(30).toString())
                    .press("保存议定事项")
                    .sees("草稿");
            bureau.press("一致同意").confirm("一致同意").sees("已通过，并已交办督办。").lookAtEveryWidth("meeting-open-zh");
            bureau.page().getByLabel("结果").first().selectOption("decided");
            bureau.page().getByLabel("会议记录").first().fill("会议要求限期清理。");
            bureau.press("保存记录").sees("已保存");
            bureau.press("会议结束").confirm("会议结束").sees("会议已结束");
            bureau.press("印发征求意见稿").confirm("印发征求意见稿").sees("征求意见稿已印发。");
            bureau.open("/office/follow-ups?q=" + RESOLUTION).follow(RESOLUTION).sees("联席会议");
        }
        try (Desk cdo = desk().signIn("swj.cdo")) {
            cdo.open("/office/meetings?q=" + MEETING)
                    .follow(MEETING)
                    .press("提交意见")
                    .confirm("提交意见")
                    .sees("意见已提交。");
        }
        try (Desk leader = desk().signIn("city.cdo")) {
            leader.open("/office/meetings?q=" + MEETING)
                    .follow(MEETING)
                    .press("签发")
                    .confirm("签发")
                    .sees("纪要已签发。")
                    .lookAtEveryWidth("minutes-signed-zh");
            leader.open("/office/directives").heads("上级文件").look("directives-zh");
        }
        try (Desk stranger = desk().signIn("jyj.steward")) {
            stranger.open("/office/meetings?q=" + MEETING).sees("没有找到");
        }
    }

    private static Desk desk() {
        return new Desk(browser, city.address(), false, 1440);
    }
}
