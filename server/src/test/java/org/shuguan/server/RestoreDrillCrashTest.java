package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.platform.DatabaseAddress;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;

/// A real server that is killed during a restore drill, while the restored database runs.
class RestoreDrillCrashTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void theNextStartRemovesWhatIsLeftAndDrillsAgain() throws Exception {
        Process first = server();
        sql("update backup.since set at = now() - interval '40 days'");
        sql("update platform.scheduled_task set execution_time = now() where task_name = 'backup-drill'");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> restored().isPresent());
        first.destroyForcibly().waitFor();
        assertThat(restored()).isPresent();
        assertThat(folder.resolve("drill/home")).isDirectory();

        Process second = server();
        await().atMost(PATIENCE)
                .until(() -> sql("select state from backup.drill").equals("done"));
        assertThat(second.isAlive()).isTrue();
        assertThat(sql("select state || starts from job.job where kind = 'restore-drill'"))
                .isEqualTo("done0");
        await().atMost(PATIENCE).until(() -> Files.notExists(folder.resolve("drill")));
        assertThat(restored()).isEmpty();
    }

    private Optional<DatabaseAddress> restored() {
        return EmbeddedDatabase.running(new Home(folder.resolve("drill/home")), "database", Shuguan.DATABASE);
    }

    private String sql(String sql) throws SQLException {
        DatabaseAddress address = EmbeddedDatabase.running(new Home(folder), "database", Shuguan.DATABASE)
                .orElseThrow();
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    private Process server() throws IOException {
        Path log = folder.resolve("server.log");
        Files.deleteIfExists(log);
        Process process = CommandLine.of("serve", "--port", "0", "--home", folder.toString())
                .redirectOutput(log.toFile())
                .start();
        started.add(process);
        while (!Files.readString(log).contains("is ready")) {
            if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(log));
            }
            LockSupport.parkNanos(50_000_000);
        }
        return process;
    }
}
