package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.draft.Drafting;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.source.Note;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.dataplane.source.Table;

/// Interfaces as sources, each a real server on loopback.
class HttpCensusTest {
    private static final Source.Limits SHORT =
            new Source.Limits(1, Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofMillis(300));
    private static final int TOTAL = 250;

    private ApiServer server;
    private final List<OpenSource.Unread> unread = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new ApiServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void rowsBecomeATableWithTheDocumentsWordsAndNestedFields() throws Exception {
        describe("");
        server.on("/people", (asked, reply) -> reply.json("""
                {"code": 0, "data": [
                  {"id": 12345678901234567890, "name": "张三", "idCard": "441202190001010013", "address": {"city": "肇庆"},
                   "tags": ["a", "b"], "secretExtra": 1, "amount": 0.10},
                  {"id": 2, "name": null, "idCard": "441283190102030425", "address": null, "amount": 12.50},
                  "no row"]}"""));
        TableResult result = only(census(0));
        assertThat(result.table().path()).isEqualTo("/people");
        assertThat(result.table().kind()).isEqualTo(Table.Kind.API);
        assertThat(result.table().comment()).isEqualTo("人员");
        assertThat(result.table().columns())
                .extracting(Table.Column::name)
                .containsExactly("id", "name", "idCard", "address.city", "tags", "amount");
        assertThat(result.table().columns().getFirst().declaredType()).isEqualTo("integer(int64)");
        assertThat(result.table().columns().get(2).comment()).isEqualTo("身份证号");
        assertThat(result.profile().rows()).isEqualTo(2);
        assertThat(column(result, "id").max()).isEqualTo("2");
        assertThat(column(result, "id").min()).isEqualTo("12345678901234567890");
        assertThat(column(result, "amount").top())
                .extracting(ColumnProfile.Count::value)
                .containsExactly("0.10", "12.50");
        assertThat(column(result, "tags").min()).isEqualTo("[\"a\",\"b\"]");
        assertThat(column(result, "address.city").nulls()).isEqualTo(1);
        assertThat(result.classifications().get(2).best().orElseThrow().type()).isEqualTo(DataType.RESIDENT_ID);
        assertThat(result.profile().rejected()).isEqualTo(1);
        assertThat(result.profile().examples().getFirst().reason()).isEqualTo("NO_JSON");
        assertThat(result.notes()).extracting(Note::code).containsExactly("undescribed");
        assertThat(new Drafting().draft(result, "http").formatCategory()).isEqualTo("api");
    }

    @Test
    void pageNumbersAreCountedFromWhereTheDocumentSays() throws Exception {
        for (int first : new int[] {0, 1}) {
            describe(parameter("page", "\"default\": " + first) + "," + parameter("size", "\"maximum\": 40"));
            server.on("/people", (asked, reply) -> {
                long from = (asked.number("page", -1) - first) * asked.number("size", 0);
                reply.json(page(from, 40, ""));
            });
            assertThat(only(census(0)).profile().rows()).isEqualTo(TOTAL);
        }
    }

    @Test
    void pageNumbersAreFoundOutWhereTheDocumentIsSilent() throws Exception {
        for (int first : new int[] {0, 1}) {
            describe(parameter("pageNum", "") + "," + parameter("pageSize", "\"maximum\": 100"));
            server.on("/people", (asked, reply) -> {
                long from = (asked.number("pageNum", first) - first) * asked.number("pageSize", 0);
                // Pages below the first are its own, as many have it.
                reply.json(page(Math.max(0, from), 100, ""));
            });
            TableResult result = only(census(0));
            assertThat(result.profile().rows()).isEqualTo(TOTAL);
            assertThat(result.notes()).isEmpty();
        }
    }

    @Test
    void offsetsGoOnByWhatCameAndStopAtTheTotal() throws Exception {
        describe(parameter("offset", "") + "," + parameter("limit", ""));
        // It gives fewer than it was asked for.
        server.on(
                "/people", (asked, reply) -> reply.json(page(asked.number("offset", 0), 30, ", \"total\": " + TOTAL)));
        assertThat(only(census(0)).profile().rows()).isEqualTo(TOTAL);
        assertThat(server.asked()).hasSize(9);
    }

