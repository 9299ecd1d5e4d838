package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.shuguan.server.exchange.ExchangeCity.item;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.Actors;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.access.Actor;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Pushed;
import org.shuguan.server.institution.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Two nodes side by side, each in its own process: the city sends its rows up to the province and is killed in the
/// midst; the province sends them back down to a district's entry, and the city that takes them is killed in the midst.
/// Afterwards all rows are there, once.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ExchangeCity.class)
class TwoNodesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int ROWS = 1000;
    private static final int BATCH = 40;
    private static final int BATCHES = ROWS / BATCH;
    private static final CutLine UP = new CutLine();
    private static final CutLine DOWN = new CutLine();

    @DynamicPropertySource
    static void nodes(DynamicPropertyRegistry registry) {
        registry.add("shuguan.webhook.hosts", () -> "127.0.0.1:" + DOWN.port());
        registry.add("shuguan.exchange.batch-rows", () -> Integer.toString(BATCH));
    }

    @LocalServerPort
    int port;

    @TempDir
    Path home;

    @Autowired
    ExchangeCity province;

    @Autowired
    TargetController controller;

    @Autowired
    JdbcClient here;

    private final String database = FreshDatabase.create("citynode");
    private final JdbcClient there = JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
    private final List<Process> started = new ArrayList<>();
    private int cityPort;

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void rowsGoUpToTheProvinceAndBackDownWhateverIsKilled() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            cityPort = free.getLocalPort();
        }
        UP.to(port);
        DOWN.to(cityPort);
        there.sql("create table public.back (entry text, client text, secret text, plan uuid)")
                .update();
        there.sql("grant all on public.back to public").update();
        String people = FreshDatabase.create("people");
        ExchangeCity.people(people, ROWS);
        Pushed up = province.pushed(item("编号", "id", "I", true), item("姓名", "name", "C", false));
        UP.hold(8);

        Process city = city(
                people,
                "http://127.0.0.1:" + UP.port(),
                up.client().toString(),
                up.secret(),
                up.entry().resource());
        await().atMost(PATIENCE).until(() -> UP.holds() || !city.isAlive());
        assertThat(city.isAlive()).as(log()).isTrue();
        kill(city);
        assertThat(sent(there)).isEqualTo(7);
        UP.release();
        city();
        await().atMost(PATIENCE)
                .until(() -> state(there).equals("done") || state(there).equals("failed"));
        assertThat(state(there)).as(log()).isEqualTo("done");
        assertAllOnce(here, up.plan());
        assertThat(recorded(there)).containsExactly("started 0", "finished " + ROWS);
        assertThat(rows(up)).isEqualTo(ROWS);

        sendsBack(up);
    }

    private void sendsBack(Pushed up) throws Exception {
        Consumer district = province.consumer();
        Actor steward = Actors.holding("专员", Role.DATA_STEWARD, district.unit());
        UUID grant = province.granting(up.entry(), district)
                .item("id", "编号")
                .item("name", "姓名")
                .by("'table'")
                .give();
        Map<String, Object> back =
                there.sql("select * from public.back").query().singleRow();
        controller.set(
                grant,
                ExchangeCity.node(
                        String.valueOf(back.get("entry")),
                        "http://127.0.0.1:" + DOWN.port(),
                        String.valueOf(back.get("client")),
                        String.valueOf(back.get("secret")),
                        null),
                steward);
        DOWN.hold(5);
        controller.deliver(grant, steward);
        await().atMost(PATIENCE).until(DOWN::holds);
        kill(started.getLast());
        DOWN.release();
        city();
        await().atMost(PATIENCE).until(() -> !state(here).equals("waiting"));

        TargetController.DeliveryView done =
                controller.one(grant, steward).deliveries().getFirst();
        assertThat(done.problem()).as(log()).isNull();
        assertThat(List.of(done.rows(), done.quarantined())).containsExactly((long) ROWS, 0L);
        assertAllOnce(there, (UUID) back.get("plan"));
    }

    /// All parts were taken once, and what became of them adds up.
    private static void assertAllOnce(JdbcClient node, UUID plan) {
        assertThat(node.sql("select count(*) || ' ' || count(distinct idempotency_key) || ' ' || sum(records)"
                                + " from collection.batch where plan = :plan")
                        .param("plan", plan)
                        .query(String.class)
                        .single())
                .isEqualTo(BATCHES + " " + BATCHES + " " + ROWS);
        assertThat(node.sql("select sum(kept) || ' ' || sum(quarantined) from collection.run"
                                + " where plan = :plan and snapshot is not null")
                        .param("plan", plan)
                        .query(String.class)
                        .single())
                .isEqualTo(ROWS + " 0");
    }

    /// Rows that the province has collected.
    private long rows(Pushed up) {
        return province.data
                .table(up.entry().entry())
                .flatMap(table -> table.current())
                .orElseThrow()
                .rows();
    }

    private static int sent(JdbcClient node) {
        return node.sql("select count(*) from exchange.node_batch where receipt is not null")
                .query(Integer.class)
                .single();
    }

    private static String state(JdbcClient node) {
        return node.sql("select state from exchange.table_delivery")
                .query(String.class)
                .single();
    }

    private static List<String> recorded(JdbcClient node) {
        return node.sql("select result || ' ' || row_count from exchange.call order by sequence")
                .query(String.class)
                .list();
    }

    private String log() throws IOException {
        return Files.readString(home.resolve("log"));
    }

    /// As `kill -9`.
    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private Process city(String... told) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                CityNode.class.getName(),
                database,
                home.toString()));
        command.addAll(List.of(told));
        command.addAll(List.of(
                "--server.port=" + cityPort,
                "--shuguan.webhook.hosts=127.0.0.1:" + UP.port(),
                "--shuguan.exchange.batch-rows=" + BATCH));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                .start();
        started.add(process);
        return process;
    }
}
