package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.OpenSource.Unread;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// An OpenAPI 3 or Swagger 2.0 document. Every GET operation that answers with an array of objects is a table. It
/// is parsed with Jackson, because the usual parser follows references to any address.
///
/// @param server base address of the operations, relative to the document's address; null if not stated
/// @param key where requests carry the token
/// @param tables operations that return rows
/// @param unread operations that return rows but cannot be read, or whose response is not described
record OpenApiDocument(@Nullable String server, ApiKey key, List<ApiTable> tables, List<Unread> unread) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    /// Parses a document.
    ///
    /// @throws SourceUnreadable if it is not such a document
    static OpenApiDocument of(String text) throws SourceUnreadable {
        JsonNode said = parsed(text.strip());
        boolean older = said.path("swagger").asString("").equals(SwaggerConverter.VERSION);
        JsonNode document = older ? SwaggerConverter.asOpenApi(said) : said;
        String version = document.path("openapi").asString("");
        if (!version.startsWith("3.")) {
            String other = document.path("swagger").asString("");
            throw new SourceUnreadable(
                    Reason.NO_OPENAPI,
                    other.isEmpty()
                            ? ParsedLine.cut(text.strip().lines().findFirst().orElse(""))
                            : "swagger " + other,
                    null);
        }
        ApiSchemas schemas = new ApiSchemas(document);
        Reader reader = new Reader(schemas);
        document.path("paths").properties().forEach(path -> reader.take(path.getKey(), path.getValue()));
        return new OpenApiDocument(server(document), ApiKey.of(document, schemas), reader.tables, reader.unread);
    }

    private static JsonNode parsed(String text) throws SourceUnreadable {
        try {
            return text.startsWith("{") ? JSON.readTree(text) : YAML.readTree(text);
        } catch (JacksonException e) {
            throw new SourceUnreadable(Reason.NO_OPENAPI, ParsedLine.cut(e.getOriginalMessage()), e);
        }
    }

    /// The first server, with the default values of its variables.
    private static @Nullable String server(JsonNode document) {
        JsonNode first = document.path("servers").path(0);
        String url = first.path("url").asString("");
        for (Map.Entry<String, JsonNode> variable : first.path("variables").properties()) {
            url = url.replace(
                    "{" + variable.getKey() + "}",
                    variable.getValue().path("default").asString(""));
        }
        return url.isEmpty() ? null : url;
    }

    private static final class Reader {
        private final ApiSchemas schemas;
        private final List<ApiTable> tables = new ArrayList<>();
        private final List<Unread> unread = new ArrayList<>();

        Reader(ApiSchemas schemas) {
            this.schemas = schemas;
        }

        void take(String path, JsonNode item) {
            JsonNode operation = item.path("get");
            if (!operation.isObject()) {
                return;
            }
            if (!path.startsWith("/")) {
                unread.add(new Unread(path, Reason.NOT_DESCRIBED, path));
                return;
            }
            JsonNode answer = answer(operation);
            Optional<ApiSchemas.Rows> rows = schemas.rows(answer);
            if (rows.isEmpty()) {
                // A response without a description may contain rows; a described one without an array does not.
                if (answer.isMissingNode() || answer.isEmpty()) {
                    unread.add(new Unread(path, Reason.NOT_DESCRIBED, "200"));
                }
                return;
            }
            List<ApiField> fields = schemas.fields(rows.get().row());
            List<JsonNode> parameters = parameters(item, operation);
            Paging paging = Paging.of(parameters, schemas);
            Map<String, String> fixed = new LinkedHashMap<>();
            List<String> wanting = wanting(parameters, paging, fixed);
            if (!wanting.isEmpty()) {
                unread.add(new Unread(path, Reason.PARAMETER_NEEDED, String.join(", ", wanting)));
            } else if (fields.isEmpty()) {
                unread.add(new Unread(
                        path, Reason.NOT_DESCRIBED, String.join(".", rows.get().path()) + "[]"));
            } else {
                tables.add(
                        new ApiTable(table(path, operation, fields), rows.get().path(), fields, paging, fixed));
            }
        }

        private static Table table(String path, JsonNode operation, List<ApiField> fields) {
            return new Table(
                    "",
                    path,
                    Table.Kind.API,
                    ApiSchemas.words(operation),
                    -1,
                    -1,
                    fields.stream().map(ApiField::column).toList(),
                    List.of(),
                    List.of());
        }

        /// The schema of the successful response.
        private JsonNode answer(JsonNode operation) {
            JsonNode responses = operation.path("responses");
            for (String status : List.of("200", "2XX", "2xx", "default")) {
                JsonNode content = schemas.resolved(responses.path(status)).path("content");
                for (String kind : List.of("application/json", "json", "*/*")) {
                    for (Map.Entry<String, JsonNode> one : content.properties()) {
                        if (one.getKey().contains(kind)) {
                            return schemas.resolved(one.getValue().path("schema"));
                        }
                    }
                }
                if (!content.isEmpty()) {
                    break;
                }
            }
            return tools.jackson.databind.node.MissingNode.getInstance();
        }

        /// Parameters of the operation override those of its path.
        private List<JsonNode> parameters(JsonNode item, JsonNode operation) {
            Map<String, JsonNode> parameters = new LinkedHashMap<>();
            for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
                for (JsonNode one : list) {
                    JsonNode parameter = schemas.resolved(one);
                    parameters.put(
                            parameter.path("in").asString("") + " "
                                    + parameter.path("name").asString(""),
                            parameter);
                }
            }
            return List.copyOf(parameters.values());
        }

        /// Required parameters without a default value.
        private List<String> wanting(List<JsonNode> parameters, Paging paging, Map<String, String> fixed) {
            List<String> wanting = new ArrayList<>();
            for (JsonNode parameter : parameters) {
                String in = parameter.path("in").asString("");
                if (!parameter.path("required").asBoolean(false) || in.equals("header") || paging.sets(parameter)) {
                    continue;
                }
                String name = parameter.path("name").asString("");
                JsonNode usual = schemas.resolved(parameter.path("schema")).path("default");
                if (in.equals("query") && usual.isValueNode() && !usual.isNull()) {
                    fixed.put(name, usual.asString());
                } else {
                    wanting.add(in.equals("path") ? "{" + name + "}" : name);
                }
            }
            return wanting;
        }
    }
}
