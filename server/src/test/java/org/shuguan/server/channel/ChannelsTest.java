package org.shuguan.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.MovableClock;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notices;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Letters to a real SMTP server and to a real HTTP server.
@SpringBootTest
@Import(MovableClock.Configuration.class)
class ChannelsTest {
    private static final ListQuery ALL = new ListQuery(1, 100, null, null);
    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}");

    private static GreenMail mail = server(0);
    private static final Robot ROBOT = new Robot();

    /// A robot of a chat.
    private static final class Robot {
        record Call(String path, String key, String body) {}

        final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
        volatile int status = 200;
        volatile String answer = "{\"errcode\":0}";
        final HttpServer server;

        Robot() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            server.createContext("/", exchange -> {
                calls.add(new Call(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
        }

        String address(String path) {
            return "http://127.0.0.1:" + server.getAddress().getPort() + path;
        }
    }

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        registry.add("shuguan.mail.host", () -> "127.0.0.1");
        registry.add("shuguan.mail.port", () -> mail.getSmtp().getPort());
        registry.add("shuguan.mail.from", () -> "shuguan@data.example.cn");
        registry.add("shuguan.mail.protection", () -> "none");
        registry.add(
                "shuguan.webhook.hosts",
                () -> "qyapi.weixin.qq.com,127.0.0.1:"
                        + ROBOT.server.getAddress().getPort());
        registry.add("shuguan.address", () -> "https://data.example.cn/");
    }

    @AfterAll
    static void stop() {
        mail.stop();
        ROBOT.server.stop(0);
    }

    @Autowired
    Channels channels;

    @Autowired
    Outgoing outgoing;

    @Autowired
    KeptMessages messages;

    @Autowired
    Notices notices;

    @Autowired
    Institution institution;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    private Actor person;
    private String address;

    @BeforeEach
    void enrol() throws Exception {
        jdbc.sql("delete from channel.channel").update();
        mail.purgeEmailFromAllMailboxes();
        ROBOT.calls.clear();
        ROBOT.status = 200;
        ROBOT.answer = "{\"errcode\":0}";
        person = Actors.of(institution.enrol("陈晓明"), "陈晓明", Role.DATA_STEWARD, new UnitCode("C1"));
        address = "u" + UUID.randomUUID() + "@example.cn";
    }

    @Test
    void anAddressIsUsedOnceItsCodeIsEntered() throws Exception {
        channels.set(ChannelKind.EMAIL, wish(address, null), person);
        tell("1");
        assertThat(messages.list(null, null, ALL, "id").items()).isEmpty();
        String code = code(text(mails().getFirst()));
        assertThatThrownBy(() -> channels.confirm(ChannelKind.EMAIL, "AAAA-AAAA-AAAA", person))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> channels.test(ChannelKind.EMAIL, person)).hasMessageContaining("not-confirmed");
        channels.confirm(ChannelKind.EMAIL, code, person);
        tell("2");
        outgoing.round();
        MimeMessage letter = mails().get(1);
        assertThat(letter.getSubject()).isEqualTo("数官：目录“居民信息 2”（T/2）待您签发。");
        assertThat(text(letter))
                .contains("https://data.example.cn/office/catalog/2")
                .doesNotContain("居民信息 1");
        outgoing.round();
        assertThat(mails()).hasSize(2);
        assertThat(messages.list(KeptMessages.State.SENT, null, ALL, "id").total())
                .isEqualTo(1);
    }

    @Test
    void wrongCodesEndAndCodesAreNotSentAtWill() throws Exception {
        channels.set(ChannelKind.EMAIL, wish(address, null), person);
        String code = code(text(mails().getFirst()));
        for (int i = 0; i < Channels.MOST_TRIES; i++) {
            assertThatThrownBy(() -> channels.confirm(ChannelKind.EMAIL, "AAAA-AAAA-AAAA", person))
                    .isInstanceOf(InvalidInput.class);
        }
        assertThatThrownBy(() -> channels.confirm(ChannelKind.EMAIL, code, person))
                .hasMessageContaining("channel/ended");
        assertThatThrownBy(() -> channels.sendCode(ChannelKind.EMAIL, person)).hasMessageContaining("too-soon");
        clock.advance(Channels.BETWEEN_CODES);
        channels.sendCode(ChannelKind.EMAIL, person);
        clock.advance(Channels.CODE_LASTS.plusSeconds(1));
        String late = code(text(mails().get(1)));
        assertThatThrownBy(() -> channels.confirm(ChannelKind.EMAIL, late, person))
                .hasMessageContaining("channel/ended");
    }

    @Test
    void aServerThatIsDownForAnHourLosesNoneAndDoublesNone() throws Exception {
        use(ChannelKind.EMAIL, address);
        mail.purgeEmailFromAllMailboxes();
        int port = mail.getSmtp().getPort();
        mail.stop();
        try {
            for (int minute = 0; minute < 60; minute += 5) {
                tell("down-" + minute);
                outgoing.round();
                clock.advance(Duration.ofMinutes(5));
            }
        } finally {
            mail = server(port);
        }
        clock.advance(Duration.ofMinutes(10));
        outgoing.round();
        outgoing.round();
        String all = String.join("\n", mails().stream().map(ChannelsTest::text).toList());
        for (int minute = 0; minute < 60; minute += 5) {
            assertThat(all.split(Pattern.quote("居民信息 down-" + minute + "”"), -1))
                    .hasSize(2);
        }
        assertThat(messages.list(KeptMessages.State.SENT, null, ALL, "id").total())
                .isEqualTo(12);
    }

    @Test
    void aLetterInDoubtIsSentAgainUnderItsNumber() {
        use(ChannelKind.WEBHOOK, ROBOT.address("/hooks/city"));
        ROBOT.calls.clear();
        tell("doubt");
        ROBOT.status = 503;
        outgoing.round();
        ROBOT.status = 200;
        tell("later");
        clock.advance(Duration.ofMinutes(1));
        outgoing.round();
        assertThat(ROBOT.calls).hasSize(3);
        assertThat(ROBOT.calls.get(1).key()).isNotEqualTo(ROBOT.calls.get(2).key());
        assertThat(ROBOT.calls.stream()
                        .filter(call -> call.key().equals(ROBOT.calls.getFirst().key())))
                .hasSize(2)
                .allMatch(call ->
                        call.body().contains("居民信息 doubt") && !call.body().contains("later"));
    }

    @Test
    void whatIsReadOnThePageIsNotSent() {
        Channels.Wish daily = new Channels.Wish(address, "en", Pace.DAILY, LocalTime.of(8, 30), null, null, null);
        channels.set(ChannelKind.EMAIL, daily, person);
        channels.confirm(ChannelKind.EMAIL, code(text(mails().getFirst())), person);
        tell("a");
        tell("b");
        tell("c");
        outgoing.round();
        assertThat(mails()).hasSize(1);
        jdbc.sql("update notice.notice set read_at = now() where officer = :officer and key like '%:a'")
                .param("officer", person.officer().value())
                .update();
        clock.advance(Duration.ofDays(1));
        outgoing.round();
        assertThat(mails()).hasSize(2);
        assertThat(text(mails().get(1))).contains(" b", " c").doesNotContain("居民信息 a");
        assertThat(messages.list(KeptMessages.State.READ_BEFORE, null, ALL, "id")
                        .total())
                .isEqualTo(1);
    }

    @Test
    void anAddressThatIsRefusedForGoodIsStoppedAndThePersonIsTold() {
        use(ChannelKind.WEBHOOK, ROBOT.address("/hooks/city"));
        ROBOT.status = 410;
        tell("gone");
        outgoing.round();
        assertThat(channels.of(person).getFirst().stoppedWhy()).isEqualTo("HTTP 410");
        assertThat(messages.list(KeptMessages.State.GIVEN_UP, null, ALL, "id").total())
                .isEqualTo(1);
        assertThat(jdbc.sql("select code from notice.notice where officer = :officer order by id desc limit 1")
                        .param("officer", person.officer().value())
                        .query(String.class)
                        .single())
                .isEqualTo("channel-stopped-webhook");
        tell("after");
        assertThat(messages.list(null, null, ALL, "id").total()).isEqualTo(1);
    }

    @Test
    void aRobotThatSaysNoInItsAnswerIsTriedAgain() {
        use(ChannelKind.WEBHOOK, ROBOT.address("/robot/send"));
        ROBOT.calls.clear();
        ROBOT.answer = "{\"errcode\":45009}";
        tell("busy");
        outgoing.round();
        assertThat(messages.list(KeptMessages.State.WAITING, null, ALL, "id")
                        .items()
                        .getFirst()
                        .failure())
                .contains("45009");
        ROBOT.answer = "{\"errcode\":0}";
        clock.advance(Duration.ofMinutes(1));
        outgoing.round();
        assertThat(ROBOT.calls).hasSize(2);
        assertThat(ROBOT.calls.get(1).body()).contains("\"msgtype\":\"text\"", "居民信息 busy");
    }

    @Test
    void onlyHostsThatTheOperatorNamedAreCalled() {
        for (String target : List.of(
                "https://169.254.169.254/latest",
                "http://qyapi.weixin.qq.com/cgi-bin/webhook/send",
                "https://qyapi.weixin.qq.com:8443/x",
                "https://user@qyapi.weixin.qq.com/x",
                "https://qyapi.weixin.qq.com.evil.example/x",
                "file:///etc/passwd",
                "nonsense")) {
            assertThatThrownBy(() -> channels.set(ChannelKind.WEBHOOK, wish(target, null), person))
                    .isInstanceOf(InvalidInput.class);
        }
        for (String target : List.of("", "a@b, c@d", "Chen <a@example.cn>", "a@example.cn\r\nBcc: x@example.cn", "a")) {
            assertThatThrownBy(() -> channels.set(ChannelKind.EMAIL, wish(target, null), person))
                    .as(target)
                    .isInstanceOf(InvalidInput.class);
        }
        assertThat(ROBOT.calls).isEmpty();
        assertThat(channels.of(person)).isEmpty();
    }

    @Test
    void aNewAddressIsProvenAgainAndOneTabDoesNotOverwriteTheOther() {
        use(ChannelKind.EMAIL, address);
        int version = channels.of(person).getFirst().version();
        clock.advance(Duration.ofHours(1));
        channels.set(ChannelKind.EMAIL, wish(address, version), person);
        assertThat(channels.of(person).getFirst().used()).isTrue();
        assertThatThrownBy(() -> channels.set(ChannelKind.EMAIL, wish("x" + address, version), person))
                .hasMessageContaining("changed-meanwhile");
        channels.set(ChannelKind.EMAIL, wish("x" + address, version + 1), person);
        assertThat(channels.of(person).getFirst().used()).isFalse();
    }

    private void use(ChannelKind kind, String target) {
        channels.set(kind, wish(target, null), person);
        String said = kind == ChannelKind.EMAIL
                ? text(mails().getLast())
                : ROBOT.calls.getLast().body();
        channels.confirm(kind, code(said), person);
    }

    private void tell(String key) {
        notices.tell(
                person.officer(),
                new Notice(
                        "entry-submitted",
                        Map.of("title", "居民信息 " + key, "code", "T/" + key),
                        "/office/catalog/" + key,
                        "test:" + key));
    }

    private static Channels.Wish wish(String target, Integer version) {
        return new Channels.Wish(target, "zh-CN", Pace.AT_ONCE, null, null, null, version);
    }

    private static List<MimeMessage> mails() {
        return Arrays.asList(mail.getReceivedMessages());
    }

    private static String text(MimeMessage message) {
        try {
            return message.getContent().toString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String code(String text) {
        Matcher matcher = CODE.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    /// @param port 0 for any
    private static GreenMail server(int port) {
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }
}
