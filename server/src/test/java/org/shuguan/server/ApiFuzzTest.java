package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every operation of the API's own description with input that it does not expect: wrong types, huge, empty and
/// hostile texts, foreign ids, in the path, the query and the body. Whatever comes back is an answer and no fault
/// of the server.
///
/// The seed is printed; `-Dfuzz.seed` repeats a run, `-Dfuzz.seconds` makes it longer: a round that has begun
/// is finished.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiFuzzTest {
    private static final String PASSWORD = "Ink-and-paper-7";
    private static final UnitCode UNIT = new UnitCode("F1");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final int DEEPEST = 4;
    private static final int CROWD = 20_000;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x",
            "王伟",
            "0",
            "-1",
            "99999999999999999999",
            "null",
            "2026-02-30",
            "../../etc/passwd",
            "'; drop table audit.entry; --",
            "\u0000",
            "a\u202Eb",
            "\uD800",
            "＝1+1",
            "%",
            "_%\\",
            "(((",
            "\"",
            "x".repeat(3_000));

    @LocalServerPort
    int port;

    @Autowired
    Institution institution;

    @Autowired
    Identity identity;

    private final long seed = Long.getLong("fuzz.seed", 20_261_128L);
    private final Random random = new Random(seed);
    private final Map<Role, Visitor> people = new LinkedHashMap<>();
    private JsonNode description = JSON.createObjectNode();

    @BeforeAll
    void peopleOfTheUnit() {
        if (institution.unit(UNIT).isEmpty()) {
            institution.establish(new Unit(
                    UNIT,
                    "单位F1",
                    "Unit F1",
                    Unit.Kind.DEPARTMENT,
                    null,
                    institution.today().minusDays(1),
                    null));
        }
        for (Role role : List.of(Role.DATA_STEWARD, Role.BUREAU_OPERATOR, Role.SYSTEM_ADMINISTRATOR)) {
            String name = "fuzz." + role.word();
            var officer = institution.enrol("某某" + role.word());
            institution.appoint(
                    officer,
                    role,
                    role == Role.DATA_STEWARD ? UNIT : UnitCode.CITY,
                    new Institution.Terms("岗位", null, institution.today(), null));
            identity.open(name, officer, PASSWORD, false);
            people.put(role, new Visitor(port).signIn(name, PASSWORD));
        }
        description = people.get(Role.DATA_STEWARD).reads("/api/openapi");
    }

    @Test
    void noInputIsAFaultOfTheServer() {
        System.out.println("fuzz.seed=" + seed);
        List<String> faults = new ArrayList<>();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Integer.getInteger("fuzz.seconds", 60));
        int rounds = 0;
        for (; rounds == 0 || System.nanoTime() < until; rounds++) {
            for (Map.Entry<String, JsonNode> path : description.get("paths").properties()) {
                for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                    String method = operation.getKey().toUpperCase(java.util.Locale.ROOT);
                    if (!endsTheSession(method, path.getKey())) {
                        fuzz(method, path.getKey(), operation.getValue(), faults);
                    }
                }
            }
        }
        System.out.println("fuzz: " + rounds + " rounds");
        assertThat(faults).isEmpty();
    }

    /// Each list and map of each body, one at a time, with more elements than anybody sends: refused with its
    /// sentence at the field that has them.
    @Test
    void everyListOfABodyIsBounded() {
        List<String> unbounded = new ArrayList<>();
        int lists = 0;
        Visitor visitor = people.get(Role.DATA_STEWARD);
        for (Map.Entry<String, JsonNode> path : description.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                JsonNode schema = operation.getValue().at("/requestBody/content/application~1json/schema");
                String method = operation.getKey().toUpperCase(java.util.Locale.ROOT);
                String address = existingKinds(path.getKey(), operation.getValue());
                for (List<String> field : lists(schema, List.of(), 0)) {
                    lists++;
                    HttpResponse<String> answer = visitor.asks(method, address, crowded(schema, field));
                    JsonNode error = answer.statusCode() == 422
                            ? JSON.readTree(answer.body()).at("/errors/0")
                            : JSON.createObjectNode();
                    String named = error.path("field").asString("");
                    if (!named.equals(String.join(".", field))
                            || !error.path("message").asString("").matches(".*\\d.*")) {
                        unbounded.add(method + " " + address + " " + field + " → " + answer.statusCode() + " "
                                + shortened(answer.body()));
                    }
                }
            }
        }
        assertThat(unbounded).isEmpty();
        assertThat(lists).isGreaterThan(20);
    }

    /// The path with values of the right types.
    private String existingKinds(String path, JsonNode operation) {
        String address = path;
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.get("in").asString().equals("path")) {
                address = address.replace(
                        "{" + parameter.get("name").asString() + "}",
                        least(parameter.path("schema")).toString());
            }
        }
        return address;
    }

    private List<List<String>> lists(JsonNode schema, List<String> at, int depth) {
        JsonNode resolved = resolved(schema);
        List<List<String>> found = new ArrayList<>();
        if (resolved.has("items") || resolved.path("additionalProperties").isObject()) {
            found.add(at);
        } else if (depth < DEEPEST) {
            resolved.path("properties").properties().forEach(property -> {
                List<String> below = new ArrayList<>(at);
                below.add(property.getKey());
                found.addAll(lists(property.getValue(), below, depth + 1));
            });
        }
        return found;
    }

    /// A body that has nothing but the list at this field.
    private Object crowded(JsonNode schema, List<String> field) {
        JsonNode resolved = resolved(schema);
        if (!field.isEmpty()) {
            return Map.of(
                    field.getFirst(),
                    crowded(resolved.path("properties").path(field.getFirst()), field.subList(1, field.size())));
        }
        if (resolved.has("items")) {
            return Collections.nCopies(CROWD, least(resolved.path("items")));
        }
        Object value = least(resolved.path("additionalProperties"));
        return IntStream.range(0, CROWD).boxed().collect(Collectors.toMap(i -> "k" + i, i -> value));
    }

    private Object least(JsonNode schema) {
        JsonNode resolved = resolved(schema);
        if (resolved.has("enum")) {
            return resolved.get("enum").get(0).asString();
        }
        String type = resolved.path("type").isArray()
                ? resolved.path("type").get(0).asString()
                : resolved.path("type").asString("object");
        return switch (type) {
            case "array" -> List.of(least(resolved.path("items")));
            case "string" ->
                switch (resolved.path("format").asString("")) {
                    case "uuid" -> UUID.randomUUID().toString();
                    case "date" -> "2026-01-01";
                    // A code of a unit too: an element that cannot be read is refused before the list is too long.
                    default -> "XX";
                };
            case "integer", "number" -> 0;
            case "boolean" -> true;
            default -> {
                Map<String, Object> object = new LinkedHashMap<>();
                resolved.path("required")
                        .forEach(name -> object.put(
                                name.asString(),
                                least(resolved.path("properties").path(name.asString()))));
                yield object;
            }
        };
    }

    private static boolean endsTheSession(String method, String path) {
        return path.startsWith("/api/session") && !method.equals("GET");
    }

    private void fuzz(String method, String path, JsonNode operation, List<String> faults) {
        String address = address(path, operation);
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        boolean raw = operation.at("/requestBody/content").has("application/octet-stream");
        List<Role> roles = List.copyOf(people.keySet());
        Role role = roles.get(random.nextInt(roles.size()));
        Visitor visitor = people.get(role);
        Object body = schema.isMissingNode() ? null : body(schema, 0);
        HttpResponse<String> answer = raw
                ? visitor.uploads(address, text().getBytes(StandardCharsets.UTF_8))
                : visitor.asks(method, address, body);
        if (answer.statusCode() >= 500) {
            faults.add(role.word() + " " + method + " " + shortened(address) + " " + shortened(String.valueOf(body))
                    + " → " + answer.statusCode());
        }
    }

    private String address(String path, JsonNode operation) {
        Matcher variable = VARIABLE.matcher(path);
        StringBuilder address = new StringBuilder();
        while (variable.find()) {
            String value = random.nextInt(3) == 0 ? UUID.randomUUID().toString() : encoded(text());
            variable.appendReplacement(address, Matcher.quoteReplacement(value));
        }
        variable.appendTail(address);
        String separator = "?";
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.get("in").asString().equals("query") && random.nextBoolean()) {
                address.append(separator)
                        .append(parameter.get("name").asString())
                        .append('=')
                        .append(encoded(text()));
                separator = "&";
            }
        }
        return address.toString();
    }

    /// A body of the schema in which each part may be missing, null or something else.
    private @Nullable Object body(JsonNode schema, int depth) {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> text();
            case 2 -> List.of();
            case 3 -> Map.of();
            case 4 -> -1L;
            default -> fitting(schema, depth);
        };
    }

    private @Nullable Object fitting(JsonNode schema, int depth) {
        JsonNode resolved = resolved(schema);
        if (depth > DEEPEST) {
            return null;
        }
        String type = resolved.path("type").isArray()
                ? resolved.path("type").get(0).asString()
                : resolved.path("type").asString("object");
        return switch (type) {
            case "array" -> List.of(java.util.Objects.requireNonNullElse(body(resolved.path("items"), depth + 1), "x"));
            case "string" -> resolved.has("enum") ? resolved.get("enum").get(0).asString() : text();
            case "integer", "number" -> random.nextLong();
            case "boolean" -> random.nextBoolean();
            default -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                resolved.path("properties").properties().forEach(property -> {
                    if (random.nextInt(4) > 0) {
                        object.put(property.getKey(), body(property.getValue(), depth + 1));
                    }
                });
                yield object;
            }
        };
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : description.at(reference.substring(1));
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
