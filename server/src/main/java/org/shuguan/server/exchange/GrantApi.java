package org.shuguan.server.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.Granted;
import org.shuguan.dataplane.serve.ItemMask;
import org.shuguan.dataplane.serve.Question;
import org.shuguan.dataplane.serve.RowFile;
import org.shuguan.dataplane.serve.ServedItem;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.sharing.Grant;
import org.springframework.stereotype.Component;

/// The description of what a grant gives, as OpenAPI 3.1: the resource's own address, its items with their masks, and
/// examples that can be sent as they are.
@Component
class GrantApi {
    private static final List<String> COUNTS = List.of("none", "exact", "bounded");

    private final Served served;

    GrantApi(Served served) {
        this.served = served;
    }

    /// The address of an operation on the grant's resource.
    static String path(Grant grant, String operation) {
        return ExchangeController.ROOT + "/resources/" + grant.resource().value() + "/" + operation;
    }

    /// The document.
    Map<String, Object> describe(Grant grant) {
        Granted granted = served.granted(grant);
        List<ServedItem> visible = granted.items().stream()
                .filter(item -> item.mask().kind() != ItemMask.Kind.DROP)
                .toList();
        Map<String, Object> paths = new LinkedHashMap<>();
        boolean api = grant.modes().contains(Grant.Mode.API);
        if (api && !visible.isEmpty()) {
            paths.put(path(grant, "records"), Map.of("get", records(grant, visible)));
            paths.put(path(grant, "lookup"), Map.of("post", lookup(grant, visible)));
        }
        if (api) {
            paths.put(path(grant, "verify"), Map.of("post", verify(grant, granted.items())));
        }
        if (grant.modes().contains(Grant.Mode.FILE) && !visible.isEmpty()) {
            paths.put(path(grant, "files"), Map.of("post", files(grant)));
            paths.put(ExchangeController.ROOT + "/files/{id}", Map.of("get", file("file", "where it stands")));
            paths.put(
                    ExchangeController.ROOT + "/files/{id}/content",
                    Map.of("get", file("content", "the file; Range and If-Range continue a download")));
        }
        if (grant.modes().contains(Grant.Mode.FEED) && !visible.isEmpty()) {
            paths.put(path(grant, "changes"), Map.of("get", changes(grant)));
        }
        return ordered(
                "openapi", "3.1.0",
                "info",
                        ordered(
                                "title", grant.title() + " (" + grant.number() + ")",
                                "version", Long.toString(grant.change()),
                                "description", grant.purpose()),
                "security", List.of(Map.of("token", List.of())),
                "paths", paths,
                "components",
                        ordered(
                                "schemas", Map.of("Record", schema(grant, visible)),
                                "securitySchemes", Map.of("token", token())));
    }

    private static Map<String, Object> token() {
        return ordered(
                "type",
                "oauth2",
                "flows",
                Map.of(
                        "clientCredentials",
                        ordered("tokenUrl", "/oauth2/token", "scopes", Map.of("exchange:read", "granted data"))));
    }

    private Map<String, Object> schema(Grant grant, List<ServedItem> items) {
        Map<String, Content.Item> described =
                served.content(grant.entry()).map(Content::items).orElse(List.of()).stream()
                        .filter(item -> item.physicalName() != null)
                        .collect(Collectors.toMap(Content.Item::physicalName, item -> item, (one, other) -> one));
        Map<String, String> names =
                grant.items().stream().collect(Collectors.toMap(Grant.Item::code, Grant.Item::name));
        Map<String, Object> properties = new LinkedHashMap<>();
        for (ServedItem item : items) {
            Content.Item content = described.get(item.column());
            String type = content == null || content.type() == null ? "C" : content.type();
            Map<String, Object> property = new LinkedHashMap<>();
            boolean clear = item.mask().kind() == ItemMask.Kind.CLEAR;
            property.put("type", List.of(clear ? jsonType(type) : "string", "null"));
            if (clear && (type.equals("D") || type.equals("T"))) {
                property.put("format", type.equals("D") ? "date" : "date-time");
            }
            property.put("title", names.getOrDefault(item.name(), item.name()));
            property.put("x-mask", item.mask().kind().word());
            properties.put(item.name(), property);
        }
        return ordered("type", "object", "properties", properties);
    }

    private static String jsonType(String letter) {
        return switch (letter) {
            case "N", "Y", "B", "F", "I" -> "number";
            case "L" -> "boolean";
            default -> "string";
        };
    }

    private static Map<String, Object> records(Grant grant, List<ServedItem> items) {
        List<Object> parameters = new ArrayList<>();
        String first = items.getFirst().name();
        parameters.add(parameter(
                "filter",
                "conditions joined by `and`: = <> < <= > >= in prefix, is empty, is present; texts in single quotes",
                Map.of("type", "string"),
                first + " is present"));
        parameters.add(parameter("fields", "items, separated by commas", Map.of("type", "string"), first));
        parameters.add(parameter("order", "items, - before an item for descending", Map.of("type", "string"), first));
        parameters.add(parameter(
                "limit",
                "",
                ordered("type", "integer", "minimum", 1, "maximum", Question.MOST_ROWS, "default", Asked.USUAL_LIMIT),
                10));
        parameters.add(parameter("after", "`next` of the page before", Map.of("type", "string"), null));
        parameters.add(parameter("count", "", ordered("type", "string", "enum", COUNTS), null));
        parameters.add(parameter("source", "", ordered("type", "string", "enum", List.of("live", "collected")), null));
        parameters.add(grantParameter(grant));
        Map<String, Object> page = ordered(
                "type", "object",
                "required", List.of("records"),
                "properties",
                        ordered(
                                "records",
                                        ordered(
                                                "type",
                                                "array",
                                                "items",
                                                Map.of("$ref", "#/components/schemas/Record")),
                                "next", Map.of("type", "string"),
                                "count", Map.of("type", "integer")));
        return ordered(
                "summary",
                grant.title(),
                "operationId",
                "records",
                "parameters",
                parameters,
                "responses",
                ordered(
                        "200",
                        ordered(
                                "description",
                                "a page",
                                "content",
                                ordered(
                                        "application/json", Map.of("schema", page),
                                        "application/x-ndjson", Map.of(),
                                        "text/csv", Map.of())),
                        "default",
                        problem()));
    }

