package org.shuguan.dataplane.source;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Converts a Swagger 2.0 document to the OpenAPI 3 form as far as a census needs it, because many systems of
/// departments only have the former. References stay unchanged.
///
/// See the [Swagger 2.0 specification](https://swagger.io/specification/v2/).
final class SwaggerConverter {
    static final String VERSION = "2.0";

    /// Properties of a parameter that move into its schema.
    private static final List<String> OF_SCHEMA =
            List.of("type", "format", "items", "default", "enum", "minimum", "maximum", "maxLength");

    private static final String USUAL_TYPE = "application/json";

    private final ObjectNode document;

    private SwaggerConverter(ObjectNode document) {
        this.document = document;
    }

    /// Converts a document.
    ///
    /// @param old the Swagger 2.0 document, which is not changed
    static JsonNode asOpenApi(JsonNode old) {
        return new SwaggerConverter((ObjectNode) old.deepCopy()).translated();
    }

    private JsonNode translated() {
        document.remove("swagger");
        document.put("openapi", "3.0.0");
        document.putArray("servers").addObject().put("url", server());
        JsonNode keys = document.path("securityDefinitions");
        keys.forEach(SwaggerConverter::key);
        document.putObject("components").set("securitySchemes", keys);
        JsonNode types = document.path("produces");
        document.path("parameters").forEach(SwaggerConverter::parameter);
        document.path("responses").forEach(response -> response(response, types));
        for (JsonNode path : document.path("paths")) {
            path.path("parameters").forEach(SwaggerConverter::parameter);
            JsonNode get = path.path("get");
            get.path("parameters").forEach(SwaggerConverter::parameter);
            JsonNode own = get.path("produces").isArray() ? get.path("produces") : types;
            get.path("responses").forEach(response -> response(response, own));
        }
        return document;
    }

    /// The server's address; without a scheme the document's own scheme applies.
    private String server() {
        String base = document.path("basePath").asString("");
        String host = document.path("host").asString("");
        String below = base.isEmpty() ? "/" : base;
        if (host.isEmpty()) {
            return below;
        }
        List<String> schemes = document.path("schemes")
                .valueStream()
                .map(one -> one.asString(""))
                .toList();
        String scheme = schemes.contains("https") || schemes.isEmpty() ? "https:" : "http:";
        return (schemes.isEmpty() ? "" : scheme) + "//" + host + below;
    }

    private static void key(JsonNode definition) {
        if (definition instanceof ObjectNode key
                && key.path("type").asString("").equals("basic")) {
            key.put("type", "http").put("scheme", "basic");
        }
    }

    private static void parameter(JsonNode node) {
        if (!(node instanceof ObjectNode parameter) || parameter.has("$ref") || parameter.has("schema")) {
            return;
        }
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> said : parameter.properties()) {
            if (OF_SCHEMA.contains(said.getKey())) {
                schema.set(said.getKey(), said.getValue());
            }
        }
        parameter.set("schema", schema);
    }

    private static void response(JsonNode node, JsonNode types) {
        if (!(node instanceof ObjectNode response) || !response.has("schema")) {
            return;
        }
        ObjectNode content = response.putObject("content");
        JsonNode schema = response.path("schema");
        if (types.isEmpty()) {
            content.putObject(USUAL_TYPE).set("schema", schema);
        }
        types.forEach(type -> content.putObject(type.asString("")).set("schema", schema));
    }
}
