package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.shuguan.dataplane.serve.TableLoad;
import org.shuguan.server.Actors;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.UnhurriedJob;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.sharing.Grants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Granted rows are put into a table of the consumer's own database, all or nothing, and each delivery is recorded
/// before it is committed.
@SpringBootTest
@Import(ExchangeCity.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableDeliveryTest {
    private static final String DUANZHOU =
            "{\"conditions\":[{\"item\":\"district\",\"operator\":\"eq\",\"type\":\"text\",\"values\":[\"端州区\"]}]}";

    @Autowired
    ExchangeCity city;

    @Autowired
    TargetController controller;

    @Autowired
    TableTargets targets;

    @Autowired
    TargetRecords records;

    @Autowired
    Grants grants;

    @Autowired
    TableJob job;

    @Autowired
    JdbcClient jdbc;

    private Owner owner;

    @BeforeAll
    void theOwner() throws Exception {
        owner = city.owner();
    }

    /// A consumer with a database of its own and a grant of the table way.
    private record Receiver(UnitCode unit, UUID grant, String database, SourceRecord source, Actor steward) {}

    private Receiver receiver() throws Exception {
        Consumer consumer = city.consumer();
        String database = FreshDatabase.create("consumer");
        SourceRecord source = city.census.register(
                consumer.unit(),
                new Census.Entered(
                        "业务库",
                        SourceRecord.Kind.POSTGRESQL,
                        "127.0.0.1",
                        Integer.parseInt(database.replaceAll(".*:(\\d+)/.*", "$1")),
                        database.replaceAll(".*/([a-z0-9]+)\\?.*", "$1"),
                        List.of(),
                        "postgres",
                        "postgres"));
        UUID grant = city.granting(owner, consumer)
                .item("id", "编号")
                .masked("name", "姓名", "keep", 1, 0)
                .rows(DUANZHOU)
                .by("'table'")
                .give();
        return new Receiver(
                consumer.unit(), grant, database, source, Actors.holding("专员", Role.DATA_STEWARD, consumer.unit()));
    }

    private static TableTargets.Entered entered(Receiver receiver, TableTarget.Rhythm rhythm, @Nullable Long version) {
        return TableTargets.Entered.table(
                receiver.source().id(),
                "public.person",
                TableTarget.Manner.REPLACE,
                true,
                "postgres",
                version == null ? "postgres" : null,
                rhythm,
                rhythm == TableTarget.Rhythm.DAILY ? 3 : null,
                version);
    }

    private static List<String> rows(String database, String sql) throws Exception {
        List<String> rows = new ArrayList<>();
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    private TargetController.DeliveryView ended(Receiver receiver) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> newest(receiver).state() != TargetRecords.State.WAITING);
        return newest(receiver);
    }

    private TargetController.DeliveryView newest(Receiver receiver) {
        return controller.one(receiver.grant(), receiver.steward()).deliveries().getFirst();
    }

    private List<String> recorded(UUID grant) {
        return jdbc.sql("select result from exchange.call where data_grant = :grant order by sequence")
                .param("grant", grant)
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Test
    void theTableHasTheGrantedRowsAndTheRecordHasTheDelivery() throws Exception {
        Receiver receiver = receiver();
        controller.set(receiver.grant(), entered(receiver, TableTarget.Rhythm.MANUAL, null), receiver.steward());

        controller.deliver(receiver.grant(), receiver.steward());
        TargetController.DeliveryView done = ended(receiver);

        assertThat(done.problem()).isNull();
        assertThat(List.of(done.rows(), done.added(), done.changed(), done.removed()))
                .containsExactly(25L, 25L, 0L, 0L);
        assertThat(rows(receiver.database(), "select count(*) from person where name like '%＊%' or name like '%*%'"))
                .containsExactly("25");
        assertThat(rows(receiver.database(), "select max(id) from person")).containsExactly("50");
        assertThat(recorded(receiver.grant())).containsExactly("started", "finished");
        assertThat(jdbc.sql("select row_count from exchange.call where data_grant = :grant and action = 'outcome'")
                        .param("grant", receiver.grant())
                        .query((row, n) -> row.getInt(1))
                        .single())
                .isEqualTo(25);

        ExchangeCity.sql(
                receiver.database(), "update person set name = 'x' where id = 2; delete from person where id = 4");
        controller.deliver(receiver.grant(), receiver.steward());
        TargetController.DeliveryView again = ended(receiver);
        assertThat(List.of(again.rows(), again.added(), again.changed(), again.removed()))
                .containsExactly(25L, 1L, 1L, 0L);
    }

    @Test
    void aDeliveryThatWasCommittedBeforeTheProcessEndedIsNotMadeTwice() throws Exception {
        Receiver receiver = receiver();
        controller.set(receiver.grant(), entered(receiver, TableTarget.Rhythm.MANUAL, null), receiver.steward());
        controller.deliver(receiver.grant(), receiver.steward());
        UUID id = ended(receiver).id();
        ExchangeCity.sql(receiver.database(), "update person set name = 'consumer'");

        // As it was when the process ended between the commit and the note of it.
        jdbc.sql("update exchange.table_delivery set state = 'waiting', ended_at = null where id = :id")
                .param("id", id)
                .update();
        job.run(new UnhurriedJob(id, "table"));

        assertThat(newest(receiver).state()).isEqualTo(TargetRecords.State.DONE);
        assertThat(rows(receiver.database(), "select distinct name from person"))
                .containsExactly("consumer");
        assertThat(rows(receiver.database(), "select count(*) from " + TableLoad.LEDGER))
                .containsExactly("1");
        assertThat(recorded(receiver.grant())).containsExactly("started", "finished", "finished");
    }

    @Test
    void aSuspendedGrantPutsNothingThereAndSaysWhy() throws Exception {
        Receiver receiver = receiver();
        controller.set(receiver.grant(), entered(receiver, TableTarget.Rhythm.MANUAL, null), receiver.steward());
        controller.deliver(receiver.grant(), receiver.steward());
        UUID id = ended(receiver).id();
        ExchangeCity.sql(receiver.database(), "drop table person; delete from " + TableLoad.LEDGER);
        city.suspendByItsOwner(receiver.grant(), owner);

        assertThatThrownBy(() -> controller.deliver(receiver.grant(), receiver.steward()))
                .isInstanceOf(ExchangeRefused.class);
        // As if it was suspended while a delivery waited.
        jdbc.sql("update exchange.table_delivery set state = 'waiting', ended_at = null where id = :id")
                .param("id", id)
                .update();
        assertThatThrownBy(() -> job.run(new UnhurriedJob(id, "table"))).isInstanceOf(JobFailed.class);
        assertThat(newest(receiver).state()).isEqualTo(TargetRecords.State.FAILED);
        assertThat(newest(receiver).problem()).isNotBlank();
        assertThat(rows(receiver.database(), "select count(*) from pg_tables where tablename = 'person'"))
                .containsExactly("0");
    }

    @Test
    void whatTheTableCannotTakeIsToldOnceToTheConsumer() throws Exception {
        Receiver receiver = receiver();
        ExchangeCity.sql(receiver.database(), "create table person (id int primary key)");
        controller.set(receiver.grant(), entered(receiver, TableTarget.Rhythm.MANUAL, null), receiver.steward());

        controller.deliver(receiver.grant(), receiver.steward());
        assertThat(ended(receiver).problem()).contains("name");
        controller.deliver(receiver.grant(), receiver.steward());
        ended(receiver);

        assertThat(jdbc.sql(
                                "select count(*) from audit.entry where action = 'exchange.table-failed' and subject = :subject")
                        .param(
                                "subject",
                                "sharing grant "
                                        + grants.find(receiver.grant())
                                                .orElseThrow()
                                                .number())
                        .query((row, n) -> row.getInt(1))
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aDailyDeliveryIsDueOnceADayAndAfterAFailureOnlyLater() throws Exception {
        Receiver receiver = receiver();
        controller.set(receiver.grant(), entered(receiver, TableTarget.Rhythm.DAILY, null), receiver.steward());
        targets.deliverDue();
        assertThat(controller.one(receiver.grant(), receiver.steward()).deliveries())
                .isEmpty();

        jdbc.sql("update exchange.target set set_at = now() - interval '2 days' where data_grant = :grant")
                .param("grant", receiver.grant())
                .update();
        targets.deliverDue();
        assertThat(ended(receiver).state()).isEqualTo(TargetRecords.State.DONE);
        assertThat(newest(receiver).startedBy()).isNull();
        targets.deliverDue();
        assertThat(controller.one(receiver.grant(), receiver.steward()).deliveries())
                .hasSize(1);
    }

    @Test
    void onlyTheConsumerSetsItAndOnlyBothSidesSeeIt() throws Exception {
        Receiver receiver = receiver();
        Receiver other = receiver();
        TableTargets.Entered entered = entered(receiver, TableTarget.Rhythm.MANUAL, null);
        Actor ownersSteward = Actors.holding("专员", Role.DATA_STEWARD, owner.unit());

        assertThatThrownBy(() -> controller.set(receiver.grant(), entered, other.steward()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> controller.set(receiver.grant(), entered, ownersSteward))
                .isInstanceOf(Forbidden.class);
        // Another unit's database, whose password is not this unit's to use.
        assertThatThrownBy(() -> controller.set(
                        receiver.grant(), entered(other, TableTarget.Rhythm.MANUAL, null), receiver.steward()))
                .isInstanceOf(InvalidInput.class);

        controller.set(receiver.grant(), entered, receiver.steward());
        TargetController.TableView seen = controller.one(receiver.grant(), ownersSteward);
        assertThat(seen.may()).isFalse();
        assertThat(seen.databases()).isEmpty();
        assertThat(seen.target()).isNotNull();
        assertThat(seen.target().account()).isNull();
    }

    @Test
    void aPasswordIsNotSentToAnotherMachineThanTheOneItWasEnteredFor() throws Exception {
        Receiver receiver = receiver();
        controller.set(receiver.grant(), entered(receiver, TableTarget.Rhythm.MANUAL, null), receiver.steward());
        jdbc.sql("update exchange.target set port = port + 1 where data_grant = :grant")
                .param("grant", receiver.grant())
                .update();
        assertThatThrownBy(() -> controller.set(
                        receiver.grant(), entered(receiver, TableTarget.Rhythm.MANUAL, 1L), receiver.steward()))
                .isInstanceOf(InvalidInput.class);

        controller.deliver(receiver.grant(), receiver.steward());
        assertThat(ended(receiver).state()).isEqualTo(TargetRecords.State.FAILED);
    }

    @Test
    void twoDeliveriesAtOnceAreOne() throws Exception {
        Receiver receiver = receiver();
        controller.set(receiver.grant(), entered(receiver, TableTarget.Rhythm.MANUAL, null), receiver.steward());
        var grant = grants.find(receiver.grant()).orElseThrow();
        TableTarget target = records.of(receiver.grant()).orElseThrow();
        targets.deliver(grant, target, Person.of(receiver.steward()));
        try {
            targets.deliver(grant, target, Person.of(receiver.steward()));
        } catch (ExchangeRefused underWay) {
            assertThat(underWay.code()).isEqualTo("exchange/table-delivering");
        }
        ended(receiver);
        assertThat(rows(receiver.database(), "select count(*) from person")).containsExactly("25");
    }
}
