package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A unit enrols the program of a front-end host, has a source read through it, and ends it.
@ExtendWith(Shared.class)
class FrontEndHostJourneyTest {
    private static City city;
    private static Browser browser;

    @TempDir
    private Path folder;

    private Process agent;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @AfterEach
    void stop() throws Exception {
        if (agent != null) {
            agent.destroyForcibly().waitFor();
        }
    }

    @Test
    void aSourceIsReadThroughAProgramThatDialsOut() throws Exception {
        String port = city.secret("departments.port");
        boolean own = Files.exists(city.home().resolve("departments.superuser.password"));
        String user = own ? "shuguan_superuser" : "postgres";
        String secret = city.secret(own ? "departments.superuser.password" : "departments.password");
        database(port, user, secret);
        try (Desk steward = new Desk(browser, city.address(), false, 1440).signIn("zyj.steward")) {
            steward.open("/office/front-end-hosts").heads("前置机").look("front-end-hosts-zh");
            steward.follow("新建前置机").heads("新建前置机").press("新建").sees("必填。");
            steward.fill("name", "国土机房前置机").press("新建").sees("代码只显示这一次");
            steward.lookAtEveryWidth("front-end-host-new-zh");
            String command = steward.page().locator("code.command").innerText();
            assertThat(command).startsWith("./shuguan agent --node " + city.address() + " --code ");
            String host = steward.page().url();
            start(command.replaceFirst("^\\./shuguan agent ", "").split(" "));
            steward.press("已记下");
            assertThat(steward.page().locator(".lead .tag.good"))
                    .hasText("已连接", new LocatorAssertions.HasTextOptions().setTimeout(Desk.ON_A_BUSY_MACHINE));

            steward.open("/office/census/new").choose("kind", "postgresql");
            steward.page().locator("#through").selectOption(new SelectOption().setLabel("国土机房前置机"));
            steward.fill("name", "机房里的库")
                    .fill("host", "127.0.0.1")
                    .fill("port", port)
                    .fill("database", "behind_host")
                    .fill("user", user)
                    .fill("secret", "wrong")
                    .press("测试连接")
                    .sees("用户名、密码或令牌不正确");
            steward.fill("secret", secret).press("测试连接").sees("连接成功");
            steward.lookAtEveryWidth("source-through-zh").press("保存");
            steward.page().waitForURL(url -> url.contains("/office/census/sources/"));
            String source = steward.page().url();
            steward.press("开始普查");
            assertThat(steward.page().locator(".head .tag"))
                    .hasText("完成", new LocatorAssertions.HasTextOptions().setTimeout(Desk.ON_A_BUSY_MACHINE));
            steward.sees("public.zd").look("run-through-zh");

            steward.page().navigate(host);
            steward.heads("国土机房前置机").sees("机房里的库").sees("public.zd");
            steward.lookAtEveryWidth("front-end-host-zh");
            steward.press("停用").fill("reason", "设备更换").confirm("停用").sees("前置机已停用。");
            steward.look("front-end-host-ended-zh");
            Process ended = agent;
            assertThat(ended.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(ended.exitValue()).isEqualTo(5);
            assertThat(Files.readString(folder.resolve("agent.log")))
                    .contains("enrolled as 国土机房前置机")
                    .contains("this front-end host was ended at the node and stops")
                    .doesNotContain(secret);

            steward.page().navigate(source);
            steward.press("开始普查");
            steward.sees("前置机“国土机房前置机”已停用");
        }
    }

    private static void database(String port, String user, String secret) throws SQLException {
        String server = "jdbc:postgresql://127.0.0.1:" + port + "/";
        try (Connection connection = DriverManager.getConnection(server + "postgres", user, secret);
                var statement = connection.createStatement()) {
            statement.execute("create database behind_host");
        }
        try (Connection connection = DriverManager.getConnection(server + "behind_host", user, secret);
                var statement = connection.createStatement()) {
            statement.execute("create table zd (zdbh varchar(20) primary key, qlr varchar(50), mj numeric(12,2))");
            statement.execute("insert into zd select 'ZD-' || i, '权利人' || i, i * 10.5 from generate_series(1, 500) i");
        }
    }

    /// Starts the program as `./shuguan agent` does, from the packaged archive.
    private void start(String... options) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path run = folder.resolve("run");
        Process unpacked = new ProcessBuilder(
                        java,
                        "-Djarmode=tools",
                        "-jar",
                        City.archive().toString(),
                        "extract",
                        "--destination",
                        run.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(unpacked.waitFor()).isZero();
        List<String> line = new ArrayList<>(List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                run + "/lib/*",
                "org.shuguan.dataplane.agent.AgentMain",
                "agent",
                "--home",
                folder.resolve("home").toString()));
        line.addAll(List.of(options));
        agent = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
    }
}
