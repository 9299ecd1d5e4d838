package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import org.shuguan.dataplane.source.Sources;

/// Base of tests with a real HTTP server on loopback and a census of it.
abstract class HttpCensus {
    static final Source.Limits SHORT =
            new Source.Limits(1, Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofMillis(300));
    static final int TOTAL = 250;

    ApiServer server;
    final List<OpenSource.Unread> unread = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new ApiServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    void describe(String parameters) {
        describe(parameters, "");
    }

    void describe(String parameters, String components) {
        server.on("/openapi.json", (asked, reply) -> reply.json(document(parameters, components, "")));
    }

    static String document(String parameters, String components, String more) {
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

    static String parameter(String name, String schema) {
        return "{\"name\": \"%s\", \"in\": \"query\", \"schema\": {%s}}".formatted(name, schema);
    }

    /// JSON rows with numbers in this range, as far as they exist.
    static String page(long from, int most, String more) {
        String rows = LongStream.range(Math.min(from, TOTAL), Math.min(from + most, TOTAL))
                .mapToObj(id -> "{\"id\": " + id + ", \"name\": \"n" + id + "\"}")
                .collect(Collectors.joining(", "));
        return "{\"data\": [" + rows + "]" + more + "}";
    }

    Source.Http source(@Nullable String secret, Source.Limits limits, int pages) {
        return new Source.Http(
                server.address() + "/openapi.json", null, secret, Source.HostResolver.OPEN, limits, pages);
    }

    List<TableResult> census(long sample) throws SourceUnreadable {
        return census(source(null, Source.Limits.PAGES, Source.Http.MOST_PAGES), sample);
    }

    List<TableResult> census(Source source, long sample) throws SourceUnreadable {
        InOrder results = new InOrder();
        new SourceCensus(source, sample).run(Set.of(), results);
        unread.addAll(results.unread());
        return results.tables();
    }

    static TableResult only(List<TableResult> results) {
        assertThat(results).hasSize(1);
        assertThat(results.getFirst().problem()).isNull();
        return results.getFirst();
    }

    static void assertReason(Source source, Reason reason) {
        assertThatThrownBy(() -> Sources.check(source))
                .isInstanceOfSatisfying(
                        SourceUnreadable.class,
                        wrong -> assertThat(wrong.reason()).as(wrong.detail()).isEqualTo(reason));
    }

    static ColumnProfile column(TableResult result, String name) {
        return result.profile().columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
