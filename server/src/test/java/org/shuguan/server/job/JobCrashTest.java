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
        jdbc.sql("create table public.death (at timestamptz not null default now())")
                .update();
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    /// Both in one test, because each start of a server takes long.
    @Test
    void aKilledServersJobContinuesAndAJobThatKillsItsProcessTwiceIsNotRetried() throws Exception {
        UUID counting = UUID.randomUUID();
        UUID deadly = UUID.randomUUID();
        Process first = server(KilledServer.COUNTING, counting.toString(), KilledServer.DEADLY, deadly.toString());
        assertThat(first.waitFor()).isEqualTo(9);
        assertThat(state(counting)).isEqualTo("running");
        assertThat(state(deadly)).isEqualTo("running");
        assertThat(KilledServer.counted(jdbc)).isPositive().isLessThan(KilledServer.COUNT);

        assertThat(server().waitFor()).isEqualTo(9);
        assertThat(state(counting)).isEqualTo("done");
        assertThat(jdbc.sql("select n from public.counted order by n")
                        .query(Integer.class)
                        .list())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, KilledServer.COUNT).boxed().toList());
        assertThat(column("done || '/' || total || ' ' || attempts", counting))
                .isEqualTo(KilledServer.COUNT + "/" + KilledServer.COUNT + " 0");
        assertThat(state(deadly)).isEqualTo("running");

        Process third = server();
        await().atMost(PATIENCE).until(() -> state(deadly).equals("failed"));
        assertThat(column("problem", deadly)).isEqualTo("job.problem.died-twice");
        assertThat(KilledServer.deaths(jdbc)).isEqualTo(2);
        assertThat(third.isAlive()).isTrue();
    }

    private String state(UUID id) {
        return column("state", id);
    }

    private String column(String sql, UUID id) {
        return jdbc.sql("select " + sql + " from job.job where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
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
