package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Shared.class)
class FileReadingJourneyTest {
    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void aDoubtfulEncodingIsAskedAboutAndAFileCanBeLeftOut() throws IOException {
        try (Desk steward = new Desk(browser, city.address(), false, 1440).signIn("hjj.steward")) {
            Path file = Files.createTempDirectory("shuguan-e2e").resolve("港澳企业.csv");
            Files.writeString(
                    file, "編號,名稱,地址\n1,香港貿易有限公司,九龍彌敦道十號\n2,澳門旅遊公司,澳門新馬路\n3,粵港物流,中環德輔道\n", Charset.forName("Big5"));
            steward.open("/office/census/new")
                    .choose("kind", "files")
                    .fill("name", "存疑的文件")
                    .press("保存");
            steward.sees("把文件拖到这里").sees("还没有文件。");
            steward.page().locator("#file").setInputFiles(file);
            steward.follow("港澳企业.csv").sees("请确认：文件的编码是哪一种？").sees("现在的猜测");
            steward.sees("香港貿易有限公司").lookAtEveryWidth("reading-question-zh");
            steward.press("采用：Big5").sees("已保存，下次普查生效。");
            assertThat(steward.page().getByText("请确认：文件的编码是哪一种？")).hasCount(0);
            steward.follow("返回数据源").press("不读取").fill("reason", "").press("确定不读取");
            assertThat(steward.page().locator(".wrong")).isVisible();
            steward.fill("reason", "旧版本").press("确定不读取").sees("决定不读取：旧版本").lookAtEveryWidth("files-left-out-zh");
            steward.press("恢复读取").press("删除");
            steward.confirm("删除").sees("还没有文件。");
        }
        try (Desk steward = new Desk(browser, city.address(), true, 390).signIn("hjj.steward")) {
            steward.open("/office/census").follow("存疑的文件").sees("There are no files yet.");
        }
    }

    @Test
    void aStewardCorrectsHowAFileIsReadAndTheCensusObeys() throws IOException {
        try (Desk steward = new Desk(browser, city.address(), false, 1440).signIn("hjj.steward")) {
            Path file = Files.createTempDirectory("shuguan-e2e").resolve("台账.csv");
            Files.writeString(
                    file,
                    "处罚台账\n企业,联系人,手机\n甲公司,张三丰,13812345678\n乙公司,李四光,13912345678\n丙公司\n",
                    Charset.forName("GB18030"));
            steward.open("/office/census/new")
                    .choose("kind", "files")
                    .fill("name", "读法台账")
                    .press("保存");
            steward.sees("把文件拖到这里");
            steward.page().locator("#file").setInputFiles(file);
            steward.follow("台账.csv").sees("当前读作：GB18030").sees("共 2 条记录、3 个字段，1 行不是记录");
            steward.sees("张**").sees("字段少于表的列数").look("reading-zh");
            assertThat(steward.page().locator("body")).not().containsText("13812345678");
            steward.choose("encoding", "UTF-8").sees("没有可读的表。");
            steward.choose("encoding", "").sees("当前读作：GB18030");
            steward.page().getByLabel("字段不足的行补空，计为记录").check();
            steward.sees("共 3 条记录、3 个字段，0 行不是记录");
            steward.page().getByLabel("指定表的位置和表头").check();
            steward.fill("header-0", "0").page().locator("#header-0").blur();
            steward.sees("共 4 条记录").look("reading-placed-zh");
            steward.fill("header-0", "1").page().locator("#header-0").blur();
            steward.sees("共 3 条记录").press("保存读法").sees("已保存，下次普查生效。");
            steward.follow("返回数据源").press("开始普查");
            assertThat(steward.page().locator(".head .tag"))
                    .hasText("完成", new LocatorAssertions.HasTextOptions().setTimeout(Desk.ON_A_BUSY_MACHINE));
            steward.follow("台账.csv").sees("读法：编码 GB18030").sees("3 行 · 3 个字段").look("read-as-zh");
            steward.page().goBack();
        }
        try (Desk steward = new Desk(browser, city.address(), true, 390).signIn("hjj.steward")) {
            steward.open("/office/census").follow("读法台账").follow("台账.csv");
            steward.sees("Now read as: GB18030").look("reading-en-390");
            steward.press("Undo the last correction").sees("Undone.").sees("1 lines are not rows");
        }
    }
}
