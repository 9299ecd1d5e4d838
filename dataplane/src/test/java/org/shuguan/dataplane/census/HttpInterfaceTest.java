package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.dataplane.source.Table;

/// Interfaces as sources: their documents, their tokens, and limits for hostile interfaces.
class HttpInterfaceTest extends HttpCensus {
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
                    server.address() + "/openapi.json", other.address(), "right", Source.HostResolver.OPEN, SHORT, 10);
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
        Source.HostResolver closed = host -> {
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
                        new Source.Http(yaml, server.address() + "/api/", null, Source.HostResolver.OPEN, SHORT, 10), 0)
                .getFirst();
        assertThat(result.table().columns()).extracting(Table.Column::name).containsExactly("name", "sister");
        assertThat(column(result, "name").min()).isEqualTo("肇庆");
        assertThat(unread)
                .extracting(one -> one.path() + " " + one.reason())
                .containsExactly("/ships/{id}/crew PARAMETER_NEEDED", "/anything NOT_DESCRIBED");
    }
}