    private static Map<String, Object> changes(Grant grant) {
        return ordered(
                "summary",
                grant.title(),
                "description",
                "Changes in order: added, changed, gone, or snapshot: read all rows first. With Accept: text/event-stream"
                        + " a stream, which Last-Event-ID continues. Rows that come are those of a read, and a change"
                        + " may come that such a read had already: take added and changed as: put it, gone as: it is"
                        + " not there. Without a version the changes come from a captured copy.",
                "operationId",
                "changes",
                "parameters",
                List.of(
                        parameter("after", "number of the last change that you have", Map.of("type", "integer"), 0),
                        parameter("limit", "", ordered("type", "integer", "maximum", FeedGateway.MOST_CHANGES), 100),
                        parameter(
                                "wait",
                                "seconds to wait for a change",
                                ordered("type", "integer", "maximum", FeedGateway.LONGEST_WAIT),
                                null),
                        grantParameter(grant)),
                "responses",
                Map.of("200", Map.of("description", "{changes: [{number, change, version?, at, row}], next}")));
    }

    private static Map<String, Object> files(Grant grant) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(parameter(
                "format",
                "",
                ordered("type", "string", "enum", words(RowFile.Format.values(), RowFile.Format::word)),
                null));
        parameters.add(parameter(
                "encoding",
                "of CSV",
                ordered("type", "string", "enum", words(RowFile.Encoding.values(), RowFile.Encoding::word)),
                null));
        parameters.add(parameter(
                "since",
                "only rows that were added, changed or are gone since this version of an earlier file of the grant",
                Map.of("type", "string"),
                null));
        parameters.add(parameter("source", "", ordered("type", "string", "enum", List.of("live", "collected")), null));
        parameters.add(grantParameter(grant));
        return ordered(
                "summary",
                grant.title(),
                "operationId",
                "files",
                "parameters",
                parameters,
                "responses",
                ordered(
                        "202",
                        Map.of("description", "it is prepared; `file` is where it stands"),
                        "default",
                        problem()));
    }

    private static <T> List<String> words(T[] values, Function<T, String> word) {
        return Arrays.stream(values).map(word).toList();
    }

    private static Map<String, Object> file(String id, String description) {
        return ordered(
                "operationId", id,
                "parameters",
                        List.of(ordered(
                                "name", "id", "in", "path", "required", true, "schema", Map.of("type", "string"))),
                "responses", ordered("200", Map.of("description", description), "default", problem()));
    }

    private static Map<String, Object> lookup(Grant grant, List<ServedItem> items) {
        Map<String, Object> body = ordered(
                "type", "object",
                "required", List.of("item", "keys"),
                "properties",
                        ordered(
                                "item",
                                        ordered(
                                                "type",
                                                "string",
                                                "enum",
                                                items.stream()
                                                        .map(ServedItem::name)
                                                        .toList()),
                                "keys", ordered("type", "array", "minItems", 1, "maxItems", Asked.MOST_KEYS),
                                "fields", ordered("type", "array", "items", Map.of("type", "string"))));
        return operation("lookup", grant, body, Map.of("item", items.getFirst().name(), "keys", List.of("…")));
    }

    private static Map<String, Object> verify(Grant grant, List<ServedItem> items) {
        Map<String, Object> example = new LinkedHashMap<>();
        items.forEach(item -> example.put(item.name(), "…"));
        Map<String, Object> body = ordered(
                "type", "object",
                "required", List.of("records"),
                "properties",
                        Map.of(
                                "records",
                                ordered(
                                        "type",
                                        "array",
                                        "minItems",
                                        1,
                                        "maxItems",
                                        Asked.MOST_VERIFIED,
                                        "items",
                                        ordered("type", "object", "required", List.copyOf(example.keySet())))));
        return operation("verify", grant, body, Map.of("records", List.of(example)));
    }

    private static Map<String, Object> operation(
            String id, Grant grant, Map<String, Object> schema, Map<String, Object> example) {
        return ordered(
                "summary", grant.title(),
                "operationId", id,
                "parameters", List.of(grantParameter(grant)),
                "requestBody",
                        ordered(
                                "required",
                                true,
                                "content",
                                Map.of("application/json", ordered("schema", schema, "example", example))),
                "responses", ordered("200", Map.of("description", "the answer"), "default", problem()));
    }

    private static Map<String, Object> problem() {
        return ordered("description", "refused (RFC 9457)", "content", Map.of("application/problem+json", Map.of()));
    }

    private static Map<String, Object> grantParameter(Grant grant) {
        return parameter(
                "grant",
                "needed if the unit has several grants for the resource",
                Map.of("type", "string"),
                grant.number());
    }

    private static Map<String, Object> parameter(
            String name, String description, Map<String, Object> schema, @Nullable Object example) {
        Map<String, Object> parameter = ordered("name", name, "in", "query", "schema", schema);
        if (!description.isEmpty()) {
            parameter.put("description", description);
        }
        if (example != null) {
            parameter.put("example", example);
        }
        return parameter;
    }

    /// A map in the order of its pairs.
    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
