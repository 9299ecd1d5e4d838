package org.shuguan.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.FreshDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Jobs of a server whose process dies once or repeatedly.
class JobCrashTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path home;

    private final String database = FreshDatabase.create("crash");
    private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void table() {
        jdbc.sql("create table public.counted (n int primary key)").update();
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void aKilledServersJobContinuesAfterItsStoredPosition() throws Exception {
        UUID id = UUID.randomUUID();
        Process first = server(KilledServer.COUNTING, id.toString());
        await().atMost(PATIENCE).until(() -> KilledServer.counted(jdbc) >= 3);
        first.destroyForcibly().waitFor();
        assertThat(state(id)).isEqualTo("running");
        assertThat(KilledServer.counted(jdbc)).isLessThan(KilledServer.COUNT);
        server();
        await().atMost(PATIENCE).until(() -> state(id).equals("done"));
        assertThat(jdbc.sql("select n from public.counted order by n")
                        .query(Integer.class)
                        .list())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, KilledServer.COUNT).boxed().toList());
        assertThat(jdbc.sql("select done || '/' || total || ' ' || attempts from job.job")
                        .query(String.class)
                        .single())
                .isEqualTo(KilledServer.COUNT + "/" + KilledServer.COUNT + " 0");
    }

    @Test
    void aJobThatKillsItsProcessTwiceIsNotRetried() throws Exception {
        UUID id = UUID.randomUUID();
        assertThat(server(KilledServer.DEADLY, id.toString()).waitFor()).isEqualTo(9);
        assertThat(server().waitFor()).isEqualTo(9);
        assertThat(state(id)).isEqualTo("running");
        Process third = server();
        await().atMost(PATIENCE).until(() -> state(id).equals("failed"));
        assertThat(jdbc.sql("select problem from job.job").query(String.class).single())
                .isEqualTo("job.problem.died-twice");
        assertThat(third.isAlive()).isTrue();
    }

    private String state(UUID id) {
        return jdbc.sql("select state from job.job where id = :id")
                .param("id", id)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private Process server(String... what) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KilledServer.class.getName(),
                database,
                home.toString()));
        command.addAll(List.of(what));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                .start();
        started.add(process);
        return process;
    }
}