    @Test
    void cursorsAreFollowed() throws Exception {
        describe(parameter("cursor", ""));
        server.on("/people", (asked, reply) -> {
            long from = asked.number("cursor", 0);
            String next = from + 100 < TOTAL ? "\"" + (from + 100) + "\"" : "null";
            reply.json(page(from, 100, ", \"paging\": {\"next_cursor\": " + next + "}"));
        });
        assertThat(only(census(0)).profile().rows()).isEqualTo(TOTAL);
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void linksAreFollowedAndARingOfThemEnds() throws Exception {
        describe("");
        server.on("/people", (asked, reply) -> {
            long from = asked.number("from", 0);
            reply.header(
                            "Link",
                            "</people?from=0>; rel=\"first\", </people?from=" + (from + 100) % 300 + ">; rel=\"next\"")
                    .json(page(from, 100, ""));
        });
        assertThat(only(census(0)).profile().rows()).isGreaterThanOrEqualTo(TOTAL);
        assertThat(server.asked()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void anInterfaceThatTakesNoNoticeOfPagesIsReadOnce() throws Exception {
        describe(parameter("page", "\"minimum\": 1"));
        server.on("/people", (asked, reply) -> reply.json(page(0, 7, "")));
        assertThat(only(census(0)).profile().rows()).isEqualTo(7);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void pagesWithoutEndAreBoundedAndThatIsSaid() throws Exception {
        describe(parameter("page", "\"minimum\": 1"));
        AtomicInteger ever = new AtomicInteger();
        server.on("/people", (asked, reply) -> reply.json("{\"data\": [{\"id\": " + ever.incrementAndGet() + "}]}"));
        TableResult result = only(census(source(null, Source.Limits.PAGES, 20), 0));
        assertThat(result.profile().rows()).isEqualTo(20);
        assertThat(result.notes()).extracting(Note::code).containsExactly("pages-bound");
    }

    @Test
    void aSampleAsksForNoMoreThanItNeeds() throws Exception {
        describe(parameter("offset", "") + "," + parameter("limit", "\"maximum\": 20"));
        server.on(
                "/people",
                (asked, reply) -> reply.json(page(asked.number("offset", 0), (int) asked.number("limit", 0), "")));
        TableResult result = only(census(50));
        assertThat(result.profile().rows()).isEqualTo(50);
        assertThat(result.profile().sampled()).isTrue();
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void whatTheInterfaceSaysOfItsTotalAndDoesNotGiveIsTold() throws Exception {
        describe("");
        server.on("/people", (asked, reply) -> reply.json(page(0, 10, ", \"total\": 9000")));
        assertThat(only(census(0)).notes()).extracting(Note::code).containsExactly("total-differs");
    }

    @Test
    void aTokenGoesWhereTheDocumentSaysAndAWrongOneIsSaid() throws Exception {
        describe("", ", \"securitySchemes\": {\"t\": {\"type\": \"apiKey\", \"in\": \"query\", \"name\": \"key\"}}");
        server.on("/people", (asked, reply) -> {
            if ("right".equals(asked.query().get("key"))) {
                reply.json(page(0, 5, ""));
            } else {
                reply.status(403);
            }
        });
        assertThat(Sources.check(source("right", SHORT, 10))).isEqualTo(1);
        assertReason(source("wrong", SHORT, 10), Reason.CREDENTIALS);
        describe("");
        server.on("/people", (asked, reply) -> {
            if (asked.token().equals("Bearer right")) {
                reply.json(page(0, 5, ""));
            } else {
                reply.json("{\"code\": 401, \"msg\": \"未登录\", \"data\": null}");
            }
        });
        assertThat(only(census(source("right", SHORT, 10), 0)).profile().rows()).isEqualTo(5);
        assertReason(source("wrong", SHORT, 10), Reason.CREDENTIALS);
        assertReason(source("two\r\nlines", SHORT, 10), Reason.CREDENTIALS);
        assertThat(source("right", SHORT, 10).toString()).doesNotContain("right");
    }

    @Test
    void whoIsTooBusyIsAskedAgainAndNotForEver() throws Exception {
        describe("");
        AtomicInteger times = new AtomicInteger();
        server.on("/people", (asked, reply) -> {
            if (times.incrementAndGet() < 3) {
                reply.header("Retry-After", "0").status(times.get() == 1 ? 429 : 503);
            } else {
                reply.json(page(0, 5, ""));
            }
        });
        assertThat(only(census(0)).profile().rows()).isEqualTo(5);
        server.on(
                "/people",
                (asked, reply) -> reply.header("Retry-After", "86400").status(429));
        assertReason(source(null, SHORT, 10), Reason.TOO_MANY_CONNECTIONS);
    }

    @Test
    void aBrokenPageIsCountedAmongOthersAndSaidWhereItIsTheOnlyOne() throws Exception {
        describe(parameter("page", "\"minimum\": 1") + "," + parameter("size", ""));
        server.on("/people", (asked, reply) -> {
            long page = asked.number("page", 0);
            reply.json(page == 2 ? "{\"data\": [{\"id\":" : page > 3 ? "{\"data\": []}" : page(page * 50, 10, ""));
        });
        TableResult result = only(census(0));
        assertThat(result.profile().rows()).isEqualTo(20);
        assertThat(result.profile().rejected()).isEqualTo(1);
        server.on("/people", (asked, reply) -> reply.json("<html>Please sign in</html>"));
        assertThat(census(0).getFirst().problem().reason()).isEqualTo("NO_JSON");
        assertReason(source(null, SHORT, 10), Reason.NO_JSON);
        server.on("/people", (asked, reply) -> reply.json("{\"data\": [{\"name\": \"张三\""));
        assertThatThrownBy(() -> Sources.check(source(null, SHORT, 10)))
                .isInstanceOf(SourceUnreadable.class)
                .hasMessage("/people: line 1, column 24");
    }

    @Test
    void noTokenFollowsToAnotherOrigin() throws Exception {
        try (ApiServer other = new ApiServer()) {
            other.on("/people", (asked, reply) -> reply.json(page(0, 5, "")));
            describe("");
            server.on(
                    "/people",
                    (asked, reply) -> reply.header("Location", other.address() + "/people")
                            .status(302));
            assertReason(source("right", SHORT, 10), Reason.ELSEWHERE);
            server.on(
                    "/people",
                    (asked, reply) -> reply.header("Link", "<" + other.address() + "/people>; rel=next")
                            .json(page(0, 5, "")));
            assertThat(census(0).getFirst().problem().reason()).isEqualTo("ELSEWHERE");
            server.on(
                    "/openapi.json",
                    (asked, reply) ->
                            reply.json(document("", "", ", \"servers\": [{\"url\": \"" + other.address() + "\"}]")));
            assertReason(source("right", SHORT, 10), Reason.ELSEWHERE);
            assertThat(other.asked()).isEmpty();
            Source.Http typed = new Source.Http(
                    server.address() + "/openapi.json", other.address(), "right", Source.Door.OPEN, SHORT, 10);
            assertThat(Sources.check(typed)).isEqualTo(1);
        }
    }

    @Test
    void aRedirectAtHomeIsFollowed() throws Exception {
        describe("");
        server.on(
                "/people",
                (asked, reply) -> reply.header("Location", "/new/people").status(301));
        server.on("/new/people", (asked, reply) -> reply.json(page(0, 5, "")));
        assertThat(only(census(0)).profile().rows()).isEqualTo(5);
    }

    @Test
    void aServerThatHangsIsLeft() throws Exception {
        describe("");
        CountDownLatch never = new CountDownLatch(1);
        server.on("/people", (asked, reply) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertReason(source(null, SHORT, 10), Reason.TIMED_OUT);
    }

    @Test
    void aPageThatUnpacksToFarMoreIsLeft() throws Exception {
        describe("");
        server.on("/people", (asked, reply) -> reply.json("{\"data\": [" + " ".repeat(40 << 20) + "]}"));
        assertReason(source(null, Source.Limits.TRIAL, 10), Reason.TOO_LARGE);
    }

    @Test
    void aClosedDoorHoldsForNumbersToo() throws Exception {
        describe("");
        Source.Door closed = host -> {
            if (InetAddress.getByName(host).isLoopbackAddress()) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getAllByName(host);
        };
        assertReason(
                new Source.Http(server.address() + "/openapi.json", null, null, closed, SHORT, 10),
                Reason.HOST_UNKNOWN);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void whatIsNoDocumentOrHasNoTableIsSaid() throws Exception {
        assertReason(source(null, SHORT, 10), Reason.ADDRESS_MISSING);
        server.on("/openapi.json", (asked, reply) -> reply.json("<html>Swagger UI</html>"));
        assertReason(source(null, SHORT, 10), Reason.NO_OPENAPI);
        server.on("/openapi.json", (asked, reply) -> reply.json("{\"swagger\": \"1.2\", \"paths\": {}}"));
        assertReason(source(null, SHORT, 10), Reason.NO_OPENAPI);
        server.on("/openapi.json", (asked, reply) -> reply.json("{\"openapi\": \"3.0.0\", \"paths\": {}}"));
        assertReason(source(null, SHORT, 10), Reason.EMPTY);
    }

    @Test
    void theOlderFormOfADocumentIsReadToo() throws Exception {
        server.on("/openapi.json", (asked, reply) -> reply.json("""
                {"swagger": "2.0", "basePath": "/api", "produces": ["*/*"],
                 "securityDefinitions": {"pass": {"type": "basic"}},
                 "parameters": {"from": {"name": "offset", "in": "query", "type": "integer"}},
                 "paths": {
                   "/people": {"get": {"summary": "人员", "parameters": [{"$ref": "#/parameters/from"},
                       {"name": "limit", "in": "query", "type": "integer", "maximum": 40},
                       {"name": "kind", "in": "query", "required": true, "type": "string", "default": "all"}],
                     "responses": {"200": {"description": "", "schema": {"$ref": "#/definitions/Page"}}}}},
                   "/one": {"get": {"parameters": [{"name": "id", "in": "query", "required": true, "type": "string"}],
                     "responses": {"200": {"$ref": "#/responses/all"}}}}},
                 "responses": {"all": {"description": "", "schema": {"$ref": "#/definitions/Page"}}},
                 "definitions": {
                   "Page": {"type": "object", "properties": {
                     "total": {"type": "integer"}, "data": {"type": "array", "items": {"$ref": "#/definitions/Person"}}}},
                   "Person": {"type": "object", "properties": {
                     "id": {"type": "integer", "format": "int64"}, "name": {"type": "string", "description": "姓名"}}}}}
                """));
        server.on("/api/people", (asked, reply) -> {
            assertThat(asked.query()).containsEntry("kind", "all").containsEntry("limit", "40");
            assertThat(asked.token()).isEqualTo("Basic dXNlcjpwYXNz");
            reply.json(page(asked.number("offset", 0), 40, ", \"total\": " + TOTAL));
        });
        TableResult result = only(census(source("user:pass", Source.Limits.PAGES, Source.Http.MOST_PAGES), 0));
        assertThat(result.table().path()).isEqualTo("/people");
        assertThat(result.table().comment()).isEqualTo("人员");
        assertThat(result.table().columns()).extracting(Table.Column::comment).contains("姓名");
        assertThat(result.profile().rows()).isEqualTo(TOTAL);
        assertThat(unread).extracting(OpenSource.Unread::reason).containsExactly(Reason.PARAMETER_NEEDED);
    }

    @Test
    void operationsThatNeedAPersonsValueAreListedAndADocumentMayBeYaml() throws Exception {
        server.on(
                "/api/ships",
                (asked, reply) -> reply.json("[{\"name\": \"" + asked.query().get("port") + "\"}]"));
        String yaml = """
                openapi: 3.1.0
                info: {title: Harbour, version: "1"}
                paths:
                  /ships:
                    get:
                      summary: 船舶
                      parameters: [{name: port, in: query, required: true, schema: {type: string, default: 肇庆}}]
                      responses: &rows
                        "200":
                          description: ok
                          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Ship"}}}}
                  /ships/{id}/crew:
                    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
                    get:
                      responses:
                        "200":
                          description: ok
                          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Ship"}}}}
                  /me:
                    get:
                      responses:
                        "200": {description: ok, content: {application/json: {schema: {type: object, properties: {n: {type: string}}}}}}
                  /anything:
                    get:
                      responses:
                        "200": {description: ok, content: {application/json: {schema: {type: array, items: {type: object}}}}}
                components:
                  schemas:
                    Ship:
                      type: object
                      properties:
                        name: {type: [string, "null"], description: 船名, maxLength: 60}
                        sister: {$ref: "#/components/schemas/Ship"}
                """;
        TableResult result = census(
                        new Source.Http(yaml, server.address() + "/api/", null, Source.Door.OPEN, SHORT, 10), 0)
                .getFirst();
        assertThat(result.table().columns()).extracting(Table.Column::name).containsExactly("name", "sister");
        assertThat(column(result, "name").min()).isEqualTo("肇庆");
        assertThat(unread)
                .extracting(one -> one.path() + " " + one.reason())
                .containsExactly("/ships/{id}/crew PARAMETER_NEEDED", "/anything NOT_DESCRIBED");
    }

    private void describe(String parameters) {
        describe(parameters, "");
    }

    private void describe(String parameters, String components) {
        server.on("/openapi.json", (asked, reply) -> reply.json(document(parameters, components, "")));
    }

    private static String document(String parameters, String components, String more) {
        return """
                {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}%s,
                 "paths": {"/people": {"get": {"summary": "人员", "parameters": [%s], "responses": {"200": {"description": "ok",
                   "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}}}}},
                 "components": {"schemas": {
                   "Page": {"type": "object", "properties": {"code": {"type": "integer"}, "total": {"type": "integer"},
                     "data": {"type": "array", "items": {"$ref": "#/components/schemas/Person"}}}},
                   "Person": {"type": "object", "required": ["id"], "properties": {
                     "id": {"type": "integer", "format": "int64"}, "name": {"type": "string"},
                     "idCard": {"type": "string", "description": "身份证号"},
                     "address": {"type": "object", "properties": {"city": {"type": "string"}}},
                     "tags": {"type": "array", "items": {"type": "string"}}, "amount": {"type": "number"}}}}%s}}
                """.formatted(more, parameters, components);
    }

    private static String parameter(String name, String schema) {
        return "{\"name\": \"%s\", \"in\": \"query\", \"schema\": {%s}}".formatted(name, schema);
    }

    /// Rows from one on, as far as there are any.
    private static String page(long from, int most, String more) {
        String rows = LongStream.range(Math.min(from, TOTAL), Math.min(from + most, TOTAL))
                .mapToObj(id -> "{\"id\": " + id + ", \"name\": \"n" + id + "\"}")
                .collect(Collectors.joining(", "));
        return "{\"data\": [" + rows + "]" + more + "}";
    }

    private Source.Http source(@Nullable String secret, Source.Limits limits, int pages) {
        return new Source.Http(server.address() + "/openapi.json", null, secret, Source.Door.OPEN, limits, pages);
    }

    private List<TableResult> census(long sample) throws SourceUnreadable {
        return census(source(null, Source.Limits.PAGES, Source.Http.MOST_PAGES), sample);
    }

    private List<TableResult> census(Source source, long sample) throws SourceUnreadable {
        List<TableResult> results = new ArrayList<>();
        new Census(source, sample).run(Set.of(), new CensusListener() {
            @Override
            public void discovered(List<Table> tables, List<OpenSource.Unread> passedOver) {
                unread.addAll(passedOver);
            }

            @Override
            public void onTable(TableResult result) {
                results.add(result);
            }
        });
        return results;
    }

    private static TableResult only(List<TableResult> results) {
        assertThat(results).hasSize(1);
        assertThat(results.getFirst().problem()).isNull();
        return results.getFirst();
    }

    private static void assertReason(Source source, Reason reason) {
        assertThatThrownBy(() -> Sources.check(source))
                .isInstanceOfSatisfying(
                        SourceUnreadable.class,
                        wrong -> assertThat(wrong.reason()).as(wrong.detail()).isEqualTo(reason));
    }

    private static ColumnProfile column(TableResult result, String name) {
        return result.profile().columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
