package org.shuguan.server.catalogimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.BulkDrafts;
import org.shuguan.server.census.Census;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.IncomingFile;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// Long censuses fill their lane, and more of them wait: whoever imports a workbook, and whoever is to be
/// reminded, notices nothing of it.
@SpringBootTest
class ImportBesideCensusesTest {
    private static final UnitCode UNIT = new UnitCode("BC");
    private static final int LANE = 4;
    private static final TaskInstanceId REMINDER = TaskInstanceId.of("term-reminder", "recurring");

    @Autowired
    Census census;

    @Autowired
    CatalogImport imports;

    @Autowired
    ImportRuns runs;

    @Autowired
    BulkDrafts drafts;

    @Autowired
    Jobs jobs;

    @Autowired
    Institution institution;

    @Autowired
    SchedulerClient recurring;

    @Test
    void anImportAndAReminderRunWhileTheLaneOfLongWorkIsFull() throws IOException {
        institution.establish(
                new Unit(UNIT, "旁路局", "Bypass", Unit.Kind.DEPARTMENT, null, LocalDate.of(2021, 1, 1), null));
        Actor steward = Actors.holding("专员", Role.DATA_STEWARD, UNIT);
        var enough = new CountDownLatch(1);
        HttpServer slow = slow(enough);
        try {
            List<UUID> censuses = new ArrayList<>();
            for (int i = 0; i < LANE + 2; i++) {
                censuses.add(census.start(
                        census.register(
                                UNIT,
                                Census.Entered.http(
                                        "慢 " + i,
                                        "http://127.0.0.1:" + slow.getAddress().getPort() + "/openapi.json",
                                        null,
                                        "token")),
                        0,
                        steward));
            }
            await().forever().until(() -> running(censuses) == LANE);
            reminds();
            UUID run = imports.start(UNIT, "目录.xlsx", IncomingFile.of(book()), steward);
            arrives(run, ImportRun.State.READY);
            imports.confirm(runs.find(run).orElseThrow(), steward);
            arrives(run, ImportRun.State.DONE);
            assertThat(drafts.newestByTitle(UNIT, List.of("旁路"))).hasSize(1);
            assertThat(running(censuses)).isEqualTo(LANE);
            censuses.forEach(jobs::cancel);
            enough.countDown();
            await().forever()
                    .until(() -> jobs.all(censuses).values().stream()
                            .allMatch(job -> job.state().over()));
        } finally {
            slow.stop(0);
        }
    }

    private void reminds() {
        Instant before = Instant.now();
        recurring.reschedule(REMINDER, before);
        await().forever()
                .until(() -> recurring
                        .getScheduledExecution(REMINDER)
                        .map(ScheduledExecution::getLastSuccess)
                        .filter(last -> last.isAfter(before.minusMillis(1)))
                        .isPresent());
    }

    private long running(List<UUID> ids) {
        return jobs.all(ids).values().stream()
                .filter(job -> job.state() == Job.State.RUNNING)
                .count();
    }

    private void arrives(UUID run, ImportRun.State state) {
        ImportRun arrived = await().forever()
                .until(
                        () -> runs.find(run).orElseThrow(),
                        now -> now.state() == state || now.state().over());
        assertThat(arrived.state()).as(arrived.problem()).isEqualTo(state);
    }

    /// Answers when the test has seen enough.
    private static HttpServer slow(CountDownLatch enough) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            try {
                enough.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static byte[] book() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("表");
            sheet.value(0, 0, "信息资源名称");
            sheet.value(0, 1, "信息资源代码");
            sheet.value(0, 2, "摘要");
            sheet.value(1, 0, "旁路");
            sheet.value(1, 2, "试验");
        }
        return bytes.toByteArray();
    }
}
