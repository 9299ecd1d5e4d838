package org.shuguan.dataplane.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.census.ApiServer;
import org.shuguan.dataplane.lake.Collection;
import org.shuguan.dataplane.lake.LakeCity;
import org.shuguan.dataplane.source.Source;

/// Rows of a source that answers no questions are served as those of one that does.
class FetchedReaderContractTest extends ReaderContract {
    private static final FetchedSource.Load LOAD =
            new FetchedSource.Load(1000, Duration.ofSeconds(20), Duration.ofMillis(500));
    private static final List<Collection.Field> FIELDS = List.of(
            LakeCity.key("id", "I"),
            LakeCity.field("name", "C"),
            LakeCity.field("id_no", "C"),
            LakeCity.field("district", "C"),
            LakeCity.field("born", "D"),
            LakeCity.field("seen_at", "T"),
            LakeCity.field("area", "N"),
            LakeCity.field("address", "C"));
    private static final String DOCUMENT = """
            {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/people": {"get": {"responses": {"200": {
              "description": "ok", "content": {"application/json": {"schema": {"type": "array", "items": {"type": "object",
                "properties": {"id": {"type": "integer"}, "name": {"type": "string"}, "born": {"type": "string"}}}}}}}}}}}}
            """;

    private static EmbeddedPostgres postgres;
    private static FetchedSource source;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute(inserts());
        }
        source = FetchedSource.of(
                "residents",
                new Source.Database(
                        Source.Kind.POSTGRESQL,
                        "127.0.0.1",
                        postgres.getPort(),
                        "postgres",
                        List.of(),
                        "postgres",
                        "postgres",
                        Source.Limits.DEFAULT),
                LOAD);
    }

    @AfterAll
    static void stop() throws Exception {
        source.close();
        postgres.close();
    }

    @Override
    ServedTable table() {
        return source.table("public.resident", FIELDS);
    }

    private static FetchedSource people(ApiServer server, FetchedSource.Load load) {
        server.on("/openapi.json", (asked, reply) -> reply.json(DOCUMENT));
        return FetchedSource.of(
                "people",
                new Source.Http(
                        server.address() + "/openapi.json",
                        null,
                        null,
                        InetAddress::getAllByName,
                        new Source.Limits(1, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(300)),
                        Source.Http.MOST_PAGES),
                load);
    }

    private static ServedTable people(FetchedSource source) {
        return source.table(
                "/people", List.of(LakeCity.key("id", "I"), LakeCity.field("name", "C"), LakeCity.field("born", "D")));
    }

    private static Granted granted() throws Exception {
        return new Granted(
                List.of(
                        new ServedItem("id", "id", ItemMask.CLEAR),
                        new ServedItem("name", "name", ItemMask.keep(1, 0))),
                Map.of("id", "id", "name", "name", "born", "born"),
                RowFilter.parse("born >= 1990-01-01"),
                KEY);
    }

    @Test
    void manyQuestionsAtOnceFetchAnInterfaceOnceAndNothingStays() throws Exception {
        try (ApiServer server = new ApiServer();
                FetchedSource fetched = people(server, LOAD);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            server.on(
                    "/people",
                    (asked, reply) -> reply.json("[{\"id\": 1, \"name\": \"王伟\", \"born\": \"1980-01-01\"},"
                            + " {\"id\": 2, \"name\": \"李静\", \"born\": \"1995-05-05\"}]"));
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(
                        threads.submit(() -> ConsumerReader.read(people(fetched), granted(), question("name = '李*'"))));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().rows()).hasToString("[[2, 李*]]");
            }
            assertThat(server.asked()).hasSize(1);
            while (!fetched.isEmpty()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            ConsumerReader.read(people(fetched), granted(), question(""));
            assertThat(server.asked()).hasSize(2);
        }
    }

    @Test
    void tooManyRowsAreRefusedAndWhatIsNotAsDescribedIsNotServed() throws Exception {
        try (ApiServer server = new ApiServer();
                FetchedSource fetched =
                        people(server, new FetchedSource.Load(1, Duration.ofSeconds(20), Duration.ZERO))) {
            server.on("/people", (asked, reply) -> reply.json("[{\"id\": 1}, {\"id\": 2}]"));
            ReadRefused refused = catchThrowableOfType(
                    ReadRefused.class, () -> ConsumerReader.read(people(fetched), granted(), question("")));
            assertThat(refused.reason()).isEqualTo(ReadRefused.Reason.TOO_MANY);
            server.on("/people", (asked, reply) -> reply.json("[{\"id\": 1, \"born\": \"19x\"}]"));
            SourceAway away = catchThrowableOfType(
                    SourceAway.class, () -> ConsumerReader.read(people(fetched), granted(), question("")));
            assertThat(away.reason()).isEqualTo(SourceAway.Reason.CHANGED);
        }
    }

    @Test
    void anInterfaceThatFailsIsToldAndThenLeftAlone() throws Exception {
        try (ApiServer server = new ApiServer();
                FetchedSource fetched = people(server, LOAD)) {
            server.on("/people", (asked, reply) -> reply.status(500));
            List<SourceAway.Reason> reasons = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                reasons.add(catchThrowableOfType(
                                SourceAway.class, () -> ConsumerReader.read(people(fetched), granted(), question("")))
                        .reason());
            }
            assertThat(reasons.getLast()).isEqualTo(SourceAway.Reason.RESTING);
            assertThat(reasons.getFirst()).isNotEqualTo(SourceAway.Reason.RESTING);
        }
    }
}
