package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// The schemas of an OpenAPI document. Only references within the document are followed; others would be requests
/// to addresses that were not approved.
final class ApiSchemas {
    private static final int MOST_HOPS = 20;
    static final int DEEPEST_ROWS = 3;
    private static final int DEEPEST_FIELD = 5;
    private static final int MOST_FIELDS = 1000;
    private static final List<String> USUAL_ROWS =
            List.of("records", "list", "rows", "items", "content", "results", "data", "value");

    private final JsonNode document;

    ApiSchemas(JsonNode document) {
        this.document = document;
    }

    /// The position of the rows in a response.
    ///
    /// @param path property names that lead to the array, empty if the response itself is the array
    /// @param row schema of a row
    record Rows(List<String> path, JsonNode row) {}

    JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        for (int hop = 0; at.has("$ref"); hop++) {
            String reference = at.path("$ref").asString("");
            if (hop == MOST_HOPS || !reference.startsWith("#/")) {
                return MissingNode.getInstance();
            }
            at = document.at(JsonPointer.compile(reference.substring(1)));
        }
        return at;
    }

    /// Finds the array of objects in a response schema. Of several on one level, the one with a usual name for
    /// lists is taken.
    Optional<Rows> rows(JsonNode answer) {
        Map<List<String>, JsonNode> level = Map.of(List.of(), resolved(answer));
        for (int depth = 0; depth <= DEEPEST_ROWS && !level.isEmpty(); depth++) {
            List<Rows> found = level.entrySet().stream()
                    .filter(entry -> isType(entry.getValue(), "array"))
                    .map(entry ->
                            new Rows(entry.getKey(), resolved(entry.getValue().path("items"))))
                    .filter(rows -> isType(rows.row, "object") || rows.row.isMissingNode() || rows.row.isEmpty())
                    .toList();
            if (!found.isEmpty()) {
                return found.size() == 1
                        ? Optional.of(found.getFirst())
                        : usual(found.stream().map(Rows::path).toList())
                                .flatMap(path -> found.stream()
                                        .filter(rows -> rows.path.equals(path))
                                        .findFirst());
            }
            level = below(level);
        }
        return Optional.empty();
    }

    /// Of the paths to arrays on one level, the one with a usual name for lists.
    static Optional<List<String>> usual(List<List<String>> paths) {
        return USUAL_ROWS.stream()
                .flatMap(name -> paths.stream()
                        .filter(path -> path.getLast().toLowerCase(Locale.ROOT).equals(name)))
                .findFirst();
    }

    private Map<List<String>, JsonNode> below(Map<List<String>, JsonNode> level) {
        Map<List<String>, JsonNode> next = new LinkedHashMap<>();
        level.forEach((path, schema) -> {
            if (isType(schema, "object")) {
                properties(schema).forEach((name, property) -> {
                    List<String> longer = new ArrayList<>(path);
                    longer.add(name);
                    next.put(List.copyOf(longer), property);
                });
            }
        });
        return next;
    }

    /// The fields of a row. Properties of nested objects are named `a.b`; structures that cannot be flattened stay
    /// JSON.
    List<ApiField> fields(JsonNode row) {
        List<ApiField> fields = new ArrayList<>();
        add(fields, List.of(), row, Collections.newSetFromMap(new IdentityHashMap<>()), new HashSet<>());
        return fields;
    }

    /// @param above the enclosing schemas, to stop at recursive ones
    private void add(
            List<ApiField> fields, List<String> path, JsonNode schema, Set<JsonNode> above, Set<String> names) {
        above.add(schema);
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asString("")));
        properties(schema).forEach((name, property) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            boolean apart = isType(property, "object")
                    && !properties(property).isEmpty()
                    && longer.size() < DEEPEST_FIELD
                    && !above.contains(property);
            if (apart) {
                add(fields, longer, property, above, names);
            } else if (fields.size() < MOST_FIELDS) {
                fields.add(new ApiField(
                        List.copyOf(longer), column(unique(longer, names), property, required.contains(name))));
            }
        });
        above.remove(schema);
    }

    /// The engine does not distinguish `Name` from `name`.
    static String unique(List<String> path, Set<String> taken) {
        String usual = String.join(".", path);
        String unique = usual;
        for (int n = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); n++) {
            unique = usual + "_" + n;
        }
        return unique;
    }

    private Table.Column column(String name, JsonNode schema, boolean required) {
        String format = schema.path("format").asString("");
        String type = type(schema);
        boolean mayBeNull =
                schema.path("nullable").asBoolean(false) || types(schema).contains("null");
        return new Table.Column(
                name,
                (type.isEmpty() ? "json" : type) + (format.isEmpty() ? "" : "(" + format + ")"),
                schema.path("maxLength").isInt() ? schema.path("maxLength").intValue() : null,
                !required || mayBeNull,
                words(schema));
    }

    /// The first line of its summary, title or description; null if there is none.
    static @Nullable String words(JsonNode described) {
        for (String name : List.of("summary", "title", "description")) {
            String text = described.path(name).asString("").strip();
            if (!text.isEmpty()) {
                return ParsedLine.cut(text.lines().findFirst().orElse(text).strip());
            }
        }
        return null;
    }

    /// Its own properties and those of the schemas it is composed of (allOf, oneOf, anyOf).
    Map<String, JsonNode> properties(JsonNode schema) {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        collect(properties, schema, 0);
        return properties;
    }

    private void collect(Map<String, JsonNode> properties, JsonNode schema, int depth) {
        if (depth == MOST_HOPS / 4) {
            return;
        }
        for (String composed : List.of("allOf", "oneOf", "anyOf")) {
            for (JsonNode part : schema.path(composed)) {
                collect(properties, resolved(part), depth + 1);
            }
        }
        schema.path("properties").properties().forEach(property -> properties.put(property.getKey(), plain(property)));
    }

    /// Resolves a property's schema; of alternatives that differ only by `null` the other one is taken.
    private JsonNode plain(Map.Entry<String, JsonNode> property) {
        JsonNode schema = resolved(property.getValue());
        for (String alternative : List.of("anyOf", "oneOf", "allOf")) {
            List<JsonNode> real = schema.path(alternative)
                    .valueStream()
                    .map(this::resolved)
                    .filter(one -> !type(one).isEmpty())
                    .toList();
            if (type(schema).isEmpty() && real.size() == 1) {
                return real.getFirst();
            }
        }
        return schema;
    }

    private boolean isType(JsonNode schema, String type) {
        return type(schema).equals(type);
    }

    /// Its type, empty if it has none or several.
    private String type(JsonNode schema) {
        List<String> types =
                types(schema).stream().filter(type -> !type.equals("null")).toList();
        if (types.size() == 1) {
            return types.getFirst();
        }
        return !types.isEmpty()
                ? ""
                : schema.has("items") ? "array" : properties(schema).isEmpty() ? "" : "object";
    }

    private static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? type.valueStream().map(one -> one.asString("")).toList()
                : type.isString() ? List.of(type.asString()) : List.of();
    }
}
