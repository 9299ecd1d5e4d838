package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.shuguan.server.Actors;
import org.shuguan.server.UnhurriedJob;
import org.shuguan.server.access.Actor;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Granted rows are dropped into a folder as one file, which is there whole or not at all, and each delivery is
/// recorded before the file gets its name.
@SpringBootTest
@Import(ExchangeCity.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FolderDeliveryTest {
    private static final String DUANZHOU =
            "{\"conditions\":[{\"item\":\"district\",\"operator\":\"eq\",\"type\":\"text\",\"values\":[\"端州区\"]}]}";
    private static final Path DROPS = drops();

    private static Path drops() {
        try {
            return Files.createTempDirectory("drops");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void folder(DynamicPropertyRegistry registry) {
        registry.add("shuguan.drop.folder", DROPS::toString);
    }

    @Autowired
    ExchangeCity city;

    @Autowired
    TargetController controller;

    @Autowired
    TableJob job;

    @Autowired
    JdbcClient jdbc;

    private Owner owner;

    @BeforeAll
    void theOwner() throws Exception {
        owner = city.owner();
    }

    /// A consumer with a source of files and a grant of the table way.
    private record Receiver(UnitCode unit, UUID grant, SourceRecord source, Path folder, Actor steward) {}

    private Receiver receiver() {
        Consumer consumer = city.consumer();
        SourceRecord source = city.census.register(
                consumer.unit(),
                new Census.Entered("回流文件", SourceRecord.Kind.FILES, null, null, null, List.of(), null, null));
        UUID grant = city.granting(owner, consumer)
                .item("id", "编号")
                .masked("name", "姓名", "keep", 1, 0)
                .rows(DUANZHOU)
                .by("'table'")
                .give();
        return new Receiver(
                consumer.unit(),
                grant,
                source,
                city.census.folder(source),
                Actors.holding("专员", Role.DATA_STEWARD, consumer.unit()));
    }

    private static TableTargets.Entered entered(
            @Nullable UUID source, String name, TableTarget.Format format, @Nullable Long version) {
        return new TableTargets.Entered(
                source,
                TableTarget.Kind.FOLDER,
                name,
                null,
                null,
                null,
                null,
                null,
                format,
                TableTarget.Rhythm.MANUAL,
                null,
                version);
    }

    private TargetController.DeliveryView delivered(Receiver receiver) {
        controller.deliver(receiver.grant(), receiver.steward());
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> newest(receiver).state() != TargetRecords.State.WAITING);
        return newest(receiver);
    }

    private TargetController.DeliveryView newest(Receiver receiver) {
        return controller.one(receiver.grant(), receiver.steward()).deliveries().getFirst();
    }

    private void asIfItWaited(UUID delivery) {
        jdbc.sql("update exchange.table_delivery set state = 'waiting', ended_at = null where id = :id")
                .param("id", delivery)
                .update();
    }

    private List<String> recorded(UUID grant) {
        return jdbc.sql("select result from exchange.call where data_grant = :grant order by sequence")
                .param("grant", grant)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theFileHasTheGrantedRowsAndIsReplacedByEachDelivery() throws Exception {
        Receiver receiver = receiver();
        Path file = receiver.folder().resolve("人口.csv");
        Files.writeString(file, "old");
        controller.set(
                receiver.grant(),
                entered(receiver.source().id(), "人口.csv", TableTarget.Format.CSV, null),
                receiver.steward());

        TargetController.DeliveryView done = delivered(receiver);

        assertThat(done.problem()).isNull();
        assertThat(done.rows()).isEqualTo(25L);
        assertThat(done.place()).isEqualTo("人口.csv @ 回流文件");
        String text = Files.readString(file);
        assertThat(text).startsWith("\uFEFF");
        List<String> lines = text.substring(1).lines().toList();
        assertThat(lines).hasSize(26);
        assertThat(lines.getFirst()).isEqualTo("id,name");
        assertThat(lines.get(1)).isEqualTo("2,欧***");
        assertThat(Files.readString(receiver.folder().resolve("人口.csv.sha256")))
                .isEqualTo(Hashes.hexSha256(file) + "  人口.csv\n");
        assertThat(names(receiver.folder())).containsExactly("人口.csv", "人口.csv.sha256");
        assertThat(recorded(receiver.grant())).containsExactly("started", "finished");

        controller.set(
                receiver.grant(),
                entered(receiver.source().id(), "人口.csv", TableTarget.Format.CSV_GB18030, 1L),
                receiver.steward());
        assertThat(delivered(receiver).problem()).isNull();
        assertThat(Files.readString(file, Charset.forName("GB18030")).lines().toList())
                .isEqualTo(lines);
        assertThat(Files.readString(receiver.folder().resolve("人口.csv.sha256"))).startsWith(Hashes.hexSha256(file));
    }

    @Test
    void eachFormatIsWritten() throws Exception {
        Receiver receiver = receiver();
        long version = 0;
        for (TableTarget.Format format : TableTarget.Format.values()) {
            String name = "rows-" + format.word() + format.file().ending();
            controller.set(
                    receiver.grant(),
                    entered(receiver.source().id(), name, format, version == 0 ? null : version),
                    receiver.steward());
            version++;
            assertThat(delivered(receiver).problem()).isNull();
            assertThat(Files.size(receiver.folder().resolve(name))).isPositive();
        }
        assertThat(Files.readString(receiver.folder().resolve("rows-jsonl.jsonl"), StandardCharsets.UTF_8)
                        .lines()
                        .findFirst())
                .contains("{\"id\":2,\"name\":\"欧***\"}");
    }

    @Test
    void theFolderOfTheOperatorIsTheUnitsOwn() throws Exception {
        Receiver receiver = receiver();
        TableTargets.Entered entered = entered(null, "a.jsonl", TableTarget.Format.JSONL, null);
        assertThatThrownBy(() -> controller.set(receiver.grant(), entered, receiver.steward()))
                .isInstanceOf(InvalidInput.class);
        Path folder = Files.createDirectory(DROPS.resolve(receiver.unit().value()));

        assertThat(controller.one(receiver.grant(), receiver.steward()).dropFolder())
                .isEqualTo("drop/" + receiver.unit().value());
        controller.set(receiver.grant(), entered, receiver.steward());
        assertThat(delivered(receiver).problem()).isNull();
        assertThat(names(folder)).containsExactly("a.jsonl", "a.jsonl.sha256");

        // A link would lead the file out of the folder of the unit.
        Path elsewhere = Files.createTempDirectory("elsewhere");
        Files.delete(folder.resolve("a.jsonl"));
        Files.delete(folder.resolve("a.jsonl.sha256"));
        Files.delete(folder);
        Files.createSymbolicLink(folder, elsewhere);
        assertThat(delivered(receiver).state()).isEqualTo(TargetRecords.State.FAILED);
        assertThat(names(elsewhere)).isEmpty();
    }

    @Test
    void aLinkInPlaceOfTheFileIsNotFollowed() throws Exception {
        Receiver receiver = receiver();
        Path outside = Files.createTempFile("outside", ".jsonl");
        Files.createSymbolicLink(receiver.folder().resolve("b.jsonl"), outside);
        controller.set(
                receiver.grant(),
                entered(receiver.source().id(), "b.jsonl", TableTarget.Format.JSONL, null),
                receiver.steward());

        TargetController.DeliveryView failed = delivered(receiver);

        assertThat(failed.state()).isEqualTo(TargetRecords.State.FAILED);
        assertThat(failed.problem()).contains("b.jsonl");
        assertThat(Files.size(outside)).isZero();
        assertThat(recorded(receiver.grant())).isEmpty();
    }

    @Test
    void namesThatArePathsAreRefused() {
        Receiver receiver = receiver();
        for (String name :
                List.of("../a.csv", "a/b.csv", "..", ".csv", "/etc/a.csv", "a\\b.csv", "a\nb.csv", "a.xlsx")) {
            assertThatThrownBy(() -> controller.set(
                            receiver.grant(),
                            entered(receiver.source().id(), name, TableTarget.Format.CSV, null),
                            receiver.steward()))
                    .as(name)
                    .isInstanceOfSatisfying(
                            InvalidInput.class,
                            invalid -> assertThat(invalid.errors())
                                    .allMatch(error -> error.field().equals("path")));
        }
    }

    @Test
    void onlyOwnFoldersOnThisDiskAreTaken() throws Exception {
        Receiver receiver = receiver();
        Receiver other = receiver();
        assertThatThrownBy(() -> controller.set(
                        receiver.grant(),
                        entered(other.source().id(), "a.csv", TableTarget.Format.CSV, null),
                        receiver.steward()))
                .isInstanceOf(InvalidInput.class);
        jdbc.sql("update census.source set through = :host where id = :id")
                .param("host", UUID.randomUUID())
                .param("id", receiver.source().id())
                .update();
        assertThatThrownBy(() -> controller.set(
                        receiver.grant(),
                        entered(receiver.source().id(), "a.csv", TableTarget.Format.CSV, null),
                        receiver.steward()))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(InvalidInput.FieldError::code)
                                .containsExactly("drop-elsewhere"));
        assertThat(names(other.folder())).isEmpty();
    }

    @Test
    void whatAKilledDeliveryLeftIsRemovedAndAFileThatGotItsNameIsNotWrittenTwice() throws Exception {
        Receiver receiver = receiver();
        controller.set(
                receiver.grant(),
                entered(receiver.source().id(), "c.jsonl", TableTarget.Format.JSONL, null),
                receiver.steward());
        UUID id = delivered(receiver).id();
        Path file = receiver.folder().resolve("c.jsonl");
        Path hash = receiver.folder().resolve("c.jsonl.sha256");
        Object first = Files.getAttribute(file, "unix:ino");

        // As it was when the process ended after the file got its name, before its hash did.
        Files.delete(hash);
        asIfItWaited(id);
        job.run(new UnhurriedJob(id, "folder"));
        assertThat(newest(receiver).state()).isEqualTo(TargetRecords.State.DONE);
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(first);
        assertThat(hash).exists();
        assertThat(recorded(receiver.grant())).containsExactly("started", "finished", "finished");

        // As it was when the process ended between the writing and the name: the folder has the file before.
        Files.writeString(file, "before");
        Files.writeString(receiver.folder().resolve(".part-c.jsonl"), "half of a fi");
        asIfItWaited(id);
        job.run(new UnhurriedJob(id, "folder"));
        assertThat(Files.readString(file).lines()).hasSize(25);
        assertThat(names(receiver.folder())).containsExactly("c.jsonl", "c.jsonl.sha256");
        assertThat(recorded(receiver.grant()))
                .containsExactly("started", "finished", "finished", "cut", "started", "finished");
    }

    @Test
    void aGrantThatIsSuspendedInTheMidstDropsNothingNew() throws Exception {
        Receiver receiver = receiver();
        controller.set(
                receiver.grant(),
                entered(receiver.source().id(), "d.jsonl", TableTarget.Format.JSONL, null),
                receiver.steward());
        UUID id = delivered(receiver).id();
        Path file = receiver.folder().resolve("d.jsonl");
        Files.writeString(file, "before");
        asIfItWaited(id);

        assertThatThrownBy(() -> job.run(new SuspendingJob(id, () -> city.suspendByItsOwner(receiver.grant(), owner))))
                .isInstanceOf(JobFailed.class);

        assertThat(newest(receiver).state()).isEqualTo(TargetRecords.State.FAILED);
        assertThat(newest(receiver).problem()).isNotBlank();
        assertThat(Files.readString(file)).isEqualTo("before");
        assertThat(names(receiver.folder())).containsExactly("d.jsonl", "d.jsonl.sha256");
    }

    /// Suspends the grant when the rows are written and the job looks for the last time whether it must stop.
    private static final class SuspendingJob implements JobContext {
        private final UUID id;
        private final Runnable suspension;
        private boolean suspended;

        private SuspendingJob(UUID id, Runnable suspension) {
            this.id = id;
            this.suspension = suspension;
        }

        @Override
        public UUID id() {
            return id;
        }

        @Override
        public String subject() {
            return "folder";
        }

        @Override
        public void total(long total) {}

        @Override
        public void done(long done) {}

        @Override
        public boolean stopping() {
            if (!suspended) {
                suspended = true;
                suspension.run();
            }
            return false;
        }
    }
}
