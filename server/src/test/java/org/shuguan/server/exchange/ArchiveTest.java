package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.shuguan.server.Actors;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Calls of old months are in files, proved by the same seals, and come back as they were.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ExchangeCity.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveTest {
    private static final Actor BUREAU = Actors.holding("业务员", Role.BUREAU_OPERATOR, UnitCode.CITY);

    @LocalServerPort
    int port;

    @Autowired
    ExchangeCity city;

    @Autowired
    Archiving archiving;

    @Autowired
    ArchiveController controller;

    @Autowired
    ArchiveRecords records;

    @Autowired
    ArchiveFolder folder;

    @Autowired
    CallPartitions partitions;

    @Autowired
    CallRecorder recorder;

    @Autowired
    Sealing sealing;

    @Autowired
    JdbcClient jdbc;

    private final YearMonth now = YearMonth.from(Instant.now().atOffset(ZoneOffset.UTC));
    private Owner owner;
    private Consumer consumer;
    private UUID grant;

    @BeforeAll
    void theOwner() throws Exception {
        owner = city.owner();
        consumer = city.consumer();
        grant = city.granting(owner, consumer).item("id", "编号").give();
    }

    private UUID called(YearMonth month, int n) {
        UUID id = UUID.randomUUID();
        recorder.record(new Call(
                ArchivedMonth.from(month).plusSeconds(n).plus(n, ChronoUnit.MICROS),
                id,
                consumer.client(),
                "业务系统",
                consumer.unit(),
                grant,
                "GX-1",
                owner.unit().value(),
                owner.resource(),
                n % 2 == 0 ? "核对\n“补贴”" : null,
                Call.Action.LOOKUP,
                n % 3 == 0 ? "" : "id = '" + n + "' 𠮷\\",
                "id",
                n % 2,
                200,
                "ok",
                1000 + n,
                100,
                new byte[] {1, 2, (byte) n},
                n % 2 == 0 ? "k1" : null,
                "127.0.0.1"));
        return id;
    }

    private ArchivedMonth moved(YearMonth month) {
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            ArchivedMonth.State state = records.find(month).orElseThrow().state();
            return state != ArchivedMonth.State.ARCHIVING && state != ArchivedMonth.State.BRINGING;
        });
        return records.find(month).orElseThrow();
    }

    private ArchivedMonth archived(YearMonth month) {
        controller.archive(new ArchiveController.Chosen(month.toString()), BUREAU);
        ArchivedMonth moved = moved(month);
        await().until(() -> moved.state() != ArchivedMonth.State.ARCHIVED || calls(month) == 0);
        return moved;
    }

    private long calls(YearMonth month) {
        return jdbc.sql("select count(*) from exchange.call where at >= :from and at < :until")
                .param("from", ArchivedMonth.from(month).atOffset(ZoneOffset.UTC))
                .param("until", ArchivedMonth.until(month).atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /// All that is stored of the calls of a month.
    private String content(YearMonth month) {
        return jdbc.sql("select string_agg(c::text, '|' order by sequence) from exchange.call c"
                        + " where at >= :from and at < :until")
                .param("from", ArchivedMonth.from(month).atOffset(ZoneOffset.UTC))
                .param("until", ArchivedMonth.until(month).atOffset(ZoneOffset.UTC))
                .query(String.class)
                .single();
    }

    private static String text(Path file) throws Exception {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aMonthIsInItsFileAndComesBackAsItWas() throws Exception {
        YearMonth month = now.minusMonths(4);
        YearMonth next = month.plusMonths(1);
        // The month's own partition, as a server that ran then has made it.
        partitions.prepare(month, 0);
        UUID old = null;
        UUID younger = null;
        // Groups have calls of both months.
        for (int n = 0; n < 40; n++) {
            old = called(month, n);
            younger = called(next, n);
            if (n % 7 == 0) {
                sealing.sealAll();
            }
        }
        sealing.sealAll();
        long before = sealing.verify().calls();
        String was = content(month);
        assertThat(controller.rule(BUREAU).archivable()).contains(month.toString(), next.toString());

        ArchivedMonth archived = archived(month);

        assertThat(archived.problem()).isNull();
        assertThat(archived.calls()).isEqualTo(40);
        assertThat(calls(month)).isZero();
        assertThat(calls(next)).isEqualTo(40);
        assertThat(jdbc.sql("select to_regclass(:name)::text is null")
                        .param("name", "exchange.call_" + month.toString().replace("-", ""))
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(text(folder.file(month).path()).lines()).hasSize(40).allMatch(line -> line.contains("\"digest\""));
        assertThat(sealing.verify())
                .isEqualTo(new Sealing.Verdict(sealing.verify().seals(), before, Optional.empty()));
        // A call that shares its group with archived ones is still proved, one that is archived is said to be.
        assertThat(city.get(port, "/exchange/v1/receipts/" + younger, consumer).body())
                .contains("\"root\"");
        var gone = city.get(port, "/exchange/v1/receipts/" + old, consumer);
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains("exchange/no-receipt-archived").contains(month.toString());
        assertThatThrownBy(() -> controller.archive(new ArchiveController.Chosen(month.toString()), BUREAU))
                .isInstanceOf(ExchangeRefused.class);

        controller.bringBack(month.toString(), BUREAU);
        assertThat(moved(month).state()).isEqualTo(ArchivedMonth.State.BACK);
        assertThat(content(month)).isEqualTo(was);
        assertThat(city.get(port, "/exchange/v1/receipts/" + old, consumer).body())
                .contains("\"root\"");
        assertThat(sealing.verify().broken()).isEmpty();

        controller.away(month.toString(), BUREAU);
        assertThat(calls(month)).isZero();
        assertThat(sealing.verify().broken()).isEmpty();
        assertThat(controller
                        .list(null, new ListQuery(null, null, null, month.toString()), BUREAU)
                        .items())
                .singleElement()
                .satisfies(view -> assertThat(view.may()).containsExactly("bring", "download"));
    }

    @Test
    void aChangedOrLostFileIsFound() throws Exception {
        YearMonth month = now.minusMonths(7);
        called(month, 1);
        called(month, 2);
        sealing.sealAll();
        archived(month);
        Path file = folder.file(month).path();
        byte[] whole = Files.readAllBytes(file);

        Files.delete(file);
        assertThat(sealing.verify().broken().orElseThrow().fault()).isEqualTo(Sealing.Broken.Fault.ARCHIVE);
        assertThatThrownBy(() -> controller.file(month.toString(), BUREAU)).isInstanceOf(ExchangeRefused.class);

        byte[] changed = whole.clone();
        changed[changed.length - 12] ^= 1;
        Files.write(file, changed);
        assertThat(sealing.verify().broken().orElseThrow().fault())
                .isIn(Sealing.Broken.Fault.ARCHIVE, Sealing.Broken.Fault.CALLS);
        controller.bringBack(month.toString(), BUREAU);
        assertThat(moved(month).problem()).isEqualTo("exchange.problem.archive-lost");
        assertThat(moved(month).state()).isEqualTo(ArchivedMonth.State.ARCHIVED);

        Files.write(file, whole);
        assertThat(sealing.verify().broken()).isEmpty();
        assertThat(Objects.requireNonNull(
                                controller.file(month.toString(), BUREAU).getBody())
                        .contentLength())
                .isEqualTo(whole.length);
    }

    @Test
    void callsThatAreNotAsTheyWereSealedStayInTheDatabase() {
        YearMonth month = now.minusMonths(9);
        UUID id = called(month, 1);
        sealing.sealAll();
        JdbcClient root = FreshDatabase.superuser(jdbc);
        root.sql("update exchange.call set row_count = 7 where id = :id")
                .param("id", id)
                .update();

        ArchivedMonth failed = archived(month);

        assertThat(failed.state()).isEqualTo(ArchivedMonth.State.FAILED);
        assertThat(failed.problem()).isEqualTo("exchange.problem.archive-broken");
        assertThat(calls(month)).isEqualTo(1);
        root.sql("update exchange.call set row_count = 1 where id = :id")
                .param("id", id)
                .update();
        assertThat(archived(month).state()).isEqualTo(ArchivedMonth.State.ARCHIVED);
    }

    /// The process may die after each step; the next look or the repeated job ends what it began.
    @Test
    void whatACrashLeftIsEnded() throws Exception {
        YearMonth month = now.minusMonths(11);
        called(month, 1);
        called(month, 2);
        sealing.sealAll();
        Path file = folder.file(month).path();
        Files.createDirectories(file.getParent());
        Files.writeString(file.resolveSibling(file.getFileName() + ".part"), "half");
        archived(month);
        assertThat(file.resolveSibling(file.getFileName() + ".part")).doesNotExist();
        // Archived, but the calls were not removed yet.
        controller.bringBack(month.toString(), BUREAU);
        moved(month);
        records.away(month);
        assertThat(calls(month)).isEqualTo(2);
        assertThat(sealing.verify().broken()).isEmpty();
        archiving.look();
        assertThat(calls(month)).isZero();
        // A call of the month that came too late is not touched.
        called(month, 3);
        sealing.sealAll();
        archiving.look();
        assertThat(calls(month)).isEqualTo(1);
        assertThat(sealing.verify().broken()).isEmpty();
    }

    @Test
    void theRuleArchivesMonthsThatAreOldEnough() {
        YearMonth old = now.minusMonths(14);
        called(old, 1);
        sealing.sealAll();
        archiving.look();
        assertThat(moved(old).startedBy()).isNull();
        assertThat(moved(old).state()).isEqualTo(ArchivedMonth.State.ARCHIVED);
    }

    @Test
    void onlyTheBureauArchivesAndOnlyMonthsThatAreOver() {
        Actor steward = Actors.holding("专员", Role.DATA_STEWARD, owner.unit());
        assertThatThrownBy(() -> controller.list(null, new ListQuery(null, null, null, null), steward))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> controller.archive(new ArchiveController.Chosen("2020-01"), steward))
                .isInstanceOf(Forbidden.class);
        called(now, 0);
        for (YearMonth month : List.of(now, now.plusMonths(1), YearMonth.of(1999, 1))) {
            assertThatThrownBy(() -> archiving.archive(month, Person.of(BUREAU)))
                    .isInstanceOf(ExchangeRefused.class);
        }
    }
}
