package org.shuguan.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.lake.Lake;
import org.shuguan.dataplane.lake.LakeAddress;
import org.shuguan.dataplane.lake.LakeColumn;
import org.shuguan.dataplane.lake.LakePlace;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeType;
import org.shuguan.dataplane.lake.Replacement;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.server.Actors;
import org.shuguan.server.SeparateServer;
import org.shuguan.server.access.Actor;
import org.shuguan.server.backup.DrillController.DrillView;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.Home;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.SecretKeys;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Restore drills of a server with an embedded database and a lake, which people use meanwhile.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoreDrillTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Actor ADMINISTRATOR = Actors.holding("管理员", Role.SYSTEM_ADMINISTRATOR, UnitCode.CITY);
    private static final List<LakeColumn> PEOPLE = List.of(new LakeColumn("id", new LakeType.Whole(), true, null));

    /// Holds a drill in its last phase until the test lets it go.
    static class Held implements RestoreCheck {
        final AtomicReference<@Nullable CountDownLatch> until = new AtomicReference<>();
        final AtomicReference<@Nullable RestoredHome> seen = new AtomicReference<>();

        @Override
        public Map<String, Long> verify(RestoredHome home, JobContext drill) {
            seen.set(home);
            CountDownLatch latch = until.get();
            while (latch != null && latch.getCount() > 0) {
                drill.orStop();
                LockSupport.parkNanos(10_000_000);
            }
            return Map.of();
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class WithHeld {
        @Bean
        Held held() {
            return new Held();
        }
    }

    @TempDir
    private static Path folder;

    private Home home;
    private EmbeddedDatabase database;
    private EmbeddedDatabase.Roles roles;
    private ConfigurableApplicationContext server;
    private Held held;

    @BeforeAll
    void start() throws Exception {
        home = Home.at(folder.resolve("home"));
        String key = SecretKeys.made(home).present();
        database = EmbeddedDatabase.start(home, "database");
        roles = database.roles(DrillPlace.DATABASE);
        server = SeparateServer.start(
                new String[] {
                    roles.application().url(),
                    home.folder().toString(),
                    "--spring.datasource.username=" + roles.application().user(),
                    "--spring.datasource.password=" + roles.application().password(),
                    "--spring.flyway.url=" + roles.owner().url(),
                    "--spring.flyway.user=" + roles.owner().user(),
                    "--spring.flyway.password=" + roles.owner().password(),
                    "--shuguan.secret-key=" + key,
                    "--shuguan.audit.checkpoint-interval=50ms"
                },
                WithHeld.class);
        held = server.getBean(Held.class);
        write("kept", "1", "(1), (2)");
        write("kept", "2", "(2), (3)");
        write("other", "3", "(4)");
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void inChinese() {
        LocaleContextHolder.setLocale(Locale.SIMPLIFIED_CHINESE);
    }

    @AfterEach
    void release() {
        LocaleContextHolder.resetLocaleContext();
        CountDownLatch latch = held.until.getAndSet(null);
        if (latch != null) {
            latch.countDown();
        }
    }

    private LakeAddress lake() {
        return new LakeAddress(
                new LakePlace.Folder(home.resolve("lake")),
                roles.application().url(),
                roles.application().user(),
                roles.application().password(),
                "collection");
    }

    private void write(String name, String run, String rows) throws Exception {
        try (Lake lake = Lake.open(lake())) {
            LakeTable table = lake.table(name, PEOPLE);
            try (Replacement replacement = table.replace(PEOPLE);
                    var engine = Engine.open(1);
                    var statement = engine.createStatement()) {
                statement.execute(replacement.copy("select cast(id as bigint) as id from (values " + rows + ") t(id)"));
                replacement.commit(Map.of(LakeTable.RUN, run));
            }
        }
    }

    private DrillController drills() {
        return server.getBean(DrillController.class);
    }

    private DrillView view(UUID id) {
        return drills().list(null, new ListQuery(1, 200, null, null), ADMINISTRATOR).items().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private DrillView ended(UUID id) {
        await().atMost(PATIENCE).until(() -> !view(id).state().equals("open"));
        await().atMost(PATIENCE)
                .until(() -> server.getBean(Jobs.class)
                        .find(id)
                        .orElseThrow()
                        .state()
                        .over());
        return view(id);
    }

    private UUID begin() throws Exception {
        return drills().start(ADMINISTRATOR).id();
    }

    private void nothingIsLeft() {
        assertThat(home.resolve(DrillPlace.FOLDER)).doesNotExist();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(
                                        home.resolve(DrillPlace.FOLDER).toString()))
                                .isPresent())
                        .count())
                .isZero();
    }

    private List<String> notices() {
        return server.getBean(JdbcClient.class)
                .sql("select code from notice.notice where code like 'drill-%' order by id")
                .query(String.class)
                .list();
    }

    private void asSuperuser(String sql) throws SQLException {
        try (Connection connection = database.connect(DrillPlace.DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aDrillWhilePeopleWorkFindsEverythingInOrderAndLeavesNothing() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        // Rows come and go, and entries are recorded in the audit.
        Thread work = Thread.ofPlatform().start(() -> {
            JdbcClient jdbc = server.getBean(JdbcClient.class);
            for (int i = 0; !over.get(); i++) {
                jdbc.sql("insert into notice.notice (officer, key, code, facts, link, told_at)"
                                + " values (gen_random_uuid(), :key, 'test', '{}', '/', now())")
                        .param("key", "work " + i)
                        .update();
                if (i % 3 == 0) {
                    jdbc.sql("delete from notice.notice where key = :key")
                            .param("key", "work " + (i - 2))
                            .update();
                }
                server.getBean(TransactionTemplate.class)
                        .executeWithoutResult(status -> server.publishEvent(DrillEvent.begun(
                                new UUID(0, 1), null, Clock.systemUTC().instant())));
            }
        });
        DrillView drill;
        try {
            drill = ended(begin());
        } finally {
            over.set(true);
            work.join();
        }
        assertThat(drill.problem()).isNull();
        assertThat(drill.state()).isEqualTo("done");
        assertThat(drill.startedBy()).isEqualTo("管理员");
        assertThat(drill.backupBytes()).isPositive().isLessThan(drill.sizeBytes());
        assertThat(drill.files()).isGreaterThan(500);
        assertThat(Stream.of(
                        drill.backupSeconds(), drill.restoreSeconds(), drill.startSeconds(), drill.verifySeconds()))
                .allSatisfy(seconds -> assertThat(seconds).isPositive());
        assertThat(drill.found())
                .anyMatch(found -> found.matches("审计记录 \\d+ 条，链条完整"))
                .anyMatch(found -> found.matches("包含全部 [1-9]\\d* 个检查点"))
                .anyMatch(found -> found.matches("核对 \\d{2,} 张表"))
                .contains("数据湖 2 张表", "数据湖 3 个版本", "数据湖 3 个文件");
        RestoredHome restored = held.seen.get();
        assertThat(restored).isNotNull();
        assertThat(restored.now()).isEqualTo(home.resolve("drill/home"));
        nothingIsLeft();
        assertThat(drills().status(ADMINISTRATOR).lastDone()).isEqualTo(drill.begunAt());
        Actor other = Actors.holding("审计", Role.AUDITOR, UnitCode.CITY);
        assertThatThrownBy(() -> drills().start(other)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> drills().status(other)).isInstanceOf(Forbidden.class);
    }

    @Test
    void aFileThatTheLakeLacksFailsTheDrillAndIsTold() throws Exception {
        Path lost;
        try (Stream<Path> files = Files.walk(home.resolve("lake"))) {
            lost = files.filter(file ->
                            file.toString().contains("other") && file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] content = Files.readAllBytes(lost);
        Files.delete(lost);
        DrillView drill = ended(begin());
        assertThat(drill.state()).isEqualTo("failed");
        assertThat(drill.problem()).contains("缺少文件", "other", lost.getFileName().toString());
        assertThat(drill.found()).anyMatch(found -> found.contains("审计记录"));
        nothingIsLeft();
        await().atMost(PATIENCE).until(() -> notices().contains("drill-failed"));
        assertThat(drills().status(ADMINISTRATOR).failed()).isTrue();
        // Cut short, with the same result.
        Files.write(lost, Arrays.copyOf(content, content.length - 1));
        assertThat(ended(begin()).problem()).contains(content.length + " → " + (content.length - 1));
        Files.write(lost, content);
        assertThat(ended(begin()).state()).isEqualTo("done");
        assertThat(drills().status(ADMINISTRATOR).failed()).isFalse();
    }

    @Test
    void aRecordThatSomebodyRewroteFailsTheDrill() throws Exception {
        asSuperuser("""
                alter table audit.entry disable trigger all;
                update audit.entry set subject = subject || '!' where sequence = 2;
                alter table audit.entry enable trigger all;
                """);
        try {
            DrillView drill = ended(begin());
            assertThat(drill.state()).isEqualTo("failed");
            assertThat(drill.problem()).contains("第 2 条与其哈希不符");
        } finally {
            asSuperuser("""
                    alter table audit.entry disable trigger all;
                    update audit.entry set subject = rtrim(subject, '!') where sequence = 2;
                    alter table audit.entry enable trigger all;
                    """);
        }
        nothingIsLeft();
    }

    @Test
    void aDrillIsCancelledAndOnlyOneRunsAtATime() throws Exception {
        held.seen.set(null);
        held.until.set(new CountDownLatch(1));
        UUID id = begin();
        await().atMost(PATIENCE).until(() -> held.seen.get() != null);
        assertThat(view(id).phase()).isEqualTo("正在核对数据湖的文件");
        assertThatThrownBy(this::begin).isInstanceOf(DrillRefused.class).hasMessageContaining("backup/under-way");
        server.getBean(Jobs.class).cancel(id);
        DrillView drill = ended(id);
        assertThat(drill.state()).isEqualTo("cancelled");
        assertThat(drill.problem()).isNull();
        await().atMost(PATIENCE).untilAsserted(this::nothingIsLeft);
    }

    /// As after a kill: the server's process is gone, its restored database still runs.
    @Test
    void aDatabaseThatAKilledServerLeftIsStoppedAndItsFolderDeleted() throws Exception {
        Home left = Home.at(home.resolve("drill/home"));
        EmbeddedDatabase.start(left, "database");
        assertThat(EmbeddedDatabase.running(left, "database", "postgres")).isPresent();
        new DrillPlace(home.folder(), roles.application().url(), "", Clock.systemUTC()).sweepAtStart();
        nothingIsLeft();
    }

    @Test
    void withoutRoomNothingBegins() throws Exception {
        Path huge = home.folder("uploads").resolve("huge");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(4L << 40);
        }
        try {
            assertThatThrownBy(this::begin)
                    .isInstanceOf(DrillRefused.class)
                    .hasMessageContaining("backup/no-room")
                    .hasMessageContaining("8193.");
            DrillView drill = ended(server.getBean(DrillJob.class).start(null));
            assertThat(drill.problem()).contains("磁盘空间不足");
            assertThat(drill.backupSeconds()).isNull();
            assertThat(drill.startedBy()).isNull();
        } finally {
            Files.delete(huge);
        }
        nothingIsLeft();
    }

    @Test
    void aDrillThatIsDueIsStartedAndAnOverdueOneTold() throws Exception {
        asSuperuser("delete from backup.drill");
        DrillCare care = server.getBean(DrillCare.class);
        care.look();
        assertThat(drills().list(null, new ListQuery(1, 20, null, null), ADMINISTRATOR)
                        .total())
                .isZero();
        asSuperuser("update backup.since set at = now() - interval '31 days'");
        assertThat(care.status().overdue()).isFalse();
        care.look();
        // A second look starts no second one.
        care.look();
        List<DrillView> begun = drills().list(null, new ListQuery(1, 20, null, null), ADMINISTRATOR)
                .items();
        assertThat(begun).hasSize(1);
        assertThat(ended(begun.getFirst().id()).state()).isEqualTo("done");
        assertThat(care.status().dueAt()).isAfter(Clock.systemUTC().instant().plus(Duration.ofDays(29)));
        asSuperuser("update backup.drill set begun_at = now() - interval '34 days'");
        assertThat(care.status().overdue()).isTrue();
        care.look();
        assertThat(notices()).contains("drill-overdue");
        asSuperuser("update backup.drill set begun_at = now()");
    }

    @Test
    void aServerWithADatabaseOfItsOperatorCannotDrill() {
        assertThat(new DrillPlace(home.folder(), "jdbc:postgresql://db:5432/shuguan", "", Clock.systemUTC()).possible())
                .isFalse();
        assertThatThrownBy(() -> new DrillPlace(
                        home.folder(),
                        roles.application().url(),
                        home.resolve("inside").toString(),
                        Clock.systemUTC()))
                .hasMessageContaining("is in the home");
    }
}
